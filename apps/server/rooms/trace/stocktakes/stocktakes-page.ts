import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, numberOrDash, wholeNumber } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { storesDue, timesAYear } from './due.ts'
import { dueInWords, resultInWords } from './stocktake-words.ts'
import { beginStocktake, stocktakes } from './stocktakes.ts'

const read = async (tx: Transaction, page?: number) => {
  const list = await stocktakes(tx, page)
  return {
    list,
    nameOf: await actorNames(
      tx,
      list.flatMap(({ actor, endedBy }) => [actor, endedBy]),
    ),
  }
}

/** Which stores are due, stocktakes that were made or go on, and the beginning of one. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const [page, sent] = [pageIn(request), sentForm(request.body)]
    const { list, nameOf, times, stores } = await readPage(database, request, 'stocktakes', async (tx) => {
      const yearly = await timesAYear(tx)
      return { ...(await read(tx, page)), times: yearly, stores: await storesDue(tx, yearly.value, clock()) }
    })
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/stocktakes/stocktakes.njk', {
      room: 'Trace',
      page: 'Stocktakes',
      errors,
      act: actFrom(sent),
      times: `${count(times.value, 'stocktake')} a year for each store. Source: ${times.source}.`,
      year: clock().getUTCFullYear(),
      stores: stores.map((store) =>
        Object.assign(dueInWords(store), {
          bcu: store.bcu,
          last: store.last ? timeInWords(store.last) : 'never',
          open: wholeNumber(store.open),
          isLate: store.missed.length > 0,
        }),
      ),
      choices: [
        { value: '', text: 'Choose a store' },
        ...stores.map(({ bcu }) => ({ value: bcu, text: bcu, selected: bcu === textOf(sent, 'store') })),
      ],
      stocktakes: list.map((each) => ({
        href: paths.stocktake({ id: each.id }),
        bcu: each.bcu,
        begun: timeInWords(each.begunAt),
        by: nameOf(each.actor),
        ended: each.endedAt === null ? 'not yet' : timeInWords(each.endedAt),
        found:
          each.expected === null ? 'not yet' : `${numberOrDash(each.found)} of ${wholeNumber(each.expected)}`,
        result: resultInWords(each),
        isOpen: each.open > 0,
      })),
      csvHref: paths.stocktakesCsv(),
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of stocktakes', (to) =>
        paths.stocktakes({ page: String(to) }),
      ),
    })
  }
  return {
    stocktakes: (request, reply) => show(request, reply),
    stocktakesCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'stocktakes', (tx) => read(tx))
      return sendCsv(reply, 'stocktakes', [
        [
          'store',
          'begun_at',
          'begun_by',
          'ended_at',
          'ended_by',
          'how',
          'reason',
          'expected',
          'found',
          'missing',
          'not_expected',
          'open_questions',
        ],
        ...list.map((each) => [
          each.bcu,
          each.begunAt.toISOString(),
          nameOf(each.actor),
          each.endedAt?.toISOString() ?? null,
          each.endedBy && nameOf(each.endedBy),
          each.how,
          each.reason,
          each.expected,
          each.found,
          each.how === 'finished' ? each.missing : null,
          each.how === 'finished' ? each.others : null,
          each.how === 'finished' ? each.open : null,
        ]),
      ])
    },
    beginStocktake: async (request, reply) => {
      const sent = sentForm(request.body)
      const [id, asked] = [actFrom(sent), textOf(sent, 'store')]
      const isBegun = await database.withActor(request.actor, 'begin a stocktake', async (tx) => {
        const stores = await storesDue(tx, (await timesAYear(tx)).value, clock())
        const store = stores.find(({ bcu }) => bcu === asked)
        if (store) await beginStocktake(tx, request.actor.id, { id, bcu: store.bcu })
        return store !== undefined
      })
      if (!isBegun) return show(request, reply, [{ text: 'Choose which store is counted', href: '#store' }])
      return reply.redirect(paths.stocktake({ id }), 303)
    },
  }
}

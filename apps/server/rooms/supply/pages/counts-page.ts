import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, wholeNumber } from '../../../foundation/words/figures.ts'
import { countable, counts, type Count } from '../count-queries.ts'
import { beginCount } from '../counts.ts'
import type { Holder } from '../holders.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'

/** What a count came to, in a few words; to whoever counted, nothing of what the ledger says. */
const resultInWords = ({ countedAt, actor, missing, extra, undecided }: Count, asker: string): string => {
  if (countedAt === null) return actor === asker ? 'You are counting' : 'Being counted'
  if (actor === asker) return 'Another person compares it'
  if (missing + extra === 0) return 'Agrees with the ledger'
  const found = [
    missing > 0 ? `${wholeNumber(missing)} missing` : '',
    extra > 0 ? `${wholeNumber(extra)} not expected` : '',
    undecided > 0 ? `${wholeNumber(undecided)} to decide` : 'decided',
  ]
  return capital(found.filter(Boolean).join(', '))
}

const readCounts = async (tx: Transaction, page?: number) => {
  const list = await counts(tx, page)
  const nameOf = await holderNames(
    tx,
    list.flatMap(({ holder, actor }) => [holder, actor]),
  )
  return { list, nameOf }
}

/** Who can be counted, by name. */
const choices = async (tx: Transaction) => {
  const all = await countable(tx)
  const nameOf = await holderNames(
    tx,
    all.map(({ holder }) => holder),
  )
  return all.map((each) => Object.assign({}, each, { name: nameOf(each.holder) }))
}

/** Counts of kits, and the beginning of one: whoever counts is not shown what the ledger says. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const [page, fields] = [pageIn(request), sentForm(request.body)]
    const found = await readPage(database, request, 'counts of kits', async (tx) => ({
      ...(await readCounts(tx, page)),
      holders: await choices(tx),
    }))
    const { list, nameOf, holders } = found
    const asker = request.actor.id
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/counts.njk', {
      room: 'Supply',
      page: 'Count kits',
      errors,
      act: actFrom(fields),
      holders: [
        { value: '', text: 'Choose who to count' },
        ...holders.map(({ holder, name }) => ({
          value: holder,
          text: name,
          selected: holder === textOf(fields, 'holder'),
        })),
      ],
      counts: list.map((each) => ({
        href: paths.count({ id: each.id }),
        holder: capital(nameOf(each.holder)),
        begun: timeInWords(each.begunAt),
        finished: each.countedAt === null ? 'not yet' : timeInWords(each.countedAt),
        by: nameOf(each.actor),
        counted: each.counted === null ? 'not yet' : wholeNumber(each.counted),
        result: resultInWords(each, asker),
        waits: each.undecided > 0 && each.actor !== asker,
      })),
      csvHref: paths.countsCsv(),
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of counts', (to) =>
        paths.counts({ page: String(to) }),
      ),
    })
  }
  return {
    counts: (request, reply) => show(request, reply),
    countsCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'counts of kits', (tx) => readCounts(tx))
      const asker = request.actor.id
      return sendCsv(reply, 'counts', [
        [
          'holder',
          'begun_at',
          'finished_at',
          'counted_by',
          'counted',
          'ledger',
          'missing',
          'not_expected',
          'to_decide',
        ],
        ...list.map((each) => {
          // Of one's own count, and of one that goes on, there is nothing of the ledger's side.
          const isShown = each.countedAt !== null && each.actor !== asker
          const shown = (figure: number | null) => (isShown ? figure : null)
          return [
            nameOf(each.holder),
            each.begunAt.toISOString(),
            each.countedAt?.toISOString() ?? null,
            nameOf(each.actor),
            each.counted,
            shown(each.held),
            shown(each.missing),
            shown(each.extra),
            shown(each.undecided),
          ]
        }),
      ])
    },
    beginCount: async (request, reply) => {
      const fields = sentForm(request.body)
      const [id, asked] = [actFrom(fields), textOf(fields, 'holder')]
      const faults = await database.withActor(request.actor, 'begin a count of kits', async (tx) => {
        const chosen = (await countable(tx)).find(({ holder }) => holder === asked)
        if (!chosen) return [{ text: 'Choose who to count', href: '#holder' }]
        const { ward, bcu } = chosen
        const begun = { id, holder: chosen.holder as Holder, at: clock(), place: { ward, bcu } }
        await beginCount(tx, request.actor.id, begun)
        return []
      })
      if (faults.length > 0) return show(request, reply, faults)
      return reply.redirect(paths.count({ id }), 303)
    },
  }
}

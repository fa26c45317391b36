import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { addressOf, homesOfIds } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { answerCorrection, corrections } from './corrections.ts'

/** What residents say is wrong, and what a sergeant did about it. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wrong?: { id: string; typed: string; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const { list, homes, nameOf } = await readPage(database, request, 'corrections asked for', async (tx) => {
      const found = await corrections(tx, page)
      return {
        list: found,
        homes: new Map(
          (await homesOfIds(tx, [...new Set(found.map(({ home }) => home))])).map((home) => [home.id, home]),
        ),
        nameOf: await actorNames(
          tx,
          found.map(({ answeredBy }) => answeredBy),
        ),
      }
    })
    return sendPage(reply, wrong ? 400 : 200, 'rooms/deliver/letters/corrections.njk', {
      room: 'Deliver',
      page: 'Corrections',
      corrections: list.map((each) => {
        const home = homes.get(each.home)
        return {
          id: each.id,
          address: home ? addressOf(home) : 'not known',
          href: paths.home({ id: each.home }),
          at: timeInWords(each.at),
          words: each.words ?? 'Erased',
          waits: each.done === null,
          answer:
            each.done === null ? '' : `${each.done ? 'Corrected' : 'Not corrected'}: ${each.reason ?? ''}`,
          by: each.answeredBy === null ? '' : nameOf(each.answeredBy),
          answerHref: paths.answerCorrection({ id: each.id }),
          typed: wrong?.id === each.id ? wrong.typed : '',
          errors: wrong?.id === each.id ? wrong.errors : [],
        }
      }),
      errors: wrong?.errors ?? [],
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of corrections',
        (to) => `${paths.corrections()}?page=${to}`,
      ),
    })
  }

  return {
    corrections: (request, reply) => show(request, reply),
    answerCorrection: async (request, reply) => {
      const id = idIn(request)
      const sent = sentForm(request.body)
      const at = `reason-${id ?? ''}`
      const { words, errors } = wordsOf(sent, 'reason', 'Enter what was done, or why nothing was', at)
      const done = textOf(sent, 'done')
      if (done !== 'yes' && done !== 'no')
        errors.push({ text: 'Choose Corrected or Not corrected', href: `#${at}` })
      if (errors.length > 0) return show(request, reply, { id: id ?? '', typed: words, errors })
      await database.withActor(request.actor, 'a correction is answered', (tx) =>
        answerCorrection(tx, request.actor.id, { id, done: done === 'yes', reason: words }),
      )
      return reply.redirect(paths.corrections(), 303)
    },
  }
}

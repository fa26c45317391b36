import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../foundation/actor-names.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { subjectDigestOf } from '../../foundation/log/digests.ts'
import { sendCsv } from '../../foundation/page/lists.ts'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { readPage } from '../../foundation/page/page.ts'
import { sentForm, textOf, wordsOf } from '../../foundation/page/sent-form.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { count, wholeNumber } from '../../foundation/words/figures.ts'
import { filesOfCase, workOnCase } from '../trace/case-files/case-files.ts'
import { openingsOf, type Opening } from './case-openings.ts'
import { accountInWords, momentInWords, roleInWords } from './log-words.ts'

type Found = {
  files: number
  /** Those without work on the case first. */
  openings: (Opening & { who: string; work: string[] })[]
}

const dutyInWords = ({ work, alone }: Found['openings'][number]): string =>
  work.length > 0
    ? work.join(', ')
    : alone > 0
      ? 'no linked duty on record'
      : 'none on record; saw them in lists'

const show = (
  reply: FastifyReply,
  { status = 200, ...context }: Record<string, unknown> & { status?: 200 | 400 },
): FastifyReply =>
  sendPage(reply, status, 'rooms/account/views/case.njk', {
    room: 'Account',
    page: 'Who opened a case',
    reference: '',
    reason: '',
    errors: [],
    ...context,
  })

/**
 * Who opened the files of a case, by its reference, for a person to judge: a duty that is on no record may well be one. To look is
 * to look at the records, and stands in the log with the reason.
 */
export const answers: Answers = ({ database }) => {
  const digestOf = subjectDigestOf(database.secrets)
  const find = (request: FastifyRequest, reference: string, reason: string): Promise<Found> =>
    readPage(database, request, 'who opened the files of a case', async (tx) => {
      const files = await filesOfCase(tx, reference, reason)
      const work = await workOnCase(tx, reference, reason)
      const openings = await openingsOf(
        tx,
        files.map(({ kind, subject }) => digestOf(kind, subject)),
      )
      const nameOf = await actorNames(
        tx,
        openings.map(({ actor }) => actor),
      )
      const known = openings.map((each) =>
        Object.assign(each, { who: accountInWords(each.actor, nameOf), work: work.get(each.actor) ?? [] }),
      )
      const [without, withWork] = [
        known.filter((each) => each.work.length === 0),
        known.filter((each) => each.work.length > 0),
      ]
      return { files: files.length, openings: [...without, ...withWork] }
    })

  return {
    caseOpenings: (_request, reply) => show(reply, {}),
    findCaseOpenings: async (request, reply) => {
      const sent = sentForm(request.body)
      const reference = textOf(sent, 'reference').toUpperCase().slice(0, 60)
      const { words: reason, errors } = wordsOf(sent, 'reason', 'Enter why you look')
      if (reference === '')
        errors.unshift({ text: 'Enter the crime or custody reference', href: '#reference' } as ErrorAtField)
      if (errors.length > 0) return show(reply, { status: 400, reference, reason, errors })
      const { files, openings } = await find(request, reference, reason)
      if (textOf(sent, 'export') === 'csv')
        return sendCsv(reply, 'case-openings', [
          ['who', 'role', 'opened_alone', 'in_lists', 'records', 'first', 'last', 'purposes', 'duty'],
          ...openings.map((each) => [
            each.who,
            roleInWords(each.role),
            each.alone,
            each.inLists,
            each.records,
            each.first.toISOString(),
            each.last.toISOString(),
            each.purposes.join('; '),
            dutyInWords(each),
          ]),
        ])
      const people = new Set(openings.map(({ actor }) => actor))
      const without = new Set(
        openings.flatMap(({ actor, work, alone }) => (work.length === 0 && alone > 0 ? [actor] : [])),
      )
      return show(reply, {
        reference,
        reason,
        found: {
          files: count(files, 'record'),
          people: wholeNumber(people.size),
          without: wholeNumber(without.size),
          openings: openings.map((each) => ({
            who: each.who,
            role: roleInWords(each.role),
            alone: wholeNumber(each.alone),
            inLists: wholeNumber(each.inLists),
            first: momentInWords(each.first),
            last: momentInWords(each.last),
            purposes: each.purposes.join('; '),
            duty: dutyInWords(each),
            isAsked: each.work.length === 0 && each.alone > 0,
          })),
        },
      })
    },
  }
}

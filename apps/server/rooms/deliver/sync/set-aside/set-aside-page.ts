import { reasonCodes } from '@mettrace/protocol/batch/reasons'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import { sentForm, wordsOf } from '../../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { kindWords } from '../kind-words.ts'
import { acceptWords } from './accept-words.ts'
import { acceptSetAside } from './accept.ts'
import { setAsideEvents, writeDecision, type SetAside } from './set-aside.ts'

const stateOf = ({ stands, decision }: SetAside): string => {
  if (decision !== null) return decision === 'accepted' ? 'Accepted' : 'Given up'
  return stands ? 'Waiting' : 'Answered by its author'
}

/** Whether it may be accepted, and what comes of it then. */
const acceptableOf = ({ reason }: SetAside): { mayAccept: boolean; ifAccepted: string } => {
  const found = reasonCodes.find((code) => code === reason)
  const { may, words } = acceptWords[found ?? 'not-understood']
  return { mayAccept: may, ifAccepted: words }
}

const named = async (tx: Transaction, page?: number) => {
  const list = await setAsideEvents(tx, page)
  const actors = list.flatMap(({ teller, decidedBy }) => [teller, decidedBy])
  return { list, nameOf: await actorNames(tx, actors) }
}

const sentDecision = z.looseObject({ decision: z.enum(['accepted', 'given-up']) })

/** Records of phones that were set aside, why, and what a sergeant decides. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[],
    typed?: { id: string | undefined; words: string },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const { list, nameOf } = await readPage(database, request, 'records set aside', (tx) => named(tx, page))
    const status = errors.length > 0 ? 400 : 200
    return sendPage(reply, status, 'rooms/deliver/sync/set-aside/set-aside.njk', {
      room: 'Deliver',
      page: 'Set aside',
      events: list.map((each) => ({
        what: kindWords[each.kind ?? ''] ?? 'Not readable',
        home: each.home ?? 'not known',
        at: timeInWords(each.at),
        officer: nameOf(each.teller),
        words: each.words,
        state: stateOf(each),
        decided: each.decidedBy === null ? undefined : `by ${nameOf(each.decidedBy)}. Reason: ${each.why}`,
        waits: each.decision === null && each.stands && each.teller !== request.actor.id,
        ...acceptableOf(each),
        decisionHref: paths.decideSetAside({ id: each.id }),
        reasonId: `reason-${each.id}`,
        typed: each.id === typed?.id ? typed.words : '',
      })),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of records set aside',
        (to) => `${paths.setAside()}?page=${to}`,
      ),
      csvHref: paths.setAsideCsv(),
      errors,
    })
  }

  return {
    setAside: (request, reply) => show(request, reply, []),
    setAsideCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'records set aside', (tx) => named(tx))
      return sendCsv(reply, 'set-aside', [
        [
          'recorded_at',
          'record',
          'address',
          'officer',
          'reason',
          'words',
          'state',
          'decided_by',
          'decision_reason',
        ],
        ...list.map((each) => [
          each.at.toISOString(),
          each.kind,
          each.home,
          nameOf(each.teller),
          each.reason,
          each.words,
          stateOf(each),
          each.decidedBy === null ? null : nameOf(each.decidedBy),
          each.why,
        ]),
      ])
    },
    decideSetAside: async (request, reply) => {
      const sent = sentForm(request.body)
      const { words, errors } = wordsOf(sent, 'reason', 'Enter why you decide so', `reason-${idIn(request)}`)
      const { decision } = sentDecision.catch({ decision: 'given-up' }).parse(request.body)
      if (errors.length > 0) return show(request, reply, errors)
      const { actor: sergeant } = request
      const id = idIn(request)
      if (decision === 'accepted') {
        const became = await acceptSetAside(database, { sergeant, id, reason: words, now: clock() })
        if (became !== 'accepted')
          return show(request, reply, [{ text: became.left, href: `#reason-${id}` }], { id, words })
      } else
        await database.withActor(sergeant, 'decide about a record set aside', (tx) =>
          writeDecision(tx, sergeant.id, id, { decision, reason: words }),
        )
      return reply.redirect(paths.setAside(), 303)
    },
  }
}

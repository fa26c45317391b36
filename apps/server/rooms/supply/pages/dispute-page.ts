import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { ActEvidence } from '../../../foundation/records/act-evidence.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital } from '../../../foundation/words/figures.ts'
import { disputedFact } from '../disputes.ts'
import { lifeOf, type KitLife } from '../kit-life.ts'
import { settle } from '../late-facts.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { faultsOfAct } from '../acts/refused.ts'
import { doorsAround, effectsOf, lastMove, namesWithHomes, storiesOf } from './dispute-stories.ts'

/** The life of the bottle that a fact names; undefined where there is none that the actor may see. */
const lifeBeside = async (tx: Transaction, serial: string): Promise<KitLife | undefined> => {
  try {
    return await lifeOf(tx, serial)
  } catch (error) {
    if (error instanceof MetTraceError && error.code === 'not_found') return undefined
    throw error
  }
}

/** A disputed fact beside what the ledger says, and the decision. */
export const answers: Answers = ({ database, clock, evidence }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const fields = sentForm(request.body)
    const { fact, life, chain, known, nameOf } = await readPage(
      database,
      request,
      'a disputed fact',
      async (tx) => {
        const told = await disputedFact(tx, idIn(request))
        const beside = await lifeBeside(tx, told.serial)
        const moves = beside?.events.filter(({ sequence }) => sequence !== null) ?? []
        const acts = [told.act, ...(lastMove(moves) ? [lastMove(moves)!.act] : [])]
        const holders = beside?.events.flatMap(({ from, to, actor }) => [from, to, actor]) ?? []
        return {
          fact: told,
          life: beside,
          chain: moves,
          known: evidence.allows(request.actor.role)
            ? await evidence.find(tx, acts)
            : new Map<string, ActEvidence>(),
          nameOf: await holderNames(tx, [...holders, told.from, told.to, told.actor, told.settledBy]),
        }
      },
    )
    const last = lastMove(chain)
    const placed = namesWithHomes(nameOf, [fact, ...(last ? [last] : [])], known)
    const isOwn = fact.actor === request.actor.id
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/dispute.njk', {
      room: 'Supply',
      page: 'Disputed facts',
      errors,
      act: actFrom(fields),
      serial: fact.serial,
      known: life !== undefined,
      isOfVisit: known.has(fact.act),
      stories: storiesOf(fact, chain, placed, known),
      around: doorsAround(last && known.get(last.act), known.get(fact.act)),
      ledgerOfficer: last && nameOf(last.actor),
      reportOfficer: nameOf(fact.actor),
      effects: effectsOf(fact, life, placed),
      chain: chain.toReversed().map((event) => ({
        at: timeInWords(event.at),
        what:
          event.from === null
            ? capital(event.kind)
            : `${capital(event.kind)}: ${nameOf(event.from)} → ${nameOf(event.to)}`,
        by: nameOf(event.actor),
      })),
      isOwn,
      waits: fact.accepted === null,
      mayDecide:
        fact.accepted === null && !isOwn && ['sergeant', 'programme_lead'].includes(request.actor.role),
      settled:
        fact.settledAt === null
          ? undefined
          : {
              what: fact.accepted ? 'The report was accepted' : 'The report was refused',
              by: nameOf(fact.settledBy),
              at: timeInWords(fact.settledAt),
              reason: fact.reason,
            },
      decision: textOf(fields, 'decision'),
      reason: textOf(fields, 'reason'),
      decideHref: paths.settle({ id: fact.id }),
    })
  }

  /** Whether the fact was settled like that by the same person before: the form was sent twice. */
  const settledBefore = (request: FastifyRequest, accepted: boolean): Promise<boolean> =>
    readPage(database, request, 'a disputed fact', async (tx) => {
      const fact = await disputedFact(tx, idIn(request))
      return fact.settledBy === request.actor.id && fact.accepted === accepted
    })

  return {
    dispute: (request, reply) => show(request, reply),
    settle: async (request, reply) => {
      const fields = sentForm(request.body)
      const [decision, reason, id] = [textOf(fields, 'decision'), textOf(fields, 'reason'), idIn(request)]
      const { id: fact } = await readPage(database, request, 'a disputed fact', (tx) => disputedFact(tx, id))
      const errors = wordsOf(fields, 'reason', 'Enter the reason for your decision').errors
      const accepted = decision === 'report'
      if (!accepted && decision !== 'ledger')
        errors.unshift({ text: 'Choose which story is right', href: '#decision' })
      if (errors.length === 0) {
        const asked = { fact, act: actFrom(fields), accepted, reason, at: clock() }
        const faults = await faultsOfAct('#decision', () =>
          database.withActor(request.actor, 'decide a disputed fact', (tx) =>
            settle(tx, request.actor.id, asked),
          ),
        )
        if (faults.length > 0 && !(await settledBefore(request, accepted))) errors.push(...faults)
      }
      if (errors.length > 0) return show(request, reply, errors)
      return reply.redirect(paths.dispute({ id: fact }), 303)
    },
  }
}

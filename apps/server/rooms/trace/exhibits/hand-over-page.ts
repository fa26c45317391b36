import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Condition } from '@mettrace/continuity/facts/facts'
import { isGone, signsOnPaper } from '@mettrace/continuity/hands/hands'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import {
  actFrom,
  sentForm,
  textOf,
  textsOf,
  tickedOf,
  type SentForm,
} from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { tracePaths as paths } from '../paths.ts'
import { conditionChoices, namesOfHands } from './exhibit-words.ts'
import { conditionFrom, directionFrom, directions, handNamed } from './hand-over-form.ts'
import { exhibitsNamed } from './named-exhibits.ts'
import { storeNamed } from './known-stores.ts'
import { storeSecretsIn } from './no-store-secrets.ts'
import { offerExhibits, waitingExhibits } from './offers.ts'
import { faultsOfAct } from './or-refused.ts'
import { ownStores } from './own-stores.ts'
import { recordFacts, toldBefore, type Act, type Of } from './record-facts.ts'
import { notRecorded } from './refusals.ts'
import { whenFrom } from './sent-when.ts'

const fields = [
  'name',
  'forStore',
  'paper',
  'authority',
  'letters',
  'offence',
  'day',
  'time',
  'lateBecause',
] as const

/** Words of a form that an act may carry, those that are empty left out. */
const actOf = (sent: SentForm, at: Date): Act => {
  const [paper, offence, lateBecause, shelf] = ['paper', 'offence', 'lateBecause', 'shelf'].map((field) =>
    textOf(sent, field).slice(0, 500),
  )
  return {
    id: actFrom(sent),
    at,
    ...(paper && { paper }),
    ...(offence && { offence }),
    ...(lateBecause && { lateBecause }),
    ...(shelf && { shelf }),
  }
}

/** An exhibit with the condition of its seal, where it has one and that was said. */
const foundSo = (exhibit: string, seal: string, condition: Condition | undefined): Of =>
  condition && seal !== '' ? { exhibit, condition } : { exhibit }

/** From one hand to another: what waits for the actor to confirm, and what they hand over or receive. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors, status }: { sent: SentForm; errors: ErrorAtField[]; status: number },
  ): Promise<FastifyReply> => {
    const { waiting, names } = await readPage(database, request, 'hand over exhibits', async (tx) => {
      const found = await waitingExhibits(tx, request.actor.id)
      return {
        waiting: found,
        names: await namesOfHands(
          tx,
          found.flatMap(({ hand, to, offeredBy }) => [hand, to, offeredBy]),
        ),
      }
    })
    const direction = directionFrom(textOf(sent, 'direction'))
    return sendPage(reply, status, 'rooms/trace/exhibits/hand-over.njk', {
      room: 'Trace',
      page: 'Hand over exhibits',
      waiting: waiting.map((each) => ({
        id: each.id,
        href: paths.exhibit({ id: each.id }),
        reference: each.reference,
        description: each.description,
        seal: each.seal,
        isEnd: isGone(each.to),
        way: `${names.hand(each.hand)} → ${names.hand(each.to)}`,
        said: `${names.actor(each.offeredBy)}, ${timeInWords(each.offeredAt)}`,
        authority: each.authority,
      })),
      conditions: conditionChoices,
      directions: directions.map((each) => Object.assign({ checked: each.value === direction }, each)),
      found: [{ value: '', text: 'They have no seal' }, ...conditionChoices].map((each) =>
        Object.assign({ selected: each.value === textOf(sent, 'condition') }, each),
      ),
      exhibits: textsOf(sent, 'exhibits')[0] ?? '',
      values: Object.fromEntries(fields.map((field) => [field, textOf(sent, field)])),
      act: uuidv7(),
      errors,
    })
  }
  return {
    handOverForm: (request, reply) => show(request, reply, { sent: {}, errors: [], status: 200 }),
    handOver: async (request, reply) => {
      const sent = sentForm(request.body)
      const now = clock()
      const when = whenFrom(sent, ['day', 'time'], now)
      const isReceipt = textOf(sent, 'direction') === 'here'
      const condition = conditionFrom(textOf(sent, 'condition'))
      let faults: ErrorAtField[] = []
      const done = await faultsOfAct('#exhibits', () =>
        database.withActor(request.actor, 'hand over exhibits', async (tx) => {
          const named = await exhibitsNamed(tx, textsOf(sent, 'exhibits')[0] ?? '', 'exhibits')
          const { to, carriedTo, errors } = handNamed(sent, {
            own: await ownStores(tx),
            named: await storeNamed(tx, textOf(sent, 'name')),
            carriedTo: await storeNamed(tx, textOf(sent, 'forStore')),
          })
          faults = [...named.errors, ...errors, ...when.errors, ...storeSecretsIn(sent)]
          if (to === undefined || faults.length > 0) return
          const ids = named.exhibits.map(({ id }) => id)
          const [authority, letters] = [textOf(sent, 'authority'), textOf(sent, 'letters')]
          if (!isReceipt && !signsOnPaper(to))
            return void (await offerExhibits(tx, request.actor.id, ids, {
              to,
              ...(authority !== '' && { authority }),
              ...(letters !== '' && { letters }),
            }))
          // The store that a courier carries to sees what comes, and receives it with the courier's paper.
          if (carriedTo !== undefined) await offerExhibits(tx, request.actor.id, ids, { to: carriedTo })
          const of = named.exhibits.map(({ id, seal }) => foundSo(id, seal, condition))
          await recordFacts(tx, request.actor.id, { ...actOf(sent, when.at), to }, of, now)
        }),
      )
      const errors = [...faults, ...done.errors]
      if (errors.length > 0)
        return show(request, reply, { sent, errors, status: faults.length > 0 ? 400 : done.status })
      return reply.redirect(paths.handOver(), 303)
    },
    takeExhibits: async (request, reply) => {
      const sent = sentForm(request.body)
      const ticked = new Set(tickedOf(sent, 'take').flatMap((text) => idFrom(text) ?? []))
      if (ticked.size === 0)
        return show(request, reply, {
          sent: {},
          errors: [{ text: 'Choose at least one exhibit to confirm', href: '#take' }],
          status: 400,
        })
      const secrets = storeSecretsIn(sent)
      if (secrets.length > 0) return show(request, reply, { sent: {}, errors: secrets, status: 400 })
      const act = actOf(sent, clock())
      const done = await faultsOfAct('#take', () =>
        database.withActor(request.actor, 'confirm a hand-over of exhibits', async (tx) => {
          const waiting = await waitingExhibits(tx, request.actor.id)
          const chosen = waiting.filter(({ id }) => ticked.has(id))
          if (chosen.length < ticked.size) {
            // Sent twice, it is one: what was confirmed waits no longer.
            if ((await toldBefore(tx, act.id)) > 0) return
            throw notRecorded([{ name: 'These exhibits', why: 'one of them waits for you no longer' }])
          }
          const byHand = [...Map.groupBy(chosen, ({ to }) => to)]
          for (const [at, [to, exhibits]] of byHand.entries())
            await recordFacts(
              tx,
              request.actor.id,
              { ...act, id: at === 0 ? act.id : uuidv7(), to },
              exhibits.map(({ id, seal }) => {
                const condition = isGone(to) ? undefined : conditionFrom(textOf(sent, `condition_${id}`))
                return foundSo(id, seal, condition)
              }),
              clock(),
            )
        }),
      )
      if (done.errors.length > 0) return show(request, reply, { sent: {}, ...done })
      return reply.redirect(paths.handOver(), 303)
    },
  }
}

import type { Condition, FactKind, Step } from '@mettrace/continuity/facts/facts'
import { whyNot } from '@mettrace/continuity/facts/rules'
import { transferKind } from '@mettrace/continuity/facts/transfer'
import { handInWords, signsOnPaper, type Hand } from '@mettrace/continuity/hands/hands'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsById, type Exhibit } from './positions.ts'
import { named, notRecorded } from './refusals.ts'

/** What one act says of all its exhibits; `id`: the asker's UUID, `to`: the hand that takes them, itself where none does. */
export type Act = {
  id: string
  at: Date
  to?: Hand
  shelf?: string
  paper?: string
  offence?: string
  note?: string
  lateBecause?: string
  /** When it happened by the clock of the device that recorded it, and how many seconds that is ahead of ours. */
  device?: { at: Date; ahead: number }
}

/** One exhibit of an act. Without a kind it goes to another hand, or to another shelf. */
export type Of = { exhibit: string; kind?: FactKind; seal?: string; condition?: Condition }

/** A fact as it is to be kept, after the fact numbered `after`. */
export type NewFact = {
  exhibit: string
  after: number
  kind: FactKind
  to: Hand
  seal: string | null
  condition: Condition | null
  offer: string | null
}

/** Adds facts as they are told; what the keys and checks of the database forbid, it refuses. Logs each exhibit. */
export const insertFacts = async (
  tx: Transaction,
  actor: string,
  act: Act,
  facts: readonly NewFact[],
): Promise<void> => {
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'exhibit', subjects: facts.map(({ exhibit }) => exhibit) },
      `insert into enforcement.exhibit_event
         (id, exhibit, sequence, act, kind, at, device_at, skew_seconds, late_because, before_at, from_holder, holder, from_bcu, bcu,
          shelf, seal_before, seal, new_seal, condition, offer, offered_by, paper, offence, note, actor)
       select f.id, f.exhibit, f.after + 1, $1, f.kind, $2, $3, $4, $5, p.at, p.holder, f.goes_to, p.bcu,
              case when f.goes_to like 'store:%' then substr(f.goes_to, 7) else p.bcu end, $6, p.seal,
              case when f.kind = 'opened' or f.condition <> 'intact' then '' else coalesce(f.seal, p.seal) end,
              f.seal, f.condition, o.id, o.actor, $7, $8, $9, $10
       from unnest($11::uuid[], $12::uuid[], $13::integer[], $14::text[], $15::text[], $16::text[], $17::text[], $18::uuid[])
         as f (id, exhibit, after, kind, goes_to, seal, condition, offer)
       join enforcement.exhibit_position p on p.exhibit = f.exhibit and p.sequence = f.after
       left join enforcement.exhibit_offer o on o.id = f.offer
       order by f.exhibit`,
      [
        act.id,
        act.at,
        act.device?.at ?? null,
        act.device?.ahead ?? null,
        act.lateBecause ?? null,
        act.shelf ?? null,
        act.paper ?? null,
        act.offence ?? null,
        act.note ?? null,
        actor,
        facts.map(() => uuidv7()),
        facts.map(({ exhibit }) => exhibit),
        facts.map(({ after }) => after),
        facts.map(({ kind }) => kind),
        facts.map(({ to }) => to),
        facts.map(({ seal }) => seal),
        facts.map(({ condition }) => condition),
        facts.map(({ offer }) => offer),
      ],
    ),
  )
  if (touched !== facts.length)
    throw notRecorded([{ name: 'These exhibits', why: 'somebody recorded another step at the same moment' }])
}

/** An offer that still stands: what the hand that has an exhibit confirmed after its last fact. */
type Offer = {
  id: string
  exhibit: string
  by: string
  authority: string | null
  letters: string | null
}

/** Offers of exhibits to a hand, where the latest of each is to that: a later one takes the place of those before. Logs each. */
const offersTo = (tx: Transaction, exhibits: readonly string[], to: Hand): Promise<Offer[]> =>
  readRecords<Offer>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    `select id, exhibit, by, authority, letters from (
       select distinct on (o.exhibit) o.id, o.exhibit, o.holder, o.actor as by, o.authority, o.letters
       from enforcement.exhibit_offer o
       join enforcement.exhibit_position p on p.exhibit = o.exhibit and p.sequence = o.after and p.holder = o.from_holder
       where o.exhibit = any ($1::uuid[]) order by o.exhibit, o.at desc, o.id
     ) latest where holder = $2`,
    [exhibits, to],
  )

const stepOf = (exhibit: Exhibit, act: Act, of: Of, offer: Offer | undefined, actor: string): Step => {
  const to = act.to ?? exhibit.hand
  return {
    kind: of.kind ?? (to === exhibit.hand ? 'moved' : transferKind(exhibit.hand, to)),
    at: act.at,
    to,
    by: actor,
    ...(of.seal !== undefined && { seal: of.seal }),
    ...(of.condition !== undefined && { condition: of.condition }),
    ...(offer && { offer: { after: exhibit.sequence, to, by: offer.by } }),
    ...(offer?.authority && { authority: offer.authority }),
    ...(offer?.letters && { letters: offer.letters }),
    ...(act.paper && { paper: act.paper }),
    ...(act.offence && { offence: act.offence }),
    ...(act.lateBecause && { lateBecause: act.lateBecause }),
  }
}

/** How many facts an act was told with before. */
export const toldBefore = async (tx: Transaction, act: string): Promise<number> => {
  const [row] = await countRecords<{ facts: number }>(
    tx,
    'select count(*)::int4 as facts from enforcement.exhibit_event where act = $1',
    [act],
  )
  return row?.facts ?? 0
}

/**
 * Records what was done to exhibits: one act, and one fact for each. All of them or none; asked for again, it does nothing. Logs
 * each exhibit. Errors: `exhibit_not_recorded` with the reason for each, `not_allowed` where the actor does not answer for them.
 */
export const recordFacts = async (
  tx: Transaction,
  actor: string,
  act: Act,
  of: readonly Of[],
  now: Date,
): Promise<Exhibit[]> => {
  const exhibits = await exhibitsById(
    tx,
    of.map(({ exhibit }) => exhibit),
  )
  if ((await toldBefore(tx, act.id)) > 0) return exhibits
  const byId = new Map(exhibits.map((each) => [each.id, each]))
  if (of.length === 0 || byId.size !== of.length)
    throw new MetTraceError('not_found', 'There is no such exhibit here.')
  const offers = act.to
    ? await offersTo(
        tx,
        exhibits.map(({ id }) => id),
        act.to,
      )
    : []
  const asked = {
    now,
    day: londonDay,
    words: {
      time: timeInWords,
      hand: (hand: Hand) => handInWords(hand, () => 'the colleague who has it'),
    },
  }
  const steps = of.map((each) => {
    const exhibit = byId.get(each.exhibit)!
    const offer = offers.find((given) => given.exhibit === each.exhibit)
    return { exhibit, offer, step: stepOf(exhibit, act, each, offer, actor) }
  })
  const refused = steps.flatMap(({ exhibit, step }) => {
    const why = whyNot(exhibit, step, asked)
    return why === undefined ? [] : [{ name: exhibit.reference, why }]
  })
  if (refused.length > 0) throw notRecorded(refused)
  await insertFacts(
    tx,
    actor,
    act,
    steps.map(({ exhibit, offer, step }) => ({
      exhibit: exhibit.id,
      after: exhibit.sequence,
      kind: step.kind,
      to: step.to,
      seal: step.seal ?? null,
      condition: step.condition ?? null,
      // Whoever has no account signs a paper instead.
      offer: signsOnPaper(exhibit.hand) ? null : (offer?.id ?? null),
    })),
  )
  return exhibits
}

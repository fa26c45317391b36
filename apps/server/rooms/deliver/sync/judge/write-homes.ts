import type { Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { changeRecords, type Changing } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import type { Place } from './rounds.ts'
import type { Taken } from './what-follows.ts'
import type { Sender } from './write-events.ts'

type Visit = {
  event: string
  home: string
  outcome: string
  at: Date
  card: string | null
  language: string | null
  /** Null where nothing is needed. */
  needs: string | null
  /** What became of the sticker; null where it was not said. */
  sticker: string | null
}

/** What became of which doors, by what an event tells. */
const visitsOf = ({ event, at }: Taken): Visit[] => {
  const told: Fact = toldBy(event.fact)
  const visit = (
    home: string,
    outcome: string,
    { card = null, language = null, needs = null, sticker = null }: Partial<Visit> = {},
  ): Visit => ({
    event: event.id,
    home,
    outcome,
    at: new Date(at),
    card,
    language,
    needs,
    sticker,
  })
  switch (told.kind) {
    case 'rest-of-landing':
      return told.doors.map(({ home, card = null }) => visit(home, 'no-answer', { card }))
    case 'no-answer':
      return [visit(told.home, told.kind, { card: told.card ?? null })]
    case 'delivered': {
      const { language, needs } = told.resident
      // With one thing marked together the home is protected.
      const outcome = told.applied.length > 0 ? 'protected' : 'delivered'
      const needed = needs.length > 0 ? needs.join(',') : null
      return [visit(told.home, outcome, { language, needs: needed, sticker: told.sticker })]
    }
    case 'refused':
    case 'come-back':
    case 'no-way-in':
    case 'leave-out':
    case 'tell-sergeant':
      return [visit(told.home, told.kind)]
    default:
      return []
  }
}

/** Whose homes: nothing is read back, since an officer who was moved may add to a home of their round and see it no more. */
const ofHomes = (rows: readonly { home: string }[]): Changing<never> => ({
  operation: 'collection',
  kind: 'home',
  subjects: [...new Set(rows.map(({ home }) => home))],
})

const columnsOf = <T extends object>(rows: readonly T[], names: readonly (keyof T)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]))

const writeVisits = async (
  tx: Transaction,
  visits: readonly (Visit & Place)[],
  actor: string,
): Promise<void> => {
  if (visits.length === 0) return
  await changeRecords(
    tx,
    ofHomes(visits),
    `insert into engagement.visit (event, home, outcome, at, card, language, ward, bcu, needs, sticker, actor)
     select event, home, outcome, at, card, language, ward, bcu, string_to_array(needs, ','), sticker, $11
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::text[])
       told (event, home, outcome, at, card, language, ward, bcu, needs, sticker)`,
    [
      ...columnsOf(visits, [
        'event',
        'home',
        'outcome',
        'at',
        'card',
        'language',
        'ward',
        'bcu',
        'needs',
        'sticker',
      ]),
      actor,
    ],
  )
}

type Note = Place & { event: string; home: string; risk: string; note: string; at: Date }

const writeNotes = async (tx: Transaction, notes: readonly Note[], actor: string): Promise<void> => {
  if (notes.length === 0) return
  await changeRecords(
    tx,
    ofHomes(notes),
    `insert into engagement.safety_note (event, home, risk, note, at, ward, bcu, actor)
     select told.*, $8 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[]) told`,
    [...columnsOf(notes, ['event', 'home', 'risk', 'note', 'at', 'ward', 'bcu']), actor],
  )
}

type Appointment = Place & { event: string; home: string; from: string; to: string }

const writeAppointments = async (
  tx: Transaction,
  agreed: readonly Appointment[],
  actor: string,
): Promise<void> => {
  if (agreed.length === 0) return
  await changeRecords(
    tx,
    ofHomes(agreed),
    `insert into engagement.appointment (event, home, from_at, to_at, ward, bcu, actor)
     select told.*, $7 from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[]) told`,
    [...columnsOf(agreed, ['event', 'home', 'from', 'to', 'ward', 'bcu']), actor],
  )
}

type Block = Place & { event: string; block: string; assignment: string; card: string; at: Date }

const writeBlocks = async (tx: Transaction, blocks: readonly Block[], actor: string): Promise<void> => {
  if (blocks.length === 0) return
  await changeRecords(
    tx,
    // How to get into a block is of no one home.
    { operation: 'collection', kind: 'home', subjects: [] },
    `insert into engagement.block_card (event, block, assignment, card, at, ward, bcu, actor)
     select told.*, $8 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[], $5::timestamptz[], $6::text[], $7::text[]) told`,
    [...columnsOf(blocks, ['event', 'block', 'assignment', 'card', 'at', 'ward', 'bcu']), actor],
  )
}

/** Writes what accepted events tell of homes and blocks, each kind in one statement. Logs the homes. */
export const writeHomes = async (
  tx: Transaction,
  taken: readonly Taken[],
  placeOf: ReadonlyMap<string, Place>,
  { actor }: Sender,
): Promise<void> => {
  const placed = <T extends { home: string }>(row: T): (T & Place)[] => {
    const place = placeOf.get(row.home)
    return place ? [{ ...row, ...place }] : []
  }
  const told = taken.map(({ event, at }) => ({ event, at: new Date(at), fact: toldBy(event.fact) }))
  await writeVisits(
    tx,
    taken.flatMap((each) => visitsOf(each).flatMap(placed)),
    actor,
  )
  await writeNotes(
    tx,
    told.flatMap(({ event, at, fact }) =>
      fact.kind === 'safety-note'
        ? placed({ event: event.id, home: fact.home, risk: fact.risk, note: fact.note, at })
        : [],
    ),
    actor,
  )
  await writeAppointments(
    tx,
    told.flatMap(({ event, fact }) =>
      fact.kind === 'come-back' && fact.appointment
        ? placed({ event: event.id, home: fact.home, ...fact.appointment })
        : [],
    ),
    actor,
  )
  await writeBlocks(
    tx,
    told.flatMap(({ event, at, fact }) => {
      const place = placeOf.get(event.assignment ?? '')
      if (fact.kind !== 'block-card' || !place || event.assignment === null) return []
      const card = JSON.stringify(fact.card)
      return [{ event: event.id, block: fact.block, assignment: event.assignment, card, at, ...place }]
    }),
    actor,
  )
}

import type { Condition } from '@mettrace/continuity/facts/facts'
import { lateAfter, whyNotFirst } from '@mettrace/continuity/facts/rules'
import type { Hand } from '@mettrace/continuity/hands/hands'
import { lastDayOfSwab } from '@mettrace/continuity/retention/skin-swab'
import { londonDay } from '../../../foundation/days.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { type Exhibit } from './positions.ts'
import { recordFacts } from './record-facts.ts'
import { named, notRecorded } from './refusals.ts'

/**
 * An item as it is booked in; its reference and seal are in their own form. `condition`: how the store found its seal, whole where
 * nothing is said.
 */
export type NewItem = {
  reference: string
  description: string
  kind: Exhibit['kind']
  seal: string
  condition?: Condition
}

/** Items that an officer seized and brings to a store; `id`: the asker's UUID. */
export type Booking = {
  id: string
  seizedAt: Date
  seizedBy: Hand
  power: string
  crime: string | null
  custody: string | null
  scan: string | null
  broughtAt: Date
  bcu: string
  shelf?: string
  paper: string
  lateBecause?: string
  items: readonly NewItem[]
}

/** Adds exhibits. No row of them is read back: the store sees them when their first fact is there. */
export const addExhibits = async (
  tx: Transaction,
  actor: string,
  exhibits: readonly {
    id: string
    root: string
    parent: string | null
    reference: string
    kind: Exhibit['kind']
    description: string
  }[],
  of: {
    scan: string | null
    crime: string | null
    custody: string | null
    power: string
    takenOn: string
    bcu: string
  },
): Promise<void> => {
  await named(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'exhibit', subjects: exhibits.map(({ id }) => id) },
      `insert into enforcement.exhibit (id, root, parent, reference, kind, description, scan, crime_reference, custody_reference,
         power, taken_on, destroy_by, bcu, actor)
       select given.*, $7::uuid, $8::text, $9::text, $10::text, $11::date, case when given.kind = 'skin swab' then $12::date end, $13::text, $14::text
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
         as given (id, root, parent, reference, kind, description)`,
      [
        exhibits.map(({ id }) => id),
        exhibits.map(({ root }) => root),
        exhibits.map(({ parent }) => parent),
        exhibits.map(({ reference }) => reference),
        exhibits.map(({ kind }) => kind),
        exhibits.map(({ description }) => description),
        of.scan,
        of.crime,
        of.custody,
        of.power,
        of.takenOn,
        lastDayOfSwab(of.takenOn),
        of.bcu,
        actor,
      ],
    ),
  )
}

/** Adds the first facts of exhibits: that they were seized, or taken from another by its fact numbered `parentSequence`. */
export const addFirstFacts = (
  tx: Transaction,
  actor: string,
  exhibits: readonly { id: string; seal: string }[],
  of: {
    act: string
    at: Date
    hand: Hand
    bcu: string
    lateBecause?: string | undefined
    parent?: { id: string; sequence: number }
  },
): Promise<unknown> =>
  named(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'exhibit', subjects: exhibits.map(({ id }) => id) },
      `insert into enforcement.exhibit_event
         (id, exhibit, sequence, act, kind, at, late_because, holder, bcu, seal, new_seal, parent, parent_sequence, actor)
       select given.id, given.exhibit, 1, $4, case when $9::uuid is null then 'seized' else 'taken' end, $5, $6, $7, $8,
              coalesce(given.seal, ''), given.seal, $9, $10, $11
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as given (id, exhibit, seal)`,
      [
        exhibits.map(() => uuidv7()),
        exhibits.map(({ id }) => id),
        exhibits.map(({ seal }) => (seal === '' ? null : seal)),
        of.act,
        of.at,
        of.lateBecause ?? null,
        of.hand,
        of.bcu,
        of.parent?.id ?? null,
        of.parent?.sequence ?? null,
        actor,
      ],
    ),
  )

const bookedBefore = async (tx: Transaction, act: string): Promise<string[]> => {
  const rows = await readRecords<{ exhibit: string }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    'select exhibit from enforcement.exhibit_event where act = $1 order by exhibit',
    [act],
  )
  return rows.map(({ exhibit }) => exhibit)
}

/**
 * Books in what an officer seized: its seizure, and its coming to the store with the paper that the officer signed. All or none;
 * asked for again, it does nothing. Returns the ids. Logs each. Errors: `exhibit_not_recorded`, `not_allowed`.
 */
export const bookIn = async (
  tx: Transaction,
  actor: string,
  booking: Booking,
  now: Date,
): Promise<string[]> => {
  const before = await bookedBefore(tx, booking.id)
  if (before.length > 0) return before
  const { seizedAt: at, seizedBy: hand, bcu, lateBecause } = booking
  const why = whyNotFirst({ at, to: hand, ...(lateBecause && { lateBecause }) }, now)
  if (why) throw notRecorded(booking.items.map(({ reference }) => ({ name: reference, why })))
  const items = booking.items.map((item) => {
    const id = uuidv7()
    return { ...item, id, root: id, parent: null }
  })
  await addExhibits(tx, actor, items, { ...booking, takenOn: londonDay(at) })
  await addFirstFacts(tx, actor, items, { act: booking.id, at, hand, bcu, lateBecause })
  await recordFacts(
    tx,
    actor,
    {
      id: uuidv7(),
      at: booking.broughtAt,
      to: `store:${bcu}`,
      paper: booking.paper,
      ...(booking.shelf && { shelf: booking.shelf }),
      ...(lateBecause && now.getTime() - booking.broughtAt.getTime() > lateAfter && { lateBecause }),
    },
    items.map(({ id, seal, condition = 'intact' }) => ({ exhibit: id, ...(seal !== '' && { condition }) })),
    now,
  )
  return items.map(({ id }) => id)
}

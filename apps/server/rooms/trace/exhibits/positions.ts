import type { Position } from '@mettrace/continuity/facts/facts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** An exhibit and where it is. Days are `2026-11-28`. */
export type Exhibit = Position & {
  id: string
  root: string
  parent: string | null
  reference: string
  kind: 'item' | 'skin swab' | 'other sample'
  description: string
  scan: string | null
  crime: string | null
  custody: string | null
  power: string
  takenOn: string
  shelf: string | null
  bcu: string
  seenAt: Date
  seenBy: string
  reviewOn: string | null
  answer: 'keep' | 'return' | 'dispose' | null
}

/** Columns of an exhibit `e` with its position `p`. */
export const exhibitColumns = `e.id, e.root, e.parent, e.reference, e.kind, e.description, e.scan, e.crime_reference as crime,
  e.custody_reference as custody, e.power, e.taken_on::text as "takenOn", e.destroy_by::text as "destroyBy", p.sequence, p.at,
  p.holder as hand, p.shelf, p.seal, p.bcu, p.seen_at as "seenAt", p.seen_by as "seenBy", p.is_held as "isHeld",
  p.kept_for as "keptFor", p.review_on::text as "reviewOn", p.answer`

const consultation = {
  operation: 'consultation',
  kind: 'exhibit',
  of: ({ id }: { id: string }) => id,
} as const

/** Exhibits by their ids, as far as the actor may see them. Logs each. */
export const exhibitsById = (tx: Transaction, ids: readonly string[]): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    consultation,
    `select ${exhibitColumns} from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where e.id = any ($1::uuid[]) order by e.reference, e.id`,
    [ids],
  )

/** Exhibits by reference, a crime or custody reference beside it or none, as far as the actor may see them. Logs each. */
export const exhibitsCalled = (tx: Transaction, reference: string, of: string | null): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    consultation,
    `select ${exhibitColumns} from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where e.reference = $1 and ($2::text is null or $2 in (e.crime_reference, e.custody_reference)) order by e.id`,
    [reference, of],
  )

/** The exhibit whose seal this is now, as far as the actor may see it. Logs it. */
export const exhibitsSealed = (tx: Transaction, seal: string): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    consultation,
    `select ${exhibitColumns} from enforcement.exhibit_event put
     join enforcement.exhibit e on e.id = put.exhibit join enforcement.exhibit_position p on p.exhibit = e.id and p.seal = put.new_seal
     where put.new_seal = $1`,
    [seal],
  )

/** Everything that was taken from what an exhibit comes from, itself among them, in the order of references. Logs each. */
export const partsOf = (tx: Transaction, root: string): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    consultation,
    `select ${exhibitColumns} from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where e.root = $1 order by length(e.reference), e.reference`,
    [root],
  )

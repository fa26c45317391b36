import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Shift } from './shifts.ts'

/** Detainees that a custody suite booked in during a shift; `onDay` is when the shift began, `2026-11-28`. */
export type BookedIn = { id: string; place: string; onDay: string; shift: Shift; detainees: number }

/**
 * Records numbers booked in; the one entered last of a shift counts, so that a correction is entered again. All of them or none.
 * Errors: `not_found` where a place is no custody suite that the actor sees.
 */
export const addBookedIn = async (
  tx: Transaction,
  actor: string,
  numbers: readonly BookedIn[],
  source: 'by hand' | 'file',
): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into enforcement.booked_in (id, place, bcu, on_day, shift, detainees, source, actor)
     select given.id, p.id, p.bcu, given.on_day, given.shift, given.detainees, $6, $7
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::integer[]) as given (id, place, on_day, shift, detainees)
     join enforcement.scan_place p on p.id = given.place and p.kind = 'custody suite'`,
    [
      numbers.map(({ id }) => id),
      numbers.map(({ place }) => place),
      numbers.map(({ onDay }) => onDay),
      numbers.map(({ shift }) => shift),
      numbers.map(({ detainees }) => detainees),
      source,
      actor,
    ],
  )
  if (rowCount !== numbers.length)
    throw new MetTraceError('not_found', 'There is no such custody suite here.')
  await tx.record({
    operation: 'collection',
    kind: 'booked in',
    subjects: [...new Set(numbers.map(({ place }) => place))],
  })
}

/** What counts of a shift, and when and by whom it was entered. */
export type Counted = Omit<BookedIn, 'id'> & {
  placeName: string
  source: 'by hand' | 'file'
  actor: string
  enteredAt: Date
}

/** The numbers of the last shifts, the latest first, as far as the actor may see them. */
export const lastBookedIn = async (tx: Transaction, most: number): Promise<Counted[]> => {
  const { rows } = await tx.query<Counted>(
    `select distinct on (b.on_day, p.name, b.place, b.shift) b.place, p.name as "placeName", b.on_day::text as "onDay", b.shift,
            b.detainees, b.source, b.actor, b.entered_at as "enteredAt"
     from enforcement.booked_in b join enforcement.scan_place p on p.id = b.place
     order by b.on_day desc, p.name, b.place, b.shift, b.entered_at desc, b.id desc limit $1`,
    [most],
  )
  return rows
}

import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A visit that is booked, by an officer at the door or by the household's card. */
export type Booked = { home: string; from: Date; to: Date }

/** Visits booked for a day in London at some homes, in their order. Logs each home that has one. */
export const bookedOn = (tx: Transaction, homes: readonly string[], day: string): Promise<Booked[]> =>
  readRecords<Booked>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select booked.home, booked.from_at as "from", booked.to_at as "to" from (
       select home, from_at, to_at from engagement.appointment
       where home = any ($1::uuid[]) and engagement.stands(event)
       union
       select home, from_at, to_at from engagement.card_request
       where home = any ($1::uuid[]) and what = 'visit' and from_at is not null and to_at is not null
         and engagement.request_stands(message, event)
     ) booked
     where (booked.from_at at time zone 'Europe/London')::date = $2::date order by booked.from_at, booked.home`,
    [homes, day],
  )

/** Accounts of the officers in whose assignments of a day some homes are, by home. Logs each home. */
export const officersOf = async (
  tx: Transaction,
  homes: readonly string[],
  day: string,
): Promise<Map<string, string>> => {
  const rows = await readRecords<{ home: string; person: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select h.home, a.person from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
     where h.home = any ($1::uuid[]) and a.from_day <= $2 and coalesce(a.until_day, 'infinity') >= $2
       and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
     order by a.from_day, a.id`,
    [homes, day],
  )
  return new Map(rows.map(({ home, person }) => [home, person]))
}

import { readRecords } from './records/records.ts'
import type { Transaction } from './with-actor.ts'

/**
 * Somebody posted to the asker's BCU or to wards of it from a day to a day, in one of the roles that walk with phones; `toDay` is null
 * where none is set. Who is posted again later has another line.
 */
export type PostedOfficer = {
  person: string
  name: string
  role: 'ward_officer' | 'prevention_pcso' | 'sergeant'
  places: string[]
  fromDay: string
  toDay: string | null
}

/** Who is posted to the asker's BCU and its wards on any of some days, `2026-12-01`, by name. Logs each. */
export const postedOfficers = (tx: Transaction, first: string, last: string): Promise<PostedOfficer[]> =>
  readRecords<PostedOfficer>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `select person, name, role, places, from_day as "fromDay", to_day as "toDay"
     from identity.posted_officers($1, $2)`,
    [first, last],
  )

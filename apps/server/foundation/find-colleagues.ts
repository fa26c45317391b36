import { readRecords } from './records/records.ts'
import type { Transaction } from './with-actor.ts'

/** Somebody who holds kits or hands them out; `places`: codes of the wards or BCUs that they are posted to, empty for the force. */
export type FoundColleague = { person: string; name: string; role: string; places: string }

/** Colleagues by name: the beginnings of its words in any case, 20 at most. Logs each that is found. */
export const findColleagues = (tx: Transaction, words: string): Promise<FoundColleague[]> =>
  readRecords<FoundColleague>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    'select person, name, role, places from identity.find_colleagues($1)',
    [words],
  )

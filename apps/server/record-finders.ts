import { findHomes, findResidents } from './rooms/deliver/find-records.ts'
import type { RecordFinder } from './foundation/log/record-finder.ts'
import { findPeople } from './identity/find-people.ts'

/** How records are found that the log is asked about, kind by kind. */
export const recordFinders: readonly RecordFinder[] = [findHomes, findResidents, findPeople]

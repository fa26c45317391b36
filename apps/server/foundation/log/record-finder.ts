import type { Role } from '../access/roles.ts'
import type { Transaction } from '../with-actor.ts'

/** A record that the log may be asked about: what it is known by there, and what people call it. */
export type FoundRecord = { kind: string; id: string; called: string }

/** What somebody looks for: words, and the postcode among them (capitals, no space). */
export type Sought = { words: string; postcode: string | undefined }

/**
 * How a room's records are found by what people call them. A room offers one for each kind that it keeps, and the page
 * "Who saw a record" asks all of them. What is found is written down by the finder, as a list that was looked at.
 */
export type RecordFinder = {
  /** Kind of record, as the log has it. */
  kind: string
  /** Whether a role may look for these at all. */
  allows: (role: Role) => boolean
  find: (tx: Transaction, sought: Sought) => Promise<FoundRecord[]>
}

/** Records of one kind that a search shows at most; more than that is told, so that it is made narrower. */
export const mostFound = 50

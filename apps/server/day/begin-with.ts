import type { Needs } from '../foundation/access/may.ts'
import { allows } from '../foundation/access/may.ts'
import type { PersonRole } from '../foundation/access/roles.ts'

/** What a role's day most often begins with: a search that the first page offers at once. */
export type Beginning = 'home' | 'code' | 'record'

const beginnings: readonly { name: Beginning; needs: Needs }[] = [
  { name: 'code', needs: { crossing: 'engagement.trace(bytea, date)' } },
  { name: 'record', needs: { verb: 'read', kind: 'log_entry' } },
  { name: 'home', needs: { verb: 'read', kind: 'home' } },
]

/** The first of the searches that a role may use; none where it may use none. */
export const beginningOf = (role: PersonRole): Beginning | undefined =>
  beginnings.find(({ needs }) => allows(role, needs))?.name

import type { Needs } from '../foundation/access/may.ts'
import { allows } from '../foundation/access/may.ts'
import type { PersonRole } from '../foundation/access/roles.ts'

/** What a role's day most often begins with: what the first page offers at once. */
export type Beginning = 'home' | 'code' | 'record' | 'call'

const beginnings: readonly { name: Beginning; needs: Needs }[] = [
  { name: 'code', needs: { crossing: 'engagement.trace(uuid[], date)' } },
  { name: 'call', needs: { crossing: 'engagement.policed_by(text)' } },
  { name: 'record', needs: { verb: 'read', kind: 'log_entry' } },
  { name: 'home', needs: { verb: 'read', kind: 'home' } },
]

/** The first of them that is a role's; none where none is. */
export const beginningOf = (role: PersonRole): Beginning | undefined =>
  beginnings.find(({ needs }) => allows(role, needs))?.name

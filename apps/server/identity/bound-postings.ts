import type { BoundTable } from '../foundation/log/bound-content.ts'

/** Who may act, in which role and where. */
export const boundPostings = {
  name: 'identity.posting',
  row: 'posting',
  columns: [
    'person',
    'role',
    'place_kind',
    'place',
    'from_day',
    'to_day',
    'given_by',
    'given_at',
    'ended_by',
    'ended_at',
  ],
  reader: 'identity',
} as const satisfies BoundTable

import type { BoundTable } from '../../../foundation/log/bound-content.ts'

/** Which doors were drawn, by which seed, and what was reported of them: by the digest of the whole list. */
export const boundDraws = {
  name: 'engagement.spot_draw',
  row: 'draw of doors',
  columns: [
    'bcu',
    'head',
    'seed',
    'homes_reported',
    'homes_others',
    'drawn_reported',
    'drawn_others',
    'at_least',
    'doors_digest',
    'at',
    'actor',
  ],
  reader: 'registrar',
} as const satisfies BoundTable

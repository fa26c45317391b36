import type { BoundTable } from './bound-content.ts'

/** What was kept of transactions that dealt with no record, before the log held every one. */
export const boundEarlierActs = {
  name: 'log.earlier_act',
  row: 'act',
  columns: ['at', 'actor', 'role', 'purpose'],
  reader: 'sealer',
} as const satisfies BoundTable

import type { BoundTable } from '../../foundation/log/bound-content.ts'

/** Which bottle has which serial, and which code a trace finds it by: the digest is renewed with the master key. */
export const boundKits = {
  name: 'engagement.kit',
  row: 'kit',
  columns: ['serial', 'batch', 'box', 'made_on', 'expires_on', 'exists_from', 'code_digest'],
  reader: 'registrar',
} as const satisfies BoundTable

/** The life of every bottle: a trace leads along it from a code to a home. */
export const boundMovements = {
  name: 'engagement.kit_movement',
  row: 'kit movement',
  columns: [
    'kit',
    'sequence',
    'act',
    'kind',
    'at',
    'recorded_at',
    'from_holder',
    'holder',
    'transfer',
    'claimed_serial',
    'corrects',
    'ward',
    'bcu',
    'actor',
  ],
  reader: 'registrar',
} as const satisfies BoundTable

/** What was decided of disputed facts. */
export const boundSettlements = {
  name: 'engagement.kit_settlement',
  row: 'settlement',
  columns: ['teller', 'kit', 'accepted', 'reason', 'actor', 'at'],
  reader: 'registrar',
} as const satisfies BoundTable

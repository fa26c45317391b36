import type { BoundTable } from '../../../foundation/log/bound-content.ts'

/**
 * What a phone told of a kit given to a home, by the digest of what was sent: the ledger's movement rests on it. What it
 * may name is bound to its row by its encryption, and goes when it is erased. What only a visit rests on is not bound.
 */
export const boundEvents = {
  name: 'engagement.phone_event',
  row: 'event of a phone',
  columns: [
    'phone',
    'sequence',
    'kind',
    'home',
    'kit',
    'resident',
    'of_event',
    'occurred_at',
    'at',
    'received_at',
    'content',
    'decision',
    'ward',
    'bcu',
    'actor',
    'erased_at',
  ],
  reader: 'registrar',
  onlyWhere: 't.kit is not null',
} as const satisfies BoundTable

/** Whether such an event stands, and with it whom it registered: a trace asks. */
export const boundTurns = {
  name: 'engagement.event_turn',
  row: 'turn of an event',
  columns: ['event', 'turn', 'stands', 'how', 'by_event', 'actor'],
  reader: 'registrar',
  onlyWhere: 'exists (select from engagement.phone_event e where e.id = t.event and e.kit is not null)',
} as const satisfies BoundTable

/** That somebody agreed, and to what: what keeps them registered rests on it. */
export const boundConsents = {
  name: 'engagement.consent',
  row: 'consent',
  columns: ['resident', 'home', 'notice', 'notice_day', 'language', 'at', 'actor'],
  reader: 'registrar',
} as const satisfies BoundTable

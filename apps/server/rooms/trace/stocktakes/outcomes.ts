/** In what ledger and shelves can differ. */
export type DifferenceKind = 'missing' | 'not expected' | 'not known'

/** What may become of a difference, by its kind: what it is kept as, and its words. */
export const outcomesOf = {
  missing: {
    'found here': 'Found in this store',
    'found elsewhere': 'Found elsewhere',
    'record wrong': 'The record was wrong',
    lost: 'Lost',
    'still looking': 'Still looking',
  },
  'not expected': {
    'record put right': 'The record was put right',
    'sent where it belongs': 'Sent where it belongs',
    'still looking': 'Still looking',
  },
  'not known': {
    'booked in': 'Booked in',
    'sent where it belongs': 'Sent where it belongs',
    misread: 'Misread: it is another',
    'still looking': 'Still looking',
  },
} as const satisfies Readonly<Record<DifferenceKind, Readonly<Record<string, string>>>>

/** An outcome in words. */
export const outcomeWords = (kind: DifferenceKind, outcome: string): string =>
  (outcomesOf[kind] as Readonly<Record<string, string>>)[outcome] ?? outcome

/** What leaves a difference a question. */
export const isOpen = (outcome: string | null): boolean => outcome === null || outcome === 'still looking'

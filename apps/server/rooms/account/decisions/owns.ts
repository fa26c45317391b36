/** Tables of decisions: only Account's own files name them in SQL. */
export const decisionTables = [
  'account.decision',
  'account.decision_version',
  'account.decision_source',
  'account.decision_secret',
  'account.decision_signature',
  'account.decision_publication',
  'account.authority_type',
] as const

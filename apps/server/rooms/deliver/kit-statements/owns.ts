/** Tables and functions of what households said of their kits: only Deliver's own files name them in SQL. */
export const kitStatementTables = [
  'engagement.kit_statement',
  'engagement.left_on',
  'engagement.take_kit_messages',
  'engagement.registered_digests',
  'engagement.kit_statements_leave',
] as const

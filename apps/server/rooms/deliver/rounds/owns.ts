/** Tables of rounds that are given out, and what tells phones of them: only Deliver's own files name them in SQL. */
export const roundTables = [
  'engagement.round_home',
  'engagement.duty_hours',
  'engagement.delivery_hours',
  'engagement.tell_walks',
] as const

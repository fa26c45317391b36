/** Tables of rounds that are given out: only Deliver's own files name them in SQL. */
export const roundTables = ['engagement.round_home', 'engagement.duty_hours'] as const

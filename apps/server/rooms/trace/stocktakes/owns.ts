/** Tables and functions of stocktakes: only Trace's own files name them in SQL. */
export const stocktakeTables = [
  'enforcement.stocktake',
  'enforcement.stocktake_end',
  'enforcement.stocktake_line',
  'enforcement.stocktake_difference',
  'enforcement.stocktake_outcome',
  'enforcement.refuse_late_line',
  'enforcement.stocktakes_a_year',
  'enforcement.counts_of_stores_leave',
] as const

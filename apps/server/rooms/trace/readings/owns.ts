/** Tables and functions of readings: only Trace's own files name them in SQL. */
export const readingTables = [
  'enforcement.field_reading',
  'enforcement.laboratory_result',
  'enforcement.readings_leave',
] as const

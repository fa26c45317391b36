/** Tables and functions of traces: only Trace's own files name them in SQL. */
export const traceTables = [
  'enforcement.trace',
  'enforcement.trace_kit',
  'enforcement.trace_reading',
  'enforcement.trace_review',
  'enforcement.traces_leave',
  'engagement.traced_kits',
  'engagement.fitting_kits',
  'engagement.trace',
  'engagement.contamination',
  'engagement.handled_liquid',
  'engagement.open_nearby',
] as const

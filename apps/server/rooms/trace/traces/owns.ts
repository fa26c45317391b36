/** Tables and functions of traces: only Trace's own files name them in SQL. */
export const traceTables = [
  'enforcement.trace',
  'enforcement.trace_kit',
  'enforcement.trace_reading',
  'enforcement.trace_review',
  'enforcement.owner_told',
  'enforcement.loss_statement',
  'enforcement.item_return',
  'enforcement.case_end',
  'enforcement.traces_leave',
  'engagement.owner_to_tell',
  'engagement.traced_kits',
  'engagement.fitting_kits',
  'engagement.trace',
  'engagement.contamination',
  'engagement.handled_liquid',
  'engagement.open_nearby',
] as const

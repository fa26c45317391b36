/** Tables and functions of the exchange with laboratories and suppliers: only Trace's own files name them in SQL. */
export const exchangeTables = [
  'enforcement.exchange_file',
  'enforcement.sent_sample',
  'enforcement.supplier_answer',
  'enforcement.refuse_ended_agreement',
  'enforcement.exchange_leaves',
] as const

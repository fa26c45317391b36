/** Tables and functions of what phones tell of scans: only Trace's own files name them in SQL. */
export const phoneScanTables = [
  'enforcement.phone_scan',
  'enforcement.phone_scan_decision',
  'enforcement.scans_told',
] as const

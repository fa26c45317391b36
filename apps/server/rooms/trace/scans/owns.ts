/** Tables and functions of scans: only Trace's own files name them in SQL. */
export const scanTables = [
  'enforcement.scan',
  'enforcement.scan_picture',
  'enforcement.scan_place',
  'enforcement.lamp',
  'enforcement.lamp_check',
  'enforcement.booked_in',
  'enforcement.scan_places_leave',
] as const

/** Tables and functions that only the files of `crime` name in SQL: what was recorded, as rows and as counts. */
export const crimeTables = [
  'target.burglary',
  'target.burglary_count',
  'target.recorded_count',
  'target.recorded_month',
  'target.loaded_month',
  'target.loaded_force',
  'target.area_force',
  'target.counted_month',
  'target.offence_count',
  'enforcement.incident_version',
  'enforcement.incident',
  'enforcement.unmatched_incident',
  'enforcement.burglary_place_and_time',
] as const

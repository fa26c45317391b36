/** Tables and functions of spot checks: only Deliver's own files name them in SQL. */
export const spotCheckTables = [
  'engagement.spot_check',
  'engagement.spot_draw',
  'engagement.spot_door',
  'engagement.spot_finding',
  'engagement.spot_end',
  'engagement.checker_fault',
  'engagement.why_not_checker',
  'engagement.may_check',
  'engagement.spot_checks',
  'engagement.spot_check_doors',
  'engagement.spot_check_counts',
  'engagement.spot_checks_leave',
] as const

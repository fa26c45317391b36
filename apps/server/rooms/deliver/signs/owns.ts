/** Tables and functions of signs and notices: only Deliver's own files name them in SQL. */
export const signTables = [
  'engagement.sign',
  'engagement.sign_check',
  'engagement.sign_picture',
  'engagement.notice',
  'engagement.signs_leave',
  'engagement.homes_per_sign',
  'engagement.exposure_in',
] as const

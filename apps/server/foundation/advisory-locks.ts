/**
 * Numbers of the advisory locks, in one place: two uses of one number wait for each other for ever. Migrations take
 * 7230003 while they make roles, which all databases of a cluster share.
 */
export const advisoryLocks = {
  /** Held shared by every process that uses the embedded server; taken alone by the last one out. */
  presence: 7_230_001,
  /** Held by the one web server of a data folder. */
  server: 7_230_002,
  /** Held while a database is migrated. */
  migration: 7_230_004,
  /** Held by an import to its end: imports come one after another. */
  import: 7_230_005,
  /** Held by whoever counts or changes boundaries and look-ups. */
  counting: 7_230_006,
  /** Held by the one sealer of the log. */
  sealer: 7_230_007,
  /** Held while a first start makes the product's login and database. */
  firstStart: 7_230_011,
} as const

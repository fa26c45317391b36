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
  /** Held while burglaries are counted, and while boundaries or look-ups change. */
  counting: 7_230_006,
  /** Held by the one sealer of the log. */
  sealer: 7_230_007,
  /** Held while something kept gets its name: two that ask for one name come one after another. */
  naming: 7_230_012,
  /** Held while deployments are approved or changed: the database takes it by its number, in 0036-deployments.sql. */
  deployments: 7_230_013,
  /** Held by what stops a whole batch or box of kits; shared by receipts: no kit comes between the two unseen. */
  kitStops: 7_230_014,
  /** Held, with a number of the home, while phones register residents there: one named twice at once is registered once. */
  residentsOfHome: 7_230_015,
  /** Alone while an assignment of a ward is made, shared while events of it are told: in 0049-later-on-pages.sql. */
  pagesOfWard: 7_230_016,
  /** Held, with a number of the home or block, while pages are told of it: in 0049-later-on-pages.sql. */
  pagesOfDoor: 7_230_017,
  /**
   * Held by who tells of a kit that has not been received; shared by first movements: neither misses the other. The database
   * takes it by its number, in 0053-told-and-received.sql.
   */
  toldAndReceived: 7_230_019,
  /** Held while what was said of kits is taken to their homes: the database takes it by its number, in 0065-kit-statements.sql. */
  kitMessages: 7_230_021,
  /** Held, with a number of the area, while a spot check is ordered: of two at the same moment the second sees the first. */
  spotCheckOfArea: 7_230_023,
  /** Held while letters are written to whoever asks what is held of them: the database takes it by its number, in 0076-letters.sql. */
  heldAsks: 7_230_025,
  /** Held, with a number of the code, while a code for once is opened: the database takes it by its number, in 0096-one-press-of-a-code.sql. */
  codeForOnce: 7_230_095,
  /** Held, with a number of the case, while items go on its schedule of unused material: numbers come one after another. */
  unusedMaterial: 7_230_027,
  /** Held, with a number of the invoice, while a dispute is opened: of two at the same moment the second sees the first. */
  disputeOfInvoice: 7_230_029,
  /** Held, with a number of duty and days, while a publication is drafted: one draft of each is open. */
  publicationOfMoney: 7_230_031,
  /** Held, with a number of the event, while a piece of its picture is taken: the last one alone puts the picture together. */
  piecesOfPicture: 7_230_037,
  /** Held while a first start makes the product's login and database. */
  firstStart: 7_230_011,
} as const

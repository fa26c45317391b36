import { settings } from './settings.ts'

const { full } = settings

/**
 * How much the tests try: little in `npm test`, all of it in .ci/run. A test that takes no count from here, and has no property
 * to try, does the same in both.
 */
export const testCounts = {
  full,
  /** Cases that a property test tries. */
  propertyRuns: full ? 1000 : 100,
  /** Random code books on which candidates for a partial code are held against brute force. */
  codeBooks: full ? 1000 : 100,
  /** Turns of the repeated races: first starts at once, kills, migrations at once. */
  raceRounds: full ? 3 : 1,
  /** When a first start is killed, in milliseconds after it began. */
  killMoments: full ? [50, 100, 150, 200, 300, 400, 500, 600, 700, 800, 1000] : [200, 500],
  /** When an import is killed, in milliseconds after it began to write. */
  interruptions: full ? [0, 50, 150, 300, 500, 800] : [0, 300],
  /** Of so many values that mean harm, one for each field or cell; the next field takes the next. */
  harmShare: settings.everyHarm ? 1 : full ? 4 : 12,
  /** Orders of imports that are tried. */
  orders: full ? 40 : 6,
}

/** Histories that a model of a ledger draws: as many in each form, or what METTRACE_HISTORIES says. */
export const historiesToDraw = (counts: { reduced: number; full: number }): number =>
  settings.histories ?? (full ? counts.full : counts.reduced)

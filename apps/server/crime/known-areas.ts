import { MetTraceError } from '../foundation/errors.ts'
import { formatMonth, parseMonth, type Month } from '../foundation/month.ts'
import { count, periodInWords } from '../foundation/words/figures.ts'
import { notSaid, type Forces } from './forces.ts'
import type { CountedCity, NotKnown } from './types.ts'

type Places = Pick<CountedCity, 'codes' | 'homes'> & {
  easting: ArrayLike<number>
  northing: ArrayLike<number>
}

/**
 * What is known of areas in some months where files of several forces are loaded. A month in which the forces of more
 * than half of the homes are silent is left out for all, as one that nobody loaded: else one more file of a small force
 * would leave out the city. Of the months that stay, areas whose force is silent in any are not known: they are left out
 * whole, because a model that is given none for a month takes it for a month without burglary.
 */
export const knownAreas = (
  { codes, homes, easting, northing }: Places,
  { ofArea, months: loaded }: Forces,
  months: readonly Month[],
): { months: Month[]; known: number[]; notKnown: NotKnown[]; warnings: string[] } => {
  const all = [...codes.keys()]
  if (ofArea.size === 0) return { months: [...months], known: all, notKnown: [], warnings: [] }
  const forceOf = all.map((at) => ofArea.get(codes[at]!) ?? nearestForce(at))
  const of = Map.groupBy(all, (at) => forceOf[at]!)
  const sum = (rows: readonly number[]): number => rows.reduce((total, at) => total + homes[at]!, 0)
  const homesOf = new Map([...of].map(([force, rows]) => [force, sum(rows)]))
  const half = sum(all) / 2
  const speaks = (force: string, month: Month): boolean =>
    (loaded.get(force)?.has(month) ?? false) || (loaded.get(notSaid)?.has(month) ?? false)
  const [kept, silent] = split(months, (month) => {
    const known = [...homesOf].reduce((total, [force, own]) => total + (speaks(force, month) ? own : 0), 0)
    return known >= half
  })
  const notKnown: NotKnown[] = []
  const known: number[] = []
  for (const [force, rows] of of) {
    const missing = kept.filter((month) => !speaks(force, month))
    if (missing.length === 0) known.push(...rows)
    else notKnown.push({ force, codes: rows.map((at) => codes[at]!), months: missing.map(formatMonth) })
  }
  notKnown.sort((one, other) => (one.force < other.force ? -1 : 1))
  return {
    months: kept,
    known: known.toSorted((one, other) => one - other),
    notKnown,
    warnings: [
      ...(silent.length > 0
        ? [
            `The street files of ${rangesInWords(silent)} are loaded for some forces only, with less than half of the homes. These months are left out.`,
          ]
        : []),
      ...notKnown.map(notKnownWords),
    ],
  }

  /** Where no burglary tells the force of an area, that of the nearest area with one does. */
  function nearestForce(at: number): string {
    let nearest = ''
    let least = Infinity
    for (const [other, code] of codes.entries()) {
      const force = ofArea.get(code)
      const metres = Math.hypot(easting[other]! - easting[at]!, northing[other]! - northing[at]!)
      if (force !== undefined && metres < least) [nearest, least] = [force, metres]
    }
    return nearest
  }
}

const split = <T>(values: readonly T[], holds: (value: T) => boolean): [T[], T[]] => [
  values.filter(holds),
  values.filter((value) => !holds(value)),
]

export const notKnownWords = ({ force, codes, months }: NotKnown): string =>
  `Not known: ${count(codes.length, 'area')} policed by ${force}. Its street files of ${monthsInWords(months)} are not loaded, so ${codes.length === 1 ? 'this area is' : 'these areas are'} left out of every figure and never chosen. Import these files, or ask for months that are loaded.`

const rangesInWords = (months: readonly Month[]): string => monthsInWords(months.map(formatMonth))

/** An area that is asked about by its code and is not among the known ones: `not_enough`, or `usage` where there is none. */
export const noSuchArea = (
  code: string,
  notKnown: readonly NotKnown[] = [],
  where: MetTraceError['where'] = {},
): MetTraceError => {
  const silent = notKnown.find(({ codes }) => codes.includes(code))
  return silent
    ? new MetTraceError('not_enough', `${code} is not known. ${notKnownWords(silent)}`, { found: code })
    : new MetTraceError('usage', `There is no area ${code}.`, { ...where, found: code })
}

/** Without areas of which nothing is known: they are left out anyway. */
export const withoutNotKnown = (
  codes: readonly string[],
  notKnown: readonly NotKnown[] = [],
): readonly string[] =>
  notKnown.length === 0
    ? codes
    : codes.filter((code) => !notKnown.some((silent) => silent.codes.includes(code)))

/** Rising months, `2015-01`, as periods in words. */
export const monthsInWords = (months: readonly string[]): string => {
  const periods: [string, string][] = []
  for (const month of months) {
    const last = periods.at(-1)
    if (last && follows(last[1], month)) last[1] = month
    else periods.push([month, month])
  }
  return periods.map(([from, to]) => periodInWords(from, to)).join(', ')
}

const follows = (month: string, next: string): boolean =>
  (parseMonth(next) ?? 0) === (parseMonth(month) ?? 0) + 1

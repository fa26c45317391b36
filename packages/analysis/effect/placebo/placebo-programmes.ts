import { selectAreas } from '../../backtest/select-areas.ts'
import { kitsPerArea } from '../../plan/kits.ts'
import { partInside, insideOutside, partOutside, plainRatio, type InsideOutside } from './inside-outside.ts'

/** n areas, T observed months, as in risk/inputs.ts; `counts` is n × T. */
export type PlaceboInputs = {
  codes: readonly string[]
  homes: ArrayLike<number>
  months: ArrayLike<number>
  counts: ArrayLike<number>
  kits: number
  /** Kits for each home. */
  saturation: number
  kitRounding: 'none' | 'up'
  /** Years, ending with the one before, whose burglaries choose the areas. */
  selectYears: number
  /** First and last month that a comparison may touch, absolute; all that are loaded unless given. */
  from?: number | undefined
  to?: number | undefined
  /** First month in which a kit was issued, absolute; none ever unless given. */
  programmeFrom?: number | undefined
}

/** What the same selection would have shown between two years. */
export type PlaceboProgramme = InsideOutside & {
  /** First months of the years before and after, absolute. */
  from: number
  to: number
  /** No kit was issued in either. */
  clean: boolean
  /** Part of each area, as in inside-outside.ts; length n. */
  part: Uint8Array
  areas: number
  /** Homes in the chosen areas, and the kits they take. */
  homes: number
  kits: number
  /** The plain comparison; null where it divides by zero, and where nothing or everything was chosen. */
  ratio: number | null
}

/**
 * The month in which years begin, from 0: that of `from`, or the one after `to`, or January. Any twelve months are a year;
 * each holds every season once.
 */
const firstOfYear = ({ from, to }: Pick<PlaceboInputs, 'from' | 'to'>): number =>
  (from ?? (to === undefined ? 0 : to + 1)) % 12

/**
 * For every two consecutive years that are wholly observed, with the years of selection: chooses areas by
 * their burglaries per home (select-areas.ts) as if a programme began after the first year, hands out nothing, and
 * compares the second year with the first, inside and outside. What comes out is what selection alone shows.
 *
 * Throws RangeError as `selectAreas` does, and unless selectYears is a whole number from 1.
 */
export const placeboProgrammes = (inputs: PlaceboInputs): PlaceboProgramme[] => {
  const { codes, homes, kits, saturation, kitRounding, selectYears, programmeFrom = Infinity } = inputs
  if (!(Number.isInteger(selectYears) && selectYears >= 1))
    throw new RangeError(`the years of selection must be a whole number from 1, found ${selectYears}`)
  const needed = kitsPerArea(Float64Array.from(homes), saturation, kitRounding)
  const first = firstOfYear(inputs)
  const yearly = yearSums(inputs, first)
  return yearPairs(inputs, first).map((year) => {
    const from = year * 12 + first
    const before = yearly.get(year)!
    const after = yearly.get(year + 1)!
    const expected = Float64Array.from(before)
    for (let each = year - selectYears + 1; each < year; each++)
      yearly.get(each)!.forEach((count, i) => (expected[i]! += count))
    const chosen = selectAreas({ expected, homes, codes, kits, saturation, kitRounding })
    const part = new Uint8Array(codes.length).fill(partOutside)
    for (const i of chosen) part[i] = partInside
    const sums = insideOutside(part, before, after)
    return Object.assign(sums, {
      from,
      to: from + 12,
      clean: from + 24 <= programmeFrom,
      part,
      areas: chosen.length,
      homes: sumAt(homes, chosen),
      kits: sumAt(needed, chosen),
      ratio: plainRatio(sums),
    })
  })
}

const sumAt = (values: ArrayLike<number>, chosen: Int32Array): number => {
  let sum = 0
  for (const i of chosen) sum += values[i]!
  return sum
}

/** Of every pair of consecutive years that is wholly observed, with the years that choose the areas: the first. */
const yearPairs = (
  { months, selectYears, from = -Infinity, to = Infinity }: PlaceboInputs,
  first: number,
): number[] => {
  const monthsIn = new Map<number, number>()
  for (let t = 0; t < months.length; t++) {
    const year = yearOf(months[t]!, first)
    monthsIn.set(year, (monthsIn.get(year) ?? 0) + 1)
  }
  const whole = (year: number) => monthsIn.get(year) === 12
  return [...monthsIn.keys()]
    .filter((year) => year * 12 + first >= from && year * 12 + first + 23 <= to && whole(year + 1))
    .filter((year) => Array.from({ length: selectYears }, (_, back) => year - back).every(whole))
    .toSorted((a, b) => a - b)
}

/** The calendar year in which the year of a month begins, where years begin in the month `first`. */
const yearOf = (month: number, first: number): number => Math.floor((month - first) / 12)

/** Burglaries of every area by year, in one pass over the counts. */
const yearSums = ({ codes, months, counts }: PlaceboInputs, first: number): Map<number, Float64Array> => {
  const sums = new Map<number, Float64Array>()
  const ofMonth = Array.from({ length: months.length }, (_, t) => {
    const year = yearOf(months[t]!, first)
    let sum = sums.get(year)
    if (sum === undefined) sums.set(year, (sum = new Float64Array(codes.length)))
    return sum
  })
  for (let i = 0, k = 0; i < codes.length; i++)
    for (let t = 0; t < months.length; t++, k++) ofMonth[t]![i]! += counts[k]!
  return sums
}

import { monthOfDay } from '../../foundation/month.ts'
import { dayOfNumber } from '../../places/formats/dates.ts'

const inOrder = (values: readonly number[]): number[] =>
  [...new Set(values)].toSorted((one, other) => one - other)

const stepsOf = (values: readonly number[]): number[] =>
  values.slice(1).map((value, at) => value - (values[at] ?? 0))

/** Whether days, since 1970, stand for the months they are in: one in each of months that are equally spaced. */
export const monthsOfDays = (days: readonly number[]): boolean => {
  const sorted = inOrder(days)
  if (sorted.length < 2) return false
  const gaps = stepsOf(sorted)
  const steps = stepsOf(sorted.map((day) => monthOfDay(dayOfNumber(day))))
  // Ends, firsts and middles of months are 28 days apart or more; so are not the days of a week.
  return Math.min(...gaps) >= 26 && steps.every((step) => step >= 1 && step === steps[0])
}

/** Zero of what programs count days from, as days since 1970: Excel, R and Python, Stata and SAS. */
const zeros = [-25_569, 0, -3653]

/** Numbers that count days of equally spaced months, from whatever day: `41640`, `41671`, `41699`. */
export const monthsOfCounts = (counts: readonly number[]): ((count: number) => number) | undefined => {
  if (!counts.every((count) => Number.isInteger(count) && count >= 3653 && count <= 80_000)) return undefined
  const zero = zeros.find((each) => monthsOfDays(counts.map((count) => count + each)))
  return zero === undefined ? undefined : (count) => monthOfDay(dayOfNumber(Math.floor(count) + zero))
}

const toMonth = (year: number): number => Math.round(year * 12)

/** Years with months as fractions, as R's `time` and `yearmon` have them, also rounded: `2014.083`. */
export const monthsOfFractions = (years: readonly number[]): ((year: number) => number) | undefined => {
  const areMonths = years.every(
    (year) => year >= 1900 && year < 2200 && Math.abs(year * 12 - toMonth(year)) <= 0.07,
  )
  return areMonths && new Set(years.map(toMonth)).size === new Set(years).size ? toMonth : undefined
}

import type { Interval } from './interval.ts'

/**
 * What a table shows of a count: rounded to the nearest so many; `small`, which says that it is 0 to 7; or `withheld`, which
 * says that it is 8 or more.
 */
export type Shown =
  { kind: 'rounded'; value: number; base: number } | { kind: 'small' } | { kind: 'withheld' }

/** The smallest count that is shown as a number. None is told from one: of a group of people, nobody is an answer too. */
export const leastShown = 8

/** What counts are rounded to, one after the other, as more has to be hidden. */
export const bases: readonly number[] = [
  5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000,
]

/** How a count is shown: small, or rounded to the nearest so many, halves upwards; withheld where that would be 0. */
export const show = (count: number, base: number): Shown => {
  if (count < leastShown) return { kind: 'small' }
  const value = base * Math.floor(count / base + 0.5)
  return value === 0 ? { kind: 'withheld' } : { kind: 'rounded', value, base }
}

/** What a reader who knows the rules concludes from it. */
export const readerKnows = (shown: Shown): Interval => {
  // A small count would be shown as small.
  if (shown.kind === 'withheld') return { low: leastShown, high: Infinity }
  if (shown.kind === 'small') return { low: 0, high: leastShown - 1 }
  const { value, base } = shown
  return { low: Math.max(leastShown, value - Math.floor(base / 2)), high: value + Math.ceil(base / 2) - 1 }
}

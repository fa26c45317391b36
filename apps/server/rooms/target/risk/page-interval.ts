import type { Prediction } from '../../../crime/types.ts'

/** Width of a drawn interval in user units of its SVG; the view's box is as wide. */
export const intervalWidth = 120
const margin = 2

/** Where an interval's bar and the tick of its expectation stand. */
export type IntervalBar = { x: number; width: number; tick: number }

const round = (value: number): number => Math.round(value * 10) / 10

/** Draws on a scale from nought to `most`, the same for all rows of a table; never outside the box. */
export const intervalBar = ({ expected, low, high }: Prediction, most: number): IntervalBar => {
  const room = intervalWidth - 2 * margin
  const place = (value: number): number =>
    margin + (most > 0 ? Math.min(1, Math.max(0, value / most)) * room : 0)
  return {
    x: round(place(low)),
    width: round(Math.max(1, place(high) - place(low))),
    tick: round(place(expected)),
  }
}

/** End of a scale: the next round number at or above the largest value. */
export const scaleEnd = (values: Iterable<number>): number => {
  let most = 0
  for (const value of values) most = Math.max(most, value)
  if (most === 0) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  const step =
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= most * (1 - 1e-12)) ?? 10
  return Number((step * power).toPrecision(3))
}

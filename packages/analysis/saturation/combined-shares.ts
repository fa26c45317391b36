import type { Interval } from './intervals.ts'

/** What a spot check told of an area: its homes, and the share of them with an interval. */
export type CheckedArea = Interval & { readonly homes: number; readonly share: number }

/**
 * The share of several areas together from that of each, checked apart from each other: areas are strata, each with its homes as
 * weight. The interval is recovered from theirs (Zou and Donner 2008, Statistics in Medicine 27; Zou, Huang and Zhang 2009,
 * Computational Statistics and Data Analysis 53): distances to the ends are added as squares, so that it is as lopsided as they are
 * and lies within their weighted ends. Throws RangeError for no areas, or one without homes.
 */
export const combinedShare = (areas: readonly CheckedArea[]): Interval & { share: number } => {
  const homes = areas.reduce((sum, area) => sum + area.homes, 0)
  if (areas.length === 0 || areas.some((area) => !(area.homes > 0)))
    throw new RangeError('areas without homes have no share')
  const [only] = areas
  if (areas.length === 1) return { share: only!.share, low: only!.low, high: only!.high }
  const total = (of: (area: CheckedArea) => number): number =>
    areas.reduce((sum, area) => sum + of(area) * (area.homes / homes), 0)
  const reach = (of: (area: CheckedArea) => number): number =>
    Math.hypot(...areas.map((area) => of(area) * (area.homes / homes)))
  const share = total((area) => area.share)
  return {
    share,
    low: Math.max(0, share - reach((area) => area.share - area.low)),
    high: Math.min(1, share + reach((area) => area.high - area.share)),
  }
}

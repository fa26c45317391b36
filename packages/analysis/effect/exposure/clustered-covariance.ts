import type { ExposureCells, Pattern } from './cells.ts'
import { NoAnswer } from '../reason.ts'
import { invert, multiply } from './small-matrix.ts'

/** Largest part of an indicator that may be left unexplained by sweeping once more. */
const settled = 1e-12
const mostRounds = 20_000

/** What is left of a group's indicator in each pattern when area and month are taken out, weighted by the means. */
const residual = (
  patterns: readonly Pattern[],
  means: readonly Float64Array[],
  each: number,
  months: number,
): Float64Array[] => {
  const rest = patterns.map(({ group }) => Float64Array.from(group, (own) => (own === each ? 1 : 0)))
  const [weight, sum] = [new Float64Array(months), new Float64Array(months)]
  for (const [place, { month }] of patterns.entries())
    for (const [at, time] of month.entries()) weight[time]! += means[place]![at]!
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0
    sum.fill(0)
    for (const [place, { month, total }] of patterns.entries()) {
      const [own, mean] = [rest[place]!, means[place]!]
      let shift = 0
      for (let at = 0; at < own.length; at++) shift += (mean[at]! * own[at]!) / total
      moved = Math.max(moved, Math.abs(shift))
      for (let at = 0; at < own.length; at++) {
        own[at]! -= shift
        sum[month[at]!]! += mean[at]! * own[at]!
      }
    }
    for (let time = 0; time < months; time++) {
      sum[time] = weight[time]! > 0 ? sum[time]! / weight[time]! : 0
      moved = Math.max(moved, Math.abs(sum[time]!))
    }
    for (const [place, { month }] of patterns.entries()) {
      const own = rest[place]!
      for (let at = 0; at < own.length; at++) own[at]! -= sum[month[at]!]!
    }
    if (moved < settled) return rest
  }
  throw new NoAnswer({ code: 'exposure-absorbed' })
}

/**
 * Covariance of the log ratios, clustered: H⁻¹ (Σ s̃ s̃ᵀ) H⁻¹ with s̃ = (I − H_c H⁻¹)⁻¹ s_c, each cluster's score as if the
 * cluster had been left out of the fit (CR3 of Bell & McCaffrey 2002, in the scores). NaN where one cluster alone carries
 * a group.
 */
export const clusteredCovariance = (
  patterns: readonly Pattern[],
  means: readonly Float64Array[],
  { months, counts, groups, cluster }: ExposureCells,
): Float64Array => {
  const unknown = new Float64Array(groups * groups).fill(Number.NaN)
  const rests = Array.from({ length: groups }, (_, each) => residual(patterns, means, each, months))
  const clusters = cluster.reduce((most, own) => Math.max(most, own), -1) + 1
  const score = new Float64Array(clusters * groups)
  const share = new Float64Array(clusters * groups * groups)
  const whole = new Float64Array(groups * groups)
  for (const [place, { areas, month, total }] of patterns.entries()) {
    const mean = means[place]!
    const inner = new Float64Array(groups * groups)
    for (let one = 0; one < groups; one++)
      for (let other = 0; other < groups; other++)
        for (let at = 0; at < month.length; at++)
          inner[one * groups + other]! += mean[at]! * rests[one]![place]![at]! * rests[other]![place]![at]!
    for (const area of areas) {
      const own = cluster[area]!
      const row = area * months
      const part = month.reduce((sum, time) => sum + counts[row + time]!, 0) / total
      for (let one = 0; one < groups; one++) {
        const rest = rests[one]![place]!
        let sum = 0
        for (let at = 0; at < month.length; at++)
          sum += (counts[row + month[at]!]! - part * mean[at]!) * rest[at]!
        score[own * groups + one]! += sum
      }
      for (let at = 0; at < inner.length; at++) {
        share[own * inner.length + at]! += part * inner[at]!
        whole[at]! += part * inner[at]!
      }
    }
  }
  const inverse = invert(whole, groups)
  if (!inverse) return unknown
  const middle = new Float64Array(groups * groups)
  for (let own = 0; own < clusters; own++) {
    const part = share.subarray(own * groups * groups, (own + 1) * groups * groups)
    const keep = multiply(part, inverse, groups).map((value, at) => (at % (groups + 1) === 0 ? 1 : 0) - value)
    const factor = invert(keep, groups, 1)
    if (!factor) return unknown
    for (let one = 0; one < groups; one++) {
      for (let other = 0; other < groups; other++) {
        let [left, right] = [0, 0]
        for (let inner = 0; inner < groups; inner++) {
          left += factor[one * groups + inner]! * score[own * groups + inner]!
          right += factor[other * groups + inner]! * score[own * groups + inner]!
        }
        middle[one * groups + other]! += left * right
      }
    }
  }
  return multiply(multiply(inverse, middle, groups), inverse, groups)
}

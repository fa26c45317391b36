import { gatherPatterns, unexposed, type ExposureCells, type Pattern } from './cells.ts'
import { clusteredCovariance } from './clustered-covariance.ts'

export interface ExposureRatios {
  /** For each group the logarithm of its rate ratio; −Infinity where nothing was counted in it. */
  readonly logRatio: Float64Array
  /** k × k, clustered; NaN where too few clusters are exposed to tell. */
  readonly covariance: Float64Array
  /** Burglaries in the exposed cells of each group, and what they would have had without. */
  readonly observed: Float64Array
  readonly expected: Float64Array
  /** Areas and clusters exposed in each group. */
  readonly areas: Int32Array
  readonly clusters: Int32Array
}

/** Relative change of any factor below which the fit has settled. */
const usuallySettled = 1e-12
const mostRounds = 50_000

/** Fits count = pattern × month × ratio of the group, each factor in turn: the maximum of the Poisson likelihood. */
const fit = (
  patterns: readonly Pattern[],
  months: number,
  groups: number,
  settled = usuallySettled,
): { means: Float64Array[]; ratio: Float64Array } => {
  const ofPattern = new Float64Array(patterns.length).fill(1)
  const ofMonth = new Float64Array(months).fill(1)
  const ratio = new Float64Array(groups).fill(1)
  const [monthTotal, groupTotal] = [new Float64Array(months), new Float64Array(groups)]
  for (const { month, group, count } of patterns) {
    for (const [at, own] of count.entries()) {
      monthTotal[month[at]!]! += own
      if (group[at]! >= 0) groupTotal[group[at]!]! += own
    }
  }
  const [monthMean, groupMean] = [new Float64Array(months), new Float64Array(groups)]
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0
    const move = (factors: Float64Array, totals: Float64Array, means: Float64Array): void => {
      for (let at = 0; at < factors.length; at++) {
        if (!(means[at]! > 0)) continue
        const next = totals[at]! / means[at]!
        moved = Math.max(moved, Math.abs(next - factors[at]!) / Math.max(next, 1e-300))
        factors[at] = next
      }
    }
    monthMean.fill(0)
    for (const [place, { month, group, total }] of patterns.entries()) {
      let mean = 0
      for (let at = 0; at < month.length; at++)
        mean += ofMonth[month[at]!]! * (group[at]! >= 0 ? ratio[group[at]!]! : 1)
      ofPattern[place] = total / mean
      for (let at = 0; at < month.length; at++)
        monthMean[month[at]!]! += ofPattern[place] * (group[at]! >= 0 ? ratio[group[at]!]! : 1)
    }
    move(ofMonth, monthTotal, monthMean)
    groupMean.fill(0)
    for (const [place, { month, group }] of patterns.entries()) {
      for (let at = 0; at < month.length; at++)
        if (group[at]! >= 0) groupMean[group[at]!]! += ofPattern[place]! * ofMonth[month[at]!]!
    }
    move(ratio, groupTotal, groupMean)
    if (moved < settled) {
      const means = patterns.map(({ month, group }, place) =>
        Float64Array.from(
          month,
          (time, at) => ofPattern[place]! * ofMonth[time]! * (group[at]! >= 0 ? ratio[group[at]!]! : 1),
        ),
      )
      return { means, ratio }
    }
  }
  throw new RangeError('the rate ratios do not settle: a group has nothing to be told apart by')
}

/**
 * Rate ratios of exposed cells relative to unexposed ones: Poisson pseudo-likelihood with an effect of every area and of
 * every month (Hausman, Hall & Griliches 1984; Wooldridge 1999), so that a common proportional trend and season drop out.
 * Errors are clustered, each cluster's score taken as if it had been left out (CR3; Bell & McCaffrey 2002).
 * Throws RangeError when a group has no cell, or nothing to compare with.
 */
export const exposureRatios = (cells: ExposureCells): ExposureRatios => {
  const { months, groups, cluster } = cells
  const patterns = gatherPatterns(cells)
  const [observed, expected] = [new Float64Array(groups), new Float64Array(groups)]
  const areas = new Int32Array(groups)
  const clusters = Array.from({ length: groups }, () => new Set<number>())
  const compared = new Float64Array(groups)
  for (const { group, count, areas: own } of patterns) {
    const without = count.reduce((sum, each, at) => sum + (group[at] === unexposed ? each : 0), 0)
    for (const each of new Set(group.filter((one) => one >= 0))) {
      areas[each]! += own.length
      compared[each]! += without
      for (const area of own) clusters[each]!.add(cluster[area]!)
    }
  }
  if (compared.some((without) => without === 0))
    throw new RangeError('a group of exposure has no burglaries before it to compare with')
  const { means, ratio } = fit(patterns, months, groups)
  for (const [place, { group, count }] of patterns.entries()) {
    for (const [at, own] of group.entries()) {
      if (own < 0) continue
      observed[own]! += count[at]!
      if (ratio[own]! > 0) expected[own]! += means[place]![at]! / ratio[own]!
    }
  }
  const covariance = clusteredCovariance(patterns, means, cells).map((each, at) =>
    clusters[Math.floor(at / groups)]!.size > 1 && clusters[at % groups]!.size > 1 ? each : Number.NaN,
  )
  return {
    logRatio: ratio.map((each) => Math.log(each)),
    covariance,
    observed,
    expected,
    areas,
    clusters: Int32Array.from(clusters, ({ size }) => size),
  }
}

/** Tight enough to rank one order of starts against another. */
const settledForRanks = 1e-9

/**
 * The logarithms of the same ratios without their errors, for many exposures of the same counts.
 * Throws RangeError where they do not settle.
 */
export const exposureLogRatios = (cells: Omit<ExposureCells, 'cluster'>): Float64Array =>
  fit(gatherPatterns(cells), cells.months, cells.groups, settledForRanks).ratio.map((each) => Math.log(each))

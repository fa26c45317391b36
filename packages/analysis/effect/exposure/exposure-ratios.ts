import { gatherPatterns, unexposed, type ExposureCells, type Pattern } from './cells.ts'
import { ConcentratedPoisson, soundFactor } from '../poisson/concentrated.ts'
import { maximise } from '../poisson/newton.ts'
import { NoAnswer } from '../reason.ts'
import { clusteredCovariance } from './clustered-covariance.ts'

export type ExposureRatios = {
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

/** A logarithm of a ratio beyond this has run off: nothing was counted where it is compared. */
const unbounded = 30

/** Tight enough for figures, and for ranking one order of starts against another. */
const usuallySettled = 1e-10
const settledForRanks = 1e-7

/**
 * Fits count = pattern × month × ratio of the group. A group in which nothing was counted has the ratio 0, and its cells
 * say nothing of the rest; nor does a month without any count. Throws NoAnswer where area and month absorb a group.
 */
const fit = (
  patterns: readonly Pattern[],
  months: number,
  groups: number,
  tolerance = usuallySettled,
): { means: Float64Array[]; ratio: Float64Array } => {
  const [monthTotal, groupTotal] = [new Float64Array(months), new Float64Array(groups)]
  for (const { month, group, count } of patterns) {
    for (const [at, own] of count.entries()) {
      monthTotal[month[at]!]! += own
      if (group[at]! >= 0) groupTotal[group[at]!]! += own
    }
  }
  const live = Int32Array.from(monthTotal.keys()).filter((month) => monthTotal[month]! > 0)
  const counted = Int32Array.from(groupTotal.keys()).filter((group) => groupTotal[group]! > 0)
  const columnOf = new Int32Array(months).fill(-1)
  for (const [column, month] of live.entries()) columnOf[month] = column
  const cells = patterns.length * live.length
  const counts = new Float64Array(cells)
  const offset = new Float64Array(cells).fill(-Infinity)
  const regressors = Array.from(counted, () => new Float64Array(cells))
  const placesOf = ({ month, group }: Pattern, row: number): Int32Array =>
    Int32Array.from(month, (time, at) => {
      const isUsed = columnOf[time]! >= 0 && (group[at]! < 0 || groupTotal[group[at]!]! > 0)
      return isUsed ? row * live.length + columnOf[time]! : -1
    })
  const places = patterns.map(placesOf)
  for (const [row, { group, count }] of patterns.entries()) {
    for (const [at, place] of places[row]!.entries()) {
      if (place < 0) continue
      counts[place] = count[at]!
      offset[place] = 0
      if (group[at]! >= 0) regressors[counted.indexOf(group[at]!)]![place] = 1
    }
  }
  const given = { units: patterns.length, times: live.length, counts, offset, regressors }
  const problem = new ConcentratedPoisson(given)
  const { effects, size } = problem
  const { theta } = maximise(problem, {
    start: new Float64Array(size),
    factorOf: (curvature) =>
      soundFactor(curvature, size, () => {
        throw new NoAnswer({ code: 'exposure-absorbed' })
      }),
    check: (at) => {
      if (at.subarray(effects).some((each) => Math.abs(each) > unbounded))
        throw new NoAnswer({ code: 'unbounded-ratio' })
    },
    tolerance,
  })
  const ratio = new Float64Array(groups)
  for (const [at, group] of counted.entries()) ratio[group] = Math.exp(theta[effects + at]!)
  const means = places.map((row) => Float64Array.from(row, (place) => (place < 0 ? 0 : problem.mean[place]!)))
  return { means, ratio }
}

/**
 * Rate ratios of exposed cells relative to unexposed ones: Poisson pseudo-likelihood with an effect of every area and of
 * every month (Hausman, Hall & Griliches 1984; Wooldridge 1999), so that a common proportional trend and season drop out.
 * Errors are clustered, each cluster's score taken as if it had been left out (CR3; Bell & McCaffrey 2002).
 * Throws NoAnswer when a group has no cell, or nothing to compare with.
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
  if (compared.some((without) => without === 0)) throw new NoAnswer({ code: 'nothing-before' })
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

/**
 * The logarithms of the same ratios without their errors, for many exposures of the same counts.
 * Throws NoAnswer where they do not settle.
 */
export const exposureLogRatios = (cells: Omit<ExposureCells, 'cluster'>): Float64Array =>
  fit(gatherPatterns(cells), cells.months, cells.groups, settledForRanks).ratio.map((each) => Math.log(each))

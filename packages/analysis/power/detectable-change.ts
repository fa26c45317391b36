/** Quantiles of the standard normal distribution at 97.5% and at 80%: a two-sided test at 5%, found four times of five. */
const atLevel = 1.959963984540054
const atPower = 0.8416212335729143

/** Four counts of a comparison: inside and outside the programme, before and after, after as if nothing were done. */
export type ComparisonCounts = {
  readonly insideBefore: number
  readonly insideAfter: number
  readonly outsideBefore: number
  readonly outsideAfter: number
}

/** How many times as much as chance alone (Poisson) the change of a cluster varies, inside and outside. */
export type DesignEffects = {
  readonly inside: number
  readonly outside: number
}

/** Variance of the logarithm of (inside after / before) / (outside after / before) where the effect leaves `ratio`. */
const variance = (counts: ComparisonCounts, effects: DesignEffects, ratio: number): number =>
  effects.inside * (1 / counts.insideBefore + 1 / (counts.insideAfter * ratio)) +
  effects.outside * (1 / counts.outsideBefore + 1 / counts.outsideAfter)

/**
 * Smallest share of burglaries prevented that a comparison would find four times out of five at 5%: (log ratio)² =
 * (1.96 + 0.84)² × variance, the variance taken with that effect in it. Null where even 99% would not be found, or a
 * count is not above 0.
 */
export const detectableChange = (counts: ComparisonCounts, effects: DesignEffects): number | null => {
  if (Object.values(counts).some((count) => !(count > 0))) return null
  if (!(effects.inside > 0 && effects.outside > 0)) return null
  const isFound = (change: number): boolean =>
    Math.log(1 - change) ** 2 >= (atLevel + atPower) ** 2 * variance(counts, effects, 1 - change)
  if (!isFound(0.99)) return null
  let [low, high] = [0, 0.99]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (isFound(middle)) high = middle
    else low = middle
  }
  return high
}

export type ChangeHistory = {
  /** Burglaries by area and month, before anything began: month t of area a at `a * months + t`. */
  readonly counts: ArrayLike<number>
  readonly areas: number
  readonly months: number
  /** Cluster of each area, from 0; −1 leaves it out. */
  readonly cluster: ArrayLike<number>
  /** Length of the two windows that are compared, and of what lies between them. */
  readonly window: number
  readonly between: number
}

/** Pairs of windows are taken so many months after one another. */
const stride = 3

/**
 * How many times as much as chance alone the change of a cluster's count varies from one window to another, about the
 * change of all: Σ (b − r a)² over Σ (r² a + r a), r = Σ b / Σ a, over clusters and over the pairs of windows that the
 * history holds, times G / (G − 1). Clusters, overdispersion and wandering risk are all in it: the design effect of a
 * before-and-after comparison. Null with fewer than two clusters, or a history shorter than a pair.
 */
export const changeDispersion = ({
  counts,
  areas,
  months,
  cluster,
  window,
  between,
}: ChangeHistory): number | null => {
  const clusters = Array.from({ length: areas }, (_, area) => cluster[area]!).reduce(
    (most, own) => Math.max(most, own + 1),
    0,
  )
  const last = months - 2 * window - between
  if (clusters < 2 || window < 1 || last < 0) return null
  let [found, chance] = [0, 0]
  for (let from = last; from >= 0; from -= stride) {
    const [before, after] = [new Float64Array(clusters), new Float64Array(clusters)]
    for (let area = 0; area < areas; area++) {
      const own = cluster[area]!
      if (own < 0) continue
      for (let month = 0; month < window; month++) {
        before[own]! += counts[area * months + from + month]!
        after[own]! += counts[area * months + from + window + between + month]!
      }
    }
    const [all, then] = [before, after].map((each) => each.reduce((sum, one) => sum + one, 0))
    const change = then! / all!
    if (!(change > 0 && Number.isFinite(change))) continue
    for (let own = 0; own < clusters; own++) {
      found += (after[own]! - change * before[own]!) ** 2
      // Under one common change both windows together estimate a cluster's level better than either.
      const level = (before[own]! + after[own]!) / (1 + change)
      chance += change ** 2 * level + change * level
    }
  }
  return chance > 0 ? (found / chance) * (clusters / (clusters - 1)) : null
}

/**
 * A design effect measured on windows of one length, carried to windows of another: what exceeds chance grows with the
 * count of a cluster, as the variance of a rate that wanders does. Never below 1.
 */
export const carriedDispersion = (dispersion: number, measured: number, wanted: number): number =>
  1 + Math.max(0, dispersion - 1) * Math.max(1, wanted / measured)

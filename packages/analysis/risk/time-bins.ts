/**
 * The observed months gathered into bins that grow with age: the last months singly, the distant past in years.
 * What happened in 2013 need not be known by the month, and small systems are quick to solve.
 */
export type TimeBins = {
  /** Number of bins that hold at least one burglary somewhere. */
  size: number
  /** Bin of each observed month, or −1 for a month in a bin without any burglary; length T. */
  binOfMonth: Int32Array
  /** Weight of each month within its bin, by the city's total; length T; sums to 1 in every bin. */
  monthWeight: Float64Array
  /** Coarse bin of each bin, used for neighbours and boroughs; length `size`. */
  coarse: Int32Array
  coarseSize: number
}

const binWidths = [1, 1, 1, 3, 6, 12, 12, 24] as const
const coarseBins = [0, 0, 0, 1, 2, 3, 3, 4] as const

/** Bins for ascending absolute `months` with the city's `totals`. Bin 0 is the most recent. */
export const timeBins = (months: ArrayLike<number>, totals: ArrayLike<number>): TimeBins => {
  const observed = months.length
  const last = months[observed - 1]!
  const rawBin = Int32Array.from({ length: observed }, (_, t) => binOfAge(last - months[t]!))
  const mass = new Map<number, number>()
  for (let t = 0; t < observed; t++) mass.set(rawBin[t]!, (mass.get(rawBin[t]!) ?? 0) + totals[t]!)
  const used = [...mass.keys()].filter((bin) => mass.get(bin)! > 0).toSorted((a, b) => a - b)
  const place = new Map(used.map((bin, index) => [bin, index]))
  const coarseUsed = [...new Set(used.map(coarseOf))]
  return {
    size: used.length,
    binOfMonth: rawBin.map((bin) => place.get(bin) ?? -1),
    monthWeight: Float64Array.from(rawBin, (bin, t) => (place.has(bin) ? totals[t]! / mass.get(bin)! : 0)),
    coarse: Int32Array.from(used, (bin) => coarseUsed.indexOf(coarseOf(bin))),
    coarseSize: coarseUsed.length,
  }
}

const binOfAge = (age: number): number => {
  let upper = 0
  for (let bin = 0; bin < binWidths.length; bin++) {
    upper += binWidths[bin]!
    if (age < upper) return bin
  }
  return binWidths.length + Math.floor(Math.log2((age - upper) / 48 + 1))
}

const coarseOf = (bin: number): number => coarseBins[bin] ?? 4

/**
 * For each pair of bins, how much weight its pairs of months put on every lag, so that the covariance of two
 * bins under any stationary kernel k is Σ weight[lag] · k(lag).
 */
export type LagWeights = {
  rows: number
  columns: number
  /** Largest lag in months. */
  maximumLag: number
  /** rows × columns × (maximumLag + 1). */
  weights: Float64Array
}

type WeightedMonths = { months: ArrayLike<number>; bins: ArrayLike<number>; weights: ArrayLike<number> }

/** Lag weights between two binned sets of months; months in bin −1 are passed over. */
export const lagWeights = (
  a: WeightedMonths,
  rows: number,
  b: WeightedMonths,
  columns: number,
): LagWeights => {
  let maximumLag = 0
  for (const x of [0, a.months.length - 1])
    for (const y of [0, b.months.length - 1])
      maximumLag = Math.max(maximumLag, Math.abs(a.months[x]! - b.months[y]!))
  const weights = new Float64Array(rows * columns * (maximumLag + 1))
  for (let s = 0; s < a.months.length; s++) {
    if (a.bins[s]! < 0) continue
    for (let t = 0; t < b.months.length; t++) {
      if (b.bins[t]! < 0) continue
      const at =
        (a.bins[s]! * columns + b.bins[t]!) * (maximumLag + 1) + Math.abs(a.months[s]! - b.months[t]!)
      weights[at] = weights[at]! + a.weights[s]! * b.weights[t]!
    }
  }
  return { rows, columns, maximumLag, weights }
}

/**
 * rows × columns covariance under exp(−lag/timescale); a timescale of 0 means "the same month only".
 */
export const binCovariance = (lags: LagWeights, timescale: number): Float64Array => {
  const { rows, columns, maximumLag, weights } = lags
  const kernel = Float64Array.from({ length: maximumLag + 1 }, (_, lag) =>
    timescale === 0 ? (lag === 0 ? 1 : 0) : Math.exp(-lag / timescale),
  )
  const result = new Float64Array(rows * columns)
  for (let cell = 0; cell < result.length; cell++) {
    const start = cell * (maximumLag + 1)
    let sum = 0
    for (let lag = 0; lag <= maximumLag; lag++) sum += weights[start + lag]! * kernel[lag]!
    result[cell] = sum
  }
  return result
}

import { gaussianKernel, kernelRates, prospectiveKernel, type WeightedPoints } from './kernel-rates.ts'

/** What is known at the time of the forecast; the same arrays as risk inputs, cut at `until`. */
export type KnownHistory = {
  homes: ArrayLike<number>
  eastings: ArrayLike<number>
  northings: ArrayLike<number>
  /** Observed months, ascending, none after `until`; length T. */
  months: ArrayLike<number>
  /** n × T. */
  counts: ArrayLike<number>
  until: number
  /** Points of single burglaries with their months; area centres stand in where there are none. */
  events?: Events | undefined
}

export type Events = { eastings: ArrayLike<number>; northings: ArrayLike<number>; months: ArrayLike<number> }

/** Burglaries of the last `window` months scaled to `horizon` months: last year's count, or the mean of three. */
export const recentMean = (history: KnownHistory, window: number, horizon: number): Float64Array => {
  const { homes, months, counts, until } = history
  const used = monthsWithin(months, until, window)
  return Float64Array.from({ length: homes.length }, (_, i) => {
    let sum = 0
    for (const t of used) sum += counts[i * months.length + t]!
    return used.length > 0 ? (sum * horizon) / used.length : 0
  })
}

const bandwidths = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2] as const

/**
 * Kernel density of the last twelve months' burglaries per home. The bandwidth is the one of a ladder of
 * multiples of the areas' typical spacing that, from the first half of those months, gives the second half the
 * highest Poisson likelihood.
 */
export const kernelDensity = (
  history: KnownHistory,
  horizon: number,
): { expected: Float64Array; bandwidth: number } => {
  const { homes, months, until } = history
  const used = monthsWithin(months, until, 12)
  const spacing = typicalSpacing(history)
  const early = used.slice(0, Math.floor(used.length / 2))
  const late = used.slice(early.length)
  const earlyPoints = pointsOf(
    history,
    early.map((t) => [t, 1]),
  )
  const lateCounts = countsIn(history, late)
  let best = { bandwidth: spacing / 2, likelihood: -Infinity }
  for (const multiple of early.length > 0 ? bandwidths : []) {
    const bandwidth = multiple * spacing
    const rates = kernelRates(history, earlyPoints, gaussianKernel(bandwidth))
    const likelihood = poissonLikelihood(rates, homes, lateCounts)
    if (likelihood > best.likelihood) best = { bandwidth, likelihood }
  }
  const rates = kernelRates(
    history,
    pointsOf(
      history,
      used.map((t) => [t, 1]),
    ),
    gaussianKernel(best.bandwidth),
  )
  return { expected: scaled(rates, history, used, horizon), bandwidth: best.bandwidth }
}

/** Months beyond which prospective hotspotting forgets (two, as published). */
const prospectiveMonths = 2
const weeksPerMonth = 365.25 / 12 / 7

/**
 * Prospective hotspotting per home: every burglary of the last two months weighs 1/(1 + whole weeks ago) times
 * 1/(1 + whole 50 m bands) within 400 m (Bowers, Johnson & Pease 2004). A burglary known by its month only
 * counts as committed in the middle of it.
 */
export const prospective = (history: KnownHistory, horizon: number): Float64Array => {
  const { months, until } = history
  const used = monthsWithin(months, until, prospectiveMonths)
  const weighted = used.map((t): [number, number] => {
    const weeks = Math.floor((until - months[t]! + 0.5) * weeksPerMonth)
    return [t, 1 / (1 + weeks)]
  })
  const rates = kernelRates(history, pointsOf(history, weighted), prospectiveKernel)
  return scaled(rates, history, monthsWithin(months, until, 12), horizon)
}

const monthsWithin = (months: ArrayLike<number>, until: number, window: number): number[] => {
  const used: number[] = []
  for (let t = 0; t < months.length; t++) if (months[t]! <= until && months[t]! > until - window) used.push(t)
  return used
}

/** Burglaries of the given months (index, weight) as points: exact where events are given, else area centres. */
const pointsOf = (history: KnownHistory, months: readonly (readonly [number, number])[]): WeightedPoints => {
  const { events, homes, counts } = history
  const weightOf = new Map(months.map(([t, weight]) => [history.months[t]!, weight]))
  if (events === undefined) {
    const weights = new Float64Array(homes.length)
    for (const [t, weight] of months)
      for (let i = 0; i < homes.length; i++) weights[i]! += weight * counts[i * history.months.length + t]!
    return { eastings: history.eastings, northings: history.northings, weights }
  }
  const places = new Map<string, [number, number, number]>()
  for (let k = 0; k < events.months.length; k++) {
    const weight = weightOf.get(events.months[k]!)
    if (weight === undefined) continue
    const key = `${events.eastings[k]!},${events.northings[k]!}`
    const place = places.get(key)
    if (place) place[2] += weight
    else places.set(key, [events.eastings[k]!, events.northings[k]!, weight])
  }
  const list = [...places.values()]
  return {
    eastings: list.map((place) => place[0]),
    northings: list.map((place) => place[1]),
    weights: list.map((place) => place[2]),
  }
}

const countsIn = ({ homes, months, counts }: KnownHistory, used: readonly number[]): Float64Array => {
  return Float64Array.from({ length: homes.length }, (_, i) =>
    used.reduce((sum, t) => sum + counts[i * months.length + t]!, 0),
  )
}

/** Log likelihood of counts under rates scaled to their total, with a little of the mean rate mixed in. */
const poissonLikelihood = (rates: Float64Array, homes: ArrayLike<number>, counts: Float64Array): number => {
  let mass = 0
  let all = 0
  let total = 0
  for (let i = 0; i < rates.length; i++) {
    mass += rates[i]! * homes[i]!
    all += homes[i]!
    total += counts[i]!
  }
  if (!(mass > 0)) return -Infinity
  let sum = 0
  for (let i = 0; i < rates.length; i++) {
    if (counts[i] === 0 || !(homes[i]! > 0)) continue
    sum += counts[i]! * Math.log(total * homes[i]! * ((0.99 * rates[i]!) / mass + 0.01 / all))
  }
  return sum
}

/** Rates per home turned into counts that sum to the given months' total, scaled to the horizon. */
const scaled = (
  rates: Float64Array,
  history: KnownHistory,
  used: readonly number[],
  horizon: number,
): Float64Array => {
  const total = countsIn(history, used).reduce((sum, value) => sum + value, 0)
  const raw = rates.map((rate, i) => rate * history.homes[i]!)
  const mass = raw.reduce((sum, value) => sum + value, 0)
  const factor = mass > 0 && used.length > 0 ? (total * horizon) / used.length / mass : 0
  return raw.map((value) => value * factor)
}

/** Side of the square that one area would fill if areas were spread evenly over the ground they occupy. */
const typicalSpacing = ({ eastings, northings }: KnownHistory): number => {
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (let i = 0; i < eastings.length; i++) {
    west = Math.min(west, eastings[i]!)
    east = Math.max(east, eastings[i]!)
    south = Math.min(south, northings[i]!)
    north = Math.max(north, northings[i]!)
  }
  return Math.max(1, Math.sqrt(((east - west) * (north - south)) / eastings.length))
}

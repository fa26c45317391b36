/** One stretch of months since the kits, and the logarithm of the rate ratio found in it with its standard error. */
export type DecayBin = {
  readonly from: number
  readonly to: number
  readonly logRatio: number
  readonly se: number
}

export type Decay = {
  /** Share of burglaries prevented in the month of the kits. */
  readonly first: number
  /** Months after which half of it is left, and the ends of its 95% interval; Infinity where it does not fade. */
  readonly halfLife: number
  readonly halfLifeLow: number
  readonly halfLifeHigh: number
}

const halfLives: readonly number[] = [
  1,
  2,
  3,
  4,
  6,
  8,
  10,
  12,
  15,
  18,
  21,
  24,
  30,
  36,
  48,
  60,
  84,
  120,
  240,
  Infinity,
]

/** Mean of first × ½^(age / halfLife) over the months of a bin, as the logarithm of what is left of burglaries. */
const modelled = ({ from, to }: DecayBin, first: number, halfLife: number): number => {
  let left = 0
  for (let age = from; age <= to; age++) left += 1 - first * 0.5 ** (age / halfLife)
  return Math.log(left / (to - from + 1))
}

/** χ² of one degree of freedom at 95%. */
const cut = 3.841458820694124

/**
 * An effect that fades by halves, fitted to rate ratios by months since the kits with weights by their errors; the
 * interval of the half-life is the set of those that fit no worse than chance allows (profile of χ², 95%), on a grid.
 * Null with fewer than three bins that have an error, where nothing was prevented that could fade, or where a bin has
 * nothing counted (−∞): without it the largest fall would be left out for being the largest.
 */
export const fitDecay = (bins: readonly DecayBin[]): Decay | null => {
  const known = bins.filter(({ logRatio, se }) => Number.isFinite(logRatio) && se > 0 && se < Infinity)
  if (known.length < 3 || bins.some(({ logRatio }) => logRatio === -Infinity)) return null
  const misfit = (first: number, halfLife: number): number =>
    known.reduce((sum, bin) => sum + ((bin.logRatio - modelled(bin, first, halfLife)) / bin.se) ** 2, 0)
  const firstAt = (halfLife: number): number => {
    let [low, high] = [-0.95, 0.95]
    for (let step = 0; step < 80; step++) {
      const [left, right] = [low + (high - low) * 0.382, low + (high - low) * 0.618]
      if (misfit(left, halfLife) < misfit(right, halfLife)) high = right
      else low = left
    }
    return (low + high) / 2
  }
  const fits = halfLives.map((halfLife) => {
    const first = firstAt(halfLife)
    return { halfLife, first, misfit: misfit(first, halfLife) }
  })
  const best = fits.reduce((least, fit) => (fit.misfit < least.misfit ? fit : least))
  if (!(best.first > 0)) return null
  const within = fits.filter((fit) => fit.misfit <= best.misfit + cut).map(({ halfLife }) => halfLife)
  return {
    first: best.first,
    halfLife: best.halfLife,
    halfLifeLow: Math.min(...within),
    halfLifeHigh: Math.max(...within),
  }
}

/** Months that a mark lasts by its maker's statement: nobody tops up later than that. */
export const longestMark = 60

/**
 * Month after the kits in which to top up, if topping up brings the effect back to its beginning each time: the first
 * length of a round at which the mean loss per month stops falling, where what fading has let through by then, valued,
 * outweighs the cost of a round (renewal reward: (cost + loss up to T) / T is least where T × loss at T − loss up to T
 * reaches the cost). `monthly` is burglaries a month without kits, `value` what one costs, `cost` what a round costs, in
 * the same money. Null where it does not pay within the life of a mark.
 */
export const topUpMonth = (
  { first, halfLife }: Pick<Decay, 'first' | 'halfLife'>,
  { monthly, value, cost }: { monthly: number; value: number; cost: number },
): number | null => {
  let lost = 0
  for (let month = 1; month <= longestMark; month++) {
    const now = monthly * value * first * (1 - 0.5 ** (month / halfLife))
    lost += now
    if (month * now - lost >= cost) return month
  }
  return null
}

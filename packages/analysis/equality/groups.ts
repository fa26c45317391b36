/**
 * Groups of homes in the order of a published characteristic of their areas, the most deprived first. `homes`: of each group, from
 * 0 on, together above 0; `rates`: what happened per home, of the same length.
 */
export type Ranked = { homes: ArrayLike<number>; rates: ArrayLike<number> }

export const sumOf = (values: Iterable<number>): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Throws RangeError for two lists that differ in length, no homes, or a number that cannot be one. */
export const checkGroups = ({ homes, rates }: Ranked): void => {
  const counts = Array.from(homes)
  const values = Array.from(rates)
  if (counts.length !== values.length)
    throw new RangeError(`each group has homes and a rate: ${counts.length} and ${values.length}`)
  if (![...counts, ...values].every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError('homes and rates are finite and not negative')
  if (!(sumOf(counts) > 0)) throw new RangeError('there are no homes')
}

/** Share of all homes in each group. */
export const sharesOf = (homes: ArrayLike<number>): Float64Array => {
  const counts = Float64Array.from(homes)
  const all = sumOf(counts)
  return counts.map((count) => count / all)
}

/** Mean rate of all homes. */
export const meanRate = ({ homes, rates }: Ranked): number => {
  const shares = sharesOf(homes)
  return sumOf(shares.map((share, group) => share * rates[group]!))
}

/** Share of all homes that come before the middle of each group: its fractional rank, from 0 to 1. */
export const ranksOf = (homes: ArrayLike<number>): Float64Array => {
  let before = 0
  return sharesOf(homes).map((share) => {
    const middle = before + share / 2
    before += share
    return middle
  })
}

/** An effect on the burglaries of covered areas as it is stated, not as it was found. */
export type StatedEffect = {
  /** Share of burglaries that is prevented at first, 0 to 1. */
  readonly effect: number
  /** Months after which half of it is left; Infinity where it does not fade. */
  readonly halfLife: number
}

/**
 * Burglaries prevented over so many months from the day of the kits, of those expected, when they are spread evenly
 * over the months and the effect halves with every half-life. It is the same share of every area's, so that the areas
 * that expect most are also those where most is prevented. Throws RangeError for numbers out of range.
 */
export const prevented = (expected: number, months: number, { effect, halfLife }: StatedEffect): number => {
  if (!(effect >= 0 && effect <= 1)) throw new RangeError(`the effect must be from 0 to 1, found ${effect}`)
  if (!(halfLife > 0)) throw new RangeError(`the half-life must be more than 0 months, found ${halfLife}`)
  const rate = Math.LN2 / halfLife
  const meanEffect = rate * months < 1e-9 ? 1 : -Math.expm1(-rate * months) / (rate * months)
  return expected * effect * meanEffect
}

/**
 * P(X = x) for x from 0 to `drawn`, where X of `drawn` homes drawn without putting back are among the `marked` of `lot`.
 * By ratios of neighbours from the likeliest x outwards, then divided by their sum: no factorial is needed, and nothing
 * runs out of range (stdlib's distribution function answers 0 for 1 in the upper tail of large lots).
 * Throws RangeError unless all are whole numbers, 0 ≤ marked ≤ lot and 0 ≤ drawn ≤ lot.
 */
export const hypergeometric = (lot: number, marked: number, drawn: number): Float64Array => {
  const isPart = (part: number): boolean => Number.isSafeInteger(part) && part >= 0 && part <= lot
  if (!(Number.isSafeInteger(lot) && isPart(marked) && isPart(drawn)))
    throw new RangeError(`cannot draw ${drawn} homes of ${lot} with ${marked} marked`)
  const least = Math.max(0, drawn + marked - lot)
  const most = Math.min(drawn, marked)
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (lot + 2))
  const chances = new Float64Array(drawn + 1)
  const unmarkedLeft = lot - marked - drawn
  let sum = (chances[mode] = 1)
  for (let x = mode, chance = 1; x < most; x++) {
    chance *= ((marked - x) * (drawn - x)) / ((x + 1) * (unmarkedLeft + x + 1))
    sum += chances[x + 1] = chance
  }
  for (let x = mode, chance = 1; x > least; x--) {
    chance *= (x * (unmarkedLeft + x)) / ((marked - x + 1) * (drawn - x + 1))
    sum += chances[x - 1] = chance
  }
  return chances.map((chance) => chance / sum)
}

/** P(X ≥ x) for x from 0 to the number drawn + 1, where it is 0; added up from the small end. */
export const upperTails = (chances: Float64Array): Float64Array => {
  const tails = new Float64Array(chances.length + 1)
  for (let x = chances.length - 1; x >= 0; x--) tails[x] = tails[x + 1]! + chances[x]!
  return tails
}

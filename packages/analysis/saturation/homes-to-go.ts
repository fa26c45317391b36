/** Shares are taken in millionths: nobody aims at finer ones, and whole numbers are exact. */
const parts = 1_000_000

/** A share as whole millionths. */
const millionths = (share: number): number => {
  const whole = Math.round(share * parts)
  if (!(share > 0 && share <= 1 && whole / parts === share))
    throw new RangeError(`a target is above 0 and at most 1, to six decimals, found ${share}`)
  return whole
}

/**
 * Fewest homes of an area that are at least the target share of it, in whole numbers: 85% of 20 homes is 17, which
 * dividing or multiplying shares would miss by a hair.
 * Throws RangeError for a target outside 0 to 1 or finer than a millionth, or homes that are no whole number from 0.
 */
export const homesWanted = (homes: number, target: number): number => {
  if (!(Number.isInteger(homes) && homes >= 0 && homes < 1e9))
    throw new RangeError(`homes are a whole number from 0 to a thousand million, found ${homes}`)
  const most = homes * millionths(target) + parts - 1
  return (most - (most % parts)) / parts
}

/** Homes that are still to be protected until the target is met; 0 once it is. Throws RangeError as `homesWanted` does. */
export const homesToGo = (homes: number, protectedNow: number, target: number): number =>
  Math.max(0, homesWanted(homes, target) - protectedNow)

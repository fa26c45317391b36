import { pence, type Pence } from './pence.ts'

/**
 * Splits an amount by weights without losing a penny: each part is within a penny of its share, and the pennies that
 * are left go to the largest remainders, of equal ones to the first. Weights are whole numbers. Errors: a RangeError where no
 * weight is above 0.
 */
export const split = (amount: Pence, weights: readonly number[]): Pence[] => {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('A weight is a whole number that is not negative.')
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) throw new RangeError('Something must have a weight.')
  const size = BigInt(Math.abs(amount))
  const shares = weights.map((weight, at) => {
    const share = size * BigInt(weight)
    return { at, floor: share / whole, rest: share % whole }
  })
  const left = Number(size - shares.reduce((sum, { floor }) => sum + floor, 0n))
  const parts = shares.map(({ floor }) => Number(floor))
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  for (const { at } of byRest.slice(0, left)) parts[at]! += 1
  return parts.map((part) => pence(amount < 0 ? -part : part))
}

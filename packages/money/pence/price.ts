import { pence, type Pence } from './pence.ts'
import { roundedOnce } from './rounding.ts'

/** Pence for so many of a thing: £12.72 for one, or £635.99 for a box of 50. Net. */
export type Price = { pence: Pence; per: number }

/** What so many cost: rounded once, as a whole, never by the piece. */
export const worth = (quantity: number, price: Price): Pence => {
  if (!Number.isSafeInteger(quantity) || quantity < 0) throw new RangeError(`${quantity} is no quantity.`)
  return roundedOnce(BigInt(quantity) * BigInt(price.pence), BigInt(price.per))
}

/**
 * What those after the first `from` cost, up to `to`: the difference of two wholes, so that parts that follow each other make
 * the whole to the penny. Nothing where `to` is not beyond `from`.
 */
export const worthBetween = (from: number, to: number, price: Price): Pence =>
  pence(to > from ? worth(to, price) - worth(from, price) : 0)

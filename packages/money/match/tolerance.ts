import { pence, type Pence } from '../pence/pence.ts'

/**
 * What an invoice may differ by, from a day on: so many pieces, and the smaller of a share of the price (hundredths of a per
 * cent) and an amount.
 */
export type Tolerance = { from: string; quantity: number; priceShare: number; price: Pence }

/** Assumed, until the force's finance department says its own: no piece, and the smaller of 1% and £25. */
export const assumedTolerance: Tolerance = {
  from: '2014-04-01',
  quantity: 0,
  priceShare: 100,
  price: pence(2500),
}

/** The tolerance in force on a day; undefined before the first. */
export const toleranceOn = (day: string, versions: readonly Tolerance[]): Tolerance | undefined =>
  versions.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]

/** By how much a price may differ; a fraction of a penny is not allowed. */
export const allowedOn = (expected: Pence, { priceShare, price }: Tolerance): Pence =>
  pence(Math.min(Math.floor((expected * priceShare) / 10_000), price))

import { pence, sumOf, type Pence } from '../pence/pence.ts'
import { worth, worthBetween, type Price } from '../pence/price.ts'

/**
 * What is known of one line of an order. `ordered`: without what was cancelled; `invoiced`: as it was approved, less what was
 * credited; `spent`: net pence of the same.
 */
export type OrderLine = { price: Price; ordered: number; received: number; invoiced: number; spent: Pence }

/** Net pence. `committed` is ordered and has not come; `accrued` came and is not invoiced; `prepaid` is invoiced and has not come. */
export type Figures = { committed: Pence; accrued: Pence; spent: Pence; prepaid: Pence }

/**
 * Figures of a line. What came beyond what was ordered is not accrued: it goes back, or the order is raised. `prepaid` is part
 * of what is spent.
 */
export const figuresOf = ({ price, ordered, received, invoiced, spent }: OrderLine): Figures => ({
  committed: worthBetween(Math.max(Math.min(received, ordered), invoiced), ordered, price),
  accrued: worthBetween(invoiced, Math.min(received, ordered), price),
  spent,
  prepaid: worthBetween(Math.min(received, ordered), invoiced, price),
})

/** How much of the budget a line takes: what is spent, and what is not yet invoiced of its order. */
export const takenBy = (line: OrderLine): Pence => {
  const { committed, accrued, spent } = figuresOf(line)
  return sumOf([committed, accrued, spent])
}

/** What an order of so many takes of the budget when it is placed. */
export const askedOf = (quantity: number, price: Price): Pence => worth(quantity, price)

/** What is left of a budget, which the database keeps from going below nothing. */
export const leftOf = (budget: Pence, lines: readonly OrderLine[]): Pence =>
  pence(budget - sumOf(lines.map(takenBy)))

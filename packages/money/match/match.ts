import { pence, type Pence } from '../pence/pence.ts'
import { worth } from '../pence/price.ts'
import type { OrderLine } from '../order/figures.ts'
import { allowedOn, type Tolerance } from './tolerance.ts'

/** What a line of an invoice is, held against its order and what came; the gravest first. */
export const matchStates = [
  'duplicate',
  'no order',
  'no receipt',
  'quantity',
  'price',
  'over-delivered',
  'matched',
] as const
export type MatchState = (typeof matchStates)[number]

/** An invoice by what makes it the same as another. */
export type InvoiceKey = { supplier: string; number: string; gross: Pence }
export type InvoiceLine = { quantity: number; net: Pence }

export type Match = {
  /** Everything that differs; `matched` alone where nothing does. */
  states: MatchState[]
  /** How many more are invoiced than came and are not invoiced yet. */
  overInvoiced: number
  /** How many came beyond what was ordered. */
  overDelivered: number
  /** How many may be paid, and what they cost by the order, net. */
  payable: number
  expected: Pence
  /** How much dearer than by the order; negative where it is cheaper. */
  priceDifference: Pence
}

/** A number as it is compared: `inv 0041/A` is `INV-0041a`. */
export const numberKey = (number: string): string => number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

const isSame = (one: InvoiceKey, other: InvoiceKey): boolean =>
  one.supplier === other.supplier &&
  numberKey(one.number) === numberKey(other.number) &&
  one.gross === other.gross

/**
 * Matches a line of an invoice with its order and what came. `earlier`: invoices that came before. Prices are compared for all
 * that is invoiced, so that a short delivery makes no price differ.
 */
export const matchLine = (
  invoice: InvoiceKey,
  line: InvoiceLine,
  order: OrderLine | undefined,
  { earlier, tolerance }: { earlier: readonly InvoiceKey[]; tolerance: Tolerance },
): Match => {
  const states: MatchState[] = earlier.some((each) => isSame(each, invoice)) ? ['duplicate'] : []
  const none = {
    overInvoiced: 0,
    overDelivered: 0,
    payable: 0,
    expected: pence(0),
    priceDifference: pence(0),
  }
  if (!order) return { ...none, states: [...states, 'no order'] }
  const came = Math.min(order.received, order.ordered)
  const open = Math.max(0, came - order.invoiced)
  const overInvoiced = Math.max(0, line.quantity - open)
  const overDelivered = Math.max(0, order.received - order.ordered)
  const expected = worth(line.quantity, order.price)
  const priceDifference = pence(line.net - expected)
  if (order.received === 0) states.push('no receipt')
  else if (overInvoiced > tolerance.quantity) states.push('quantity')
  if (Math.abs(priceDifference) > allowedOn(expected, tolerance)) states.push('price')
  if (overDelivered > 0) states.push('over-delivered')
  return {
    states: states.length > 0 ? states : ['matched'],
    overInvoiced,
    overDelivered,
    payable: states.includes('duplicate') ? 0 : line.quantity - overInvoiced,
    expected,
    priceDifference,
  }
}

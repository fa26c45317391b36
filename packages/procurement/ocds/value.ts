import { valueOf, type Value } from '../value/value.ts'
import type { Thing } from './read-release.ts'

/** A value in pence as a notice has it; `vat` is null where the notice does not say how much VAT there is. */
export type NoticeValue = Value & {
  /** Hundredths of a per cent that were worked out from both figures; null where only one was printed. */
  vatInferred: number | null
}

/** An amount in pounds as whole pence; undefined for what is none, or has parts of a penny. */
const penceOf = (amount: unknown): number | undefined => {
  if (typeof amount !== 'number' || amount < 0 || amount > 1e11) return undefined
  const pence = Math.round(amount * 100)
  return Math.abs(amount * 100 - pence) < 1e-4 ? pence : undefined
}

/**
 * What a value of a notice is with and without VAT: `amount` is net, and `amountGross`, which Find a Tender adds, gross. The rate is
 * never printed: where both figures are there it is worked out and marked so; where one is, the other is worked out at 20%. Undefined
 * where it is not in pounds sterling, or no sum.
 */
export const noticeValue = (value: unknown): NoticeValue | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { amount, amountGross, currency } = value as Thing
  if (currency !== 'GBP') return undefined
  const [net, gross] = [penceOf(amount), penceOf(amountGross)]
  if (net === undefined && gross === undefined) return undefined
  if (net === undefined) return { ...valueOf({ gross: gross! }), vatInferred: null }
  if (gross === undefined || gross < net) return { ...valueOf({ net }), vatInferred: null }
  const rate = net === 0 ? 0 : Math.round(((gross - net) / net) * 10_000)
  return rate > 10_000
    ? { ...valueOf({ net }), vatInferred: null }
    : { ...valueOf({ net, gross }, rate), vatInferred: rate }
}

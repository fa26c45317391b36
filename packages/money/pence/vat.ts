import type { Pence } from './pence.ts'
import { roundedOnce } from './rounding.ts'

/** Rates in hundredths of a per cent. */
export const standardRate = 2000

/** Net and VAT are apart everywhere: budgets, commitments and accruals are net, and VAT that comes back is its own account. */
export type Taxed = { net: Pence; vat: Pence }

/** VAT on a net amount. */
export const vatOn = (net: Pence, rate = standardRate): Pence =>
  roundedOnce(BigInt(net) * BigInt(rate), 10_000n)

/** The net amount within a gross one; what is left of the gross one is its VAT. */
export const netWithin = (gross: Pence, rate = standardRate): Pence =>
  roundedOnce(BigInt(gross) * 10_000n, 10_000n + BigInt(rate))

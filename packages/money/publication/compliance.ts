/** A payment by what a compliance notice tells of it: whole days from the valid invoice, without those in dispute, and pence with VAT. */
export type PaidInvoice = { days: number; pence: number }

/** What a payments compliance notice tells (Procurement Act 2023, s.69). Shares are of the payments, in tenths of a per cent; null where none was made. */
export type Compliance = {
  payments: number
  averageDays: number | null
  within30: number | null
  within60: number | null
  later: number | null
  latePence: number
}

const limit = 30
const longLimit = 60

/** Whole tenths of a per cent. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 1000) / whole)

/** The notice of so many payments. An invoice is in time on its thirtieth day, where the first is the day on which it came. */
export const complianceOf = (paid: readonly PaidInvoice[]): Compliance => {
  const within = (least: number, most: number): number =>
    paid.filter(({ days }) => days > least && days <= most).length
  const total = paid.reduce((sum, { days }) => sum + days, 0)
  return {
    payments: paid.length,
    averageDays: paid.length === 0 ? null : Math.round((total * 10) / paid.length) / 10,
    within30: share(within(0, limit), paid.length),
    within60: share(within(limit, longLimit), paid.length),
    later: share(paid.filter(({ days }) => days > longLimit).length, paid.length),
    latePence: paid.filter(({ days }) => days > limit).reduce((sum, { pence }) => sum + pence, 0),
  }
}

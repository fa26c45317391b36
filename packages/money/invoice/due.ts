import { addDays, daysInclusive } from '@mettrace/clocks/days/days'

/** Days on which an invoice was in dispute, `2026-11-02`; the last is not one, and null where it goes on. */
export type Dispute = { from: string; until: string | null }

const paymentDays = 30

const daysBetween = (from: string, to: string): number => Math.max(0, daysInclusive(from, to) - 1)

/** Days in dispute from a day until another, each counted once however many disputes it is in. */
export const disputedDays = (disputes: readonly Dispute[], from: string, until: string): number => {
  let [days, counted] = [0, from]
  for (const each of disputes.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const begins = each.from > counted ? each.from : counted
    const ends = each.until === null || each.until > until ? until : each.until
    days += daysBetween(begins, ends)
    if (ends > counted) counted = ends
  }
  return days
}

/**
 * The last day to pay: the thirtieth, where the first is the day on which a valid invoice came, and as many more as it was in
 * dispute until `today`. So counts the Procurement Act 2023, s.68(2): “beginning with the day on which” it is received. PCR 2015,
 * reg. 113, counts from that day, which is a day more; the shorter time is taken for both.
 */
export const dueOn = (validOn: string, disputes: readonly Dispute[], today: string): string => {
  // The first day that is too late.
  let late = addDays(validOn, paymentDays)
  // A dispute may begin in the days that another one added.
  for (let before = ''; before !== late;) {
    before = late
    late = addDays(validOn, paymentDays + disputedDays(disputes, validOn, late < today ? late : today))
  }
  return addDays(late, -1)
}

/** In how many days after the day on which it came it was paid, and how many of them it was in dispute. */
export const paidWithin = (
  validOn: string,
  disputes: readonly Dispute[],
  paidOn: string,
): { days: number; disputed: number } => ({
  days: daysBetween(validOn, paidOn),
  disputed: disputedDays(disputes, validOn, paidOn),
})

/** Days on which an invoice was in dispute, `2026-11-02`; the last is not one, and null where it goes on. */
export type Dispute = { from: string; until: string | null }

const paymentDays = 30
const dayLength = 86_400_000

const daysBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / dayLength)
const daysAfter = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * dayLength).toISOString().slice(0, 10)

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
 * The last day to pay: 30 days after the day on which a valid invoice came (PCR 2015 reg. 113; Procurement Act 2023 s.68), and
 * as many more as it was in dispute until `today`.
 */
export const dueOn = (validOn: string, disputes: readonly Dispute[], today: string): string => {
  let due = daysAfter(validOn, paymentDays)
  // A dispute may begin in the days that another one added.
  for (let before = ''; before !== due;) {
    before = due
    due = daysAfter(validOn, paymentDays + disputedDays(disputes, validOn, due < today ? due : today))
  }
  return due
}

/** In how many days it was paid, and how many of them it was in dispute. */
export const paidWithin = (
  validOn: string,
  disputes: readonly Dispute[],
  paidOn: string,
): { days: number; disputed: number } => ({
  days: daysBetween(validOn, paidOn),
  disputed: disputedDays(disputes, validOn, paidOn),
})

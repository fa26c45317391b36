import { addDays, correspondingDate } from '@mettrace/clocks/days/days'
import { firstDay, type FinancialYear } from '../year/financial-year.ts'

/**
 * What is published of the money. `items`, `contracts` and `income`: SI 2011/3050, Schedule, paragraphs 3(g), 4(b) and 3(c), as
 * amended by SI 2012/2479; the others: Procurement Act 2023, ss.70, 69, 52 and 71.
 */
export const publicationKinds = [
  'items',
  'contracts',
  'income',
  'payments',
  'compliance',
  'indicators',
  'assessment',
] as const
export type PublicationKind = (typeof publicationKinds)[number]

/** A contract by what its duties rest on. `begunOn`: the day that its procurement began; null where it is not known. Value in pence with VAT. */
export type DutyContract = {
  id: string
  begunOn: string | null
  startsOn: string
  endsOn: string
  grossPence: number
}

/** Something to be published: of which days, by when, and of which contract where it is of one. */
export type PublicationDue = {
  kind: PublicationKind
  first: string
  last: string
  due: string
  contract: string | null
}

const firstDayOfAct = '2025-02-24'
/** First days of ss.69, 70 and 71: SI 2025/1316. */
const complianceFrom = '2026-01-01'
const paymentsFrom = '2026-04-01'
const assessmentFrom = '2026-01-01'
const noticeDays = 30

/** Pence that must be exceeded: an item, a contract, a payment of s.70, a contract of ss.52 and 71. */
export const publishedAbove = {
  items: 50_000,
  contracts: 1_000_000,
  payments: 3_000_000,
  indicators: 500_000_000,
} as const

/** Whether a contract is under the Procurement Act 2023; not where nobody knows when its procurement began. */
export const isUnderAct = (begunOn: string | null): boolean => begunOn !== null && begunOn >= firstDayOfAct

const nextMonth = (day: string): string => correspondingDate(`${day.slice(0, 7)}-01`, 1)
const lastOfMonth = (day: string): string => addDays(nextMonth(day), -1)

/** Periods of so many months that begin on `first` and ended before `today`. */
const periodsFrom = (first: string, months: number, today: string): { first: string; last: string }[] => {
  const periods = []
  for (let at = first; ; at = correspondingDate(at, months)) {
    const last = addDays(correspondingDate(at, months), -1)
    if (last >= today) return periods
    periods.push({ first: at, last })
  }
}

/** The first day of the period of so many months, counted from January, that a day is in. */
const beginsOn = (day: string, months: number): string => {
  const month = Number(day.slice(5, 7)) - 1
  return `${day.slice(0, 4)}-${String(month - (month % months) + 1).padStart(2, '0')}-01`
}

/** The first day of the half-year that a day is in: they end on 31 March and 30 September (s.69(3)). */
const halfYearOf = (day: string): string => {
  const [year, month] = [Number(day.slice(0, 4)), day.slice(5, 7)]
  if (month < '04') return `${year - 1}-10-01`
  return month < '10' ? `${year}-04-01` : `${year}-10-01`
}

const later = (one: string, other: string): string => (one > other ? one : other)

const monthly = (kind: 'items' | 'contracts', from: string, today: string): PublicationDue[] =>
  periodsFrom(beginsOn(from, 1), 1, today).map(({ first, last }) => ({
    kind,
    first,
    last,
    // “As soon as practicable after the end of the month”: by the end of the next, which is the house's own limit.
    due: lastOfMonth(nextMonth(first)),
    contract: null,
  }))

const noticed = (
  kind: 'payments' | 'compliance',
  months: number,
  from: string,
  today: string,
): PublicationDue[] =>
  periodsFrom(from, months, today).map(({ first, last }) => ({
    kind,
    first,
    last,
    due: addDays(last, noticeDays),
    contract: null,
  }))

const ofContract = (
  { id, begunOn, startsOn, endsOn, grossPence }: DutyContract,
  today: string,
): PublicationDue[] => {
  if (!isUnderAct(begunOn) || grossPence <= publishedAbove.indicators || startsOn > today) return []
  const dues: PublicationDue[] = [
    { kind: 'indicators', first: startsOn, last: startsOn, due: startsOn, contract: id },
  ]
  for (let first = startsOn; first <= endsOn && first <= today; first = correspondingDate(first, 12)) {
    const whole = addDays(correspondingDate(first, 12), -1)
    const last = whole < endsOn ? whole : endsOn
    if (last >= assessmentFrom) dues.push({ kind: 'assessment', first, last, due: last, contract: id })
  }
  return dues
}

/**
 * Everything that was to be published since a day, and what is to be published next, by day. Notices of the Act of 2023 are
 * owed where a contract is under it. `from`: the first day of which something is known. Income is told of a year before it
 * begins. A month, quarter or half-year is there once it is over; a year of s.71 from its first day on.
 */
export const duesOf = ({
  from,
  today,
  contracts,
}: {
  from: string
  today: string
  contracts: readonly DutyContract[]
}): PublicationDue[] => {
  const under = contracts.filter(({ begunOn }) => isUnderAct(begunOn)).map(({ startsOn }) => startsOn)
  const [firstUnder] = under.toSorted()
  const years: PublicationDue[] = []
  for (let year: FinancialYear = Number(from.slice(0, 4)) + (from.slice(5, 7) < '04' ? 0 : 1); ; year += 1) {
    const due = addDays(firstDay(year), -1)
    if (addDays(due, -noticeDays * 2) > today) break
    years.push({
      kind: 'income',
      first: firstDay(year),
      last: addDays(firstDay(year + 1), -1),
      due,
      contract: null,
    })
  }
  return [
    ...monthly('items', from, today),
    ...monthly('contracts', from, today),
    ...years,
    ...(firstUnder === undefined
      ? []
      : [
          ...noticed('payments', 3, beginsOn(later(paymentsFrom, firstUnder), 3), today),
          ...noticed('compliance', 6, halfYearOf(later(complianceFrom, firstUnder)), today),
        ]),
    ...contracts.flatMap((contract) => ofContract(contract, today)),
  ].toSorted((a, b) => (a.due === b.due ? (a.kind < b.kind ? -1 : 1) : a.due < b.due ? -1 : 1))
}

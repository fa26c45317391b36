/** A financial year by the calendar year in which it begins, in April: 2026 is 2026/27. */
export type FinancialYear = number

/** The year that a day is of, `2026-03-31`. */
export const financialYearOf = (day: string): FinancialYear =>
  Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)

export const firstDay = (year: FinancialYear): string => `${year}-04-01`
export const lastDay = (year: FinancialYear): string => `${year + 1}-03-31`

/** `2026/27`. */
export const yearInWords = (year: FinancialYear): string =>
  `${year}/${String((year + 1) % 100).padStart(2, '0')}`

/** Month of its financial year, from 1 in April to 12 in March. */
export const monthOfYear = (day: string): number => ((Number(day.slice(5, 7)) + 8) % 12) + 1

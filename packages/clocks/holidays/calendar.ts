import { addDays, weekday } from '../days/days.ts'

/** `2026-05-04` of a year, a month from 1 and a date. */
export const isoDate = (year: number, month: number, date: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

const monday = 1

/** The first Monday of a month. */
export const firstMonday = (year: number, month: number): string => {
  const first = isoDate(year, month, 1)
  return addDays(first, (monday - weekday(first) + 7) % 7)
}

/** The last Monday of a month of 31 days. */
export const lastMonday = (year: number, month: number): string => {
  const last = isoDate(year, month, 31)
  return addDays(last, -((weekday(last) - monday + 7) % 7))
}

/** Whether a day is a Saturday or Sunday. */
export const isWeekend = (day: string): boolean => weekday(day) % 6 === 0

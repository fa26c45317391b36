const months = 6

const isoDay = (date: Date): string => date.toISOString().slice(0, 10)

/**
 * Last day of a skin swab: six months beginning with the day it was taken (PACE s.63R(5)), both `2026-11-28`. The period ends on the
 * day before the same date of the month, and with the month where that has no such date.
 */
export const lastDayOfSwab = (takenOn: string): string => {
  const [year, month, day] = takenOn.split('-').map(Number) as [number, number, number]
  const ofMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return day > ofMonth
    ? isoDay(new Date(Date.UTC(year, month - 1 + months, ofMonth)))
    : isoDay(new Date(Date.UTC(year, month - 1 + months, day - 1)))
}

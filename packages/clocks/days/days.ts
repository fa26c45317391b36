const dayLength = 86_400_000

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The day so many days later, `2026-11-28`; earlier where the number is negative. */
export const addDays = (day: string, days: number): string => isoDay(utc(day) + days * dayLength)

/** Days from one to another, both counted: 1 where they are the same. */
export const daysInclusive = (first: string, last: string): number => (utc(last) - utc(first)) / dayLength + 1

/** Day of the week, 0 for Sunday. */
export const weekday = (day: string): number => new Date(utc(day)).getUTCDay()

/**
 * The corresponding date so many months later, or the last day of the month where it has no such date (Dodds v Walker [1981]
 * 1 WLR 1027).
 */
export const correspondingDate = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

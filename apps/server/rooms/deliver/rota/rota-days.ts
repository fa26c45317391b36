const day = 86_400_000

/** So many days after a day, `2026-12-01`. */
export const dayAfter = (of: string, days: number): string =>
  new Date(Date.parse(`${of}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

/** Day of the week, Monday being 0. */
export const weekdayOf = (of: string): number => (new Date(`${of}T00:00:00Z`).getUTCDay() + 6) % 7

/** The Monday of the week that a day is in. */
export const mondayOf = (of: string): string => dayAfter(of, -weekdayOf(of))

/** The days from one to another, both included; none where the last comes first. */
export const daysFrom = (first: string, last: string): string[] => {
  const days: string[] = []
  for (let each = first; each <= last; each = dayAfter(each, 1)) days.push(each)
  return days
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

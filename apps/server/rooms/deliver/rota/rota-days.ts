import { addDays, weekday } from '@mettrace/clocks/days/days'

/** Day of the week, Monday being 0. */
export const weekdayOf = (of: string): number => (weekday(of) + 6) % 7

/** The Monday of the week that a day is in. */
export const mondayOf = (of: string): string => addDays(of, -weekdayOf(of))

/** The days from one to another, both included; none where the last comes first. */
export const daysFrom = (first: string, last: string): string[] => {
  const days: string[] = []
  for (let each = first; each <= last; each = addDays(each, 1)) days.push(each)
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

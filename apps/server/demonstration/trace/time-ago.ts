import { addDays } from '@mettrace/clocks/days/days'
import { londonInstant } from '../../rooms/trace/exhibits/london-instant.ts'

/** A time `14:05` of London's clocks so many days before a day, `2026-12-01`. */
export const timeAgo = (today: string, daysAgo: number, time: string): Date => {
  const at = londonInstant(addDays(today, -daysAgo), time)
  if (!at) throw new RangeError(`no clock of London shows ${time} on that day`)
  return at
}

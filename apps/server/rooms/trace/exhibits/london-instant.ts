import { londonDay, londonTime } from '../../../foundation/days.ts'

const hour = 3_600_000

/** A day `2026-11-28` and a time `14:05` of London's clocks; undefined where they show none such. Of two, the earlier. */
export const londonInstant = (day: string, time: string): Date | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return undefined
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(asUtc)) return undefined
  return [new Date(asUtc - hour), new Date(asUtc)].find(
    (each) => londonDay(each) === day && londonTime(each) === time,
  )
}

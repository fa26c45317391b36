import { londonDay, londonTime } from '../../../foundation/days.ts'

/** Shifts: early from 7:00, late from 15:00, night from 23:00, by London's clocks. */
export const shifts = ['early', 'late', 'night'] as const
export type Shift = (typeof shifts)[number]

const day = 86_400_000

/** The shift of a time, and the day `2026-11-28` that it began on: a night belongs to the day before its morning. */
export const shiftOf = (at: Date): { onDay: string; shift: Shift } => {
  const [onDay, time] = [londonDay(at), londonTime(at)]
  if (time < '07:00')
    return {
      onDay: new Date(Date.parse(`${onDay}T00:00:00Z`) - day).toISOString().slice(0, 10),
      shift: 'night',
    }
  return { onDay, shift: time < '15:00' ? 'early' : time < '23:00' ? 'late' : 'night' }
}

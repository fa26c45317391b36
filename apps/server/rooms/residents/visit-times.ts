/** Parts of a day in which officers come, as London's clocks show them. */
export const partsOfDay = {
  morning: { from: '09:00', to: '12:00' },
  afternoon: { from: '12:00', to: '17:00' },
  evening: { from: '17:00', to: '20:00' },
} as const

export type PartOfDay = keyof typeof partsOfDay
export const partNames = Object.keys(partsOfDay) as PartOfDay[]

/** How far ahead a visit can be booked. */
const daysAhead = 14

/** Days that a visit can be booked for, `2026-12-01`: from tomorrow on, as a round of today may have begun. */
export const daysToBook = (today: string): string[] =>
  Array.from({ length: daysAhead }, (_, at) => {
    const day = new Date(`${today}T00:00:00Z`)
    day.setUTCDate(day.getUTCDate() + 1 + at)
    return day.toISOString().slice(0, 10)
  })

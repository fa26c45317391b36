/** Parts of a day in which officers come, as London's clocks show them. */
export const partsOfDay = {
  morning: { from: '09:00', to: '12:00' },
  afternoon: { from: '12:00', to: '17:00' },
  evening: { from: '17:00', to: '20:00' },
} as const

export type PartOfDay = keyof typeof partsOfDay
export const partNames = Object.keys(partsOfDay) as PartOfDay[]

/** Days one after another, `2026-12-01`, from so many days after today. */
const daysFrom = (today: string, after: number, days: number): string[] =>
  Array.from({ length: days }, (_, at) => {
    const day = new Date(`${today}T00:00:00Z`)
    day.setUTCDate(day.getUTCDate() + after + at)
    return day.toISOString().slice(0, 10)
  })

/** Days that a visit can be booked for, two weeks ahead: from tomorrow on, as a round of today may have begun. */
export const daysToBook = (today: string): string[] => daysFrom(today, 1, 14)

/** Days that somebody may say is their last in a home: two months ahead, today for who has left already. */
export const daysToMove = (today: string): string[] => daysFrom(today, 0, 62)

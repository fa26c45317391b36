const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A time, or one in ISO 8601, as London's clocks show it. */
export const timeInWords = (time: Date | string): string => dayAndTime.format(new Date(time))

/** `2026-11-26` as 26 November 2026. */
export const dayInWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`))

/** The day that it is in London, `2026-11-26`. */
export const londonDay = (now: Date): string => now.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' })

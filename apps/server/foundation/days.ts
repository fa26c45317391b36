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

/** Sweden writes days as ISO 8601 does. */
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** The time of what nobody knows the day of; before anything that is known. */
export const dayNotKnown = new Date('1900-01-01T00:00:00Z')

/** A time, or one in ISO 8601, as London's clocks show it; in words where its day is not known. */
export const timeInWords = (time: Date | string): string =>
  new Date(time).getTime() === dayNotKnown.getTime() ? 'date not known' : dayAndTime.format(new Date(time))

/** A time of a day as London's clocks show it, `18:30`. */
export const londonTime = (time: Date): string => clock.format(time)

/** `2026-11-26` as 26 November 2026. */
export const dayInWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`))

/** The day that it is in London, `2026-11-26`. */
export const londonDay = (now: Date): string => isoDay.format(now)

/** Whether a text is a day of the calendar, `2026-11-30`. */
export const isDay = (text: string): boolean =>
  /^[12]\d{3}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

/** Whether a text is a day that is not after another. */
export const isDayUntil = (text: string, last: string): boolean => isDay(text) && text <= last

/** The day that it is in London now. */
export const londonToday = (): string => londonDay(new Date())

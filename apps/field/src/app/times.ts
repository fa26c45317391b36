import { londonDay } from '@mettrace/protocol/words/london-day'

const london = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options })

const clock = london({ hour: '2-digit', minute: '2-digit' })
const longDay = london({ weekday: 'long', day: 'numeric', month: 'long' })
const fullDay = london({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = london({ weekday: 'short', day: 'numeric', month: 'short' })

const dateOf = (time: string | number): Date => new Date(time)

export const clockTime = (time: string | number): string => clock.format(dateOf(time))
export const dayAndMonth = (time: string | number): string => longDay.format(dateOf(time)).replace(',', '')
export const shortDate = (time: string | number): string => shortDay.format(dateOf(time)).replace(',', '')
/** "30 September 2027". */
export const longDate = (time: string): string => fullDay.format(dateOf(time))

/** The day of a moment as evening receipts count days, in UTC; everything else goes by the day in London. */
export const receiptDay = (now: number): string => dateOf(now).toISOString().slice(0, 10)

/** "14:02" of today, otherwise with its day: every figure has its age. */
export const whenOf = (time: string, now: number): string =>
  londonDay(time) === londonDay(now) ? clockTime(time) : `${shortDate(time)} ${clockTime(time)}`

/** "1 h 20 min", of milliseconds. */
export const duration = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.ceil(milliseconds / 60_000))
  const hours = Math.floor(minutes / 60)
  const left = minutes % 60 === 0 ? '' : ` ${minutes % 60} min`
  return hours > 0 ? `${hours} h${left}` : `${minutes} min`
}

/** "1 home", "3 homes". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** As a field for date and time takes it, by the phone's own time: `2026-11-26T10:00`. */
export const localTime = (time: string): string => {
  const at = new Date(time)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

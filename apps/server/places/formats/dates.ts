import { MetTraceError } from '../../foundation/errors.ts'

/** A day written `2016-01-31`. */
export type IsoDay = string

const millisecondsPerDay = 86_400_000

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

type Clock = { hours: number; minutes: number; seconds: number }
type DayParts = { year: number; month: number; day: number }

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const yearFirstPacked = /^(\d{4})(\d{2})(\d{2})$/
const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const monthByName = /^(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4})$/i

const partsOfDay = (text: string): DayParts | undefined => {
  const iso = yearFirst.exec(text) ?? yearFirstPacked.exec(text)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const british = dayFirst.exec(text)
  if (british) return { year: Number(british[3]), month: Number(british[2]), day: Number(british[1]) }
  const named = monthByName.exec(text)
  if (!named) return undefined
  const month = monthNames.indexOf((named[2] ?? '').slice(0, 3).toLowerCase()) + 1
  return { year: Number(named[3]), month, day: Number(named[1]) }
}

/** Midnight of the day in UTC; undefined when the calendar has no such day. */
const utcOfDay = ({ year, month, day }: DayParts): number | undefined => {
  const at = Date.UTC(year, month - 1, day)
  const date = new Date(at)
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1900 && year < 2200 ? at : undefined
}

const isoOf = (utc: number): IsoDay => new Date(utc).toISOString().slice(0, 10)

/** Parts a moment's text into its day and whatever stands after it. */
const splitMoment = (text: string): { day: string; rest: string } => {
  const match = /^(\d{1,2} [a-z]{3,9} \d{4}|[^\sT]+)(?:[\sT]+(.*))?$/i.exec(text.trim())
  return { day: match?.[1] ?? '', rest: (match?.[2] ?? '').trim() }
}

const clockPattern = /^(\d{1,2}):?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?$/i

const clockOf = (text: string): Clock | undefined => {
  const match = clockPattern.exec(text)
  if (!match) return undefined
  const minutes = Number(match[2])
  const seconds = Number(match[3] ?? 0)
  let hours = Number(match[1])
  const half = match[4]?.toLowerCase()
  if (half && (hours < 1 || hours > 12)) return undefined
  if (half) hours = (hours % 12) + (half === 'pm' ? 12 : 0)
  return hours < 24 && minutes < 60 && seconds < 60 ? { hours, minutes, seconds } : undefined
}

const zonePattern = /\s*(Z|[+-]\d{2}:?\d{2})$/i

/**
 * Day of a date, with or without a time after it: `2016-01-31`, `2016-01-31T23:15`, `20160131`, `31/01/2016`,
 * `31.1.2016 23:15`, `31-JAN-2016`. Where day and month are both figures and the year is last, the day comes first, as
 * in Britain; a file of American dates is told as a whole, by `DayOrder`. Undefined when it is no date.
 */
export const parseDay = (text: string): IsoDay | undefined => {
  const { day, rest } = splitMoment(text)
  const parts = partsOfDay(day)
  const utc = parts && utcOfDay(parts)
  if (utc === undefined) return undefined
  return rest === '' || clockOf(rest.replace(zonePattern, '')) ? isoOf(utc) : undefined
}

/**
 * Tells files whose dates have the month first, as in the United States: read as British, days up to the 12th would
 * pass with day and month exchanged, and only the others would be seen to be wrong.
 */
export class DayOrder {
  #monthFirst = 0
  #dayFirst = 0
  #first: { line: number; found: string } | undefined

  see(text: string, line: number): void {
    const match = dayFirst.exec(splitMoment(text).day)
    if (!match) return
    const [one, other] = [Number(match[1]), Number(match[2])]
    if (one > 12 && one <= 31 && other <= 12) this.#dayFirst++
    else if (other > 12 && other <= 31 && one <= 12) {
      this.#monthFirst++
      this.#first ??= { line, found: text.trim() }
    }
  }

  /** Errors: `value_invalid` when more dates can only be month first than can only be day first. */
  end(file: string): void {
    if (this.#monthFirst <= this.#dayFirst) return
    throw new MetTraceError(
      'value_invalid',
      'The dates of this file have the month first. Write them as year-month-day and import it again.',
      { file, ...this.#first, expected: 'dates such as 2016-01-31 or 31/01/2016' },
    )
  }
}

/** Days since 1 January 1970. */
export const dayNumber = (day: IsoDay): number => Date.parse(`${day}T00:00Z`) / millisecondsPerDay

const londonHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** Whether the clocks of London are an hour ahead of UTC. */
const isAhead = (utc: number): boolean =>
  Number(londonHour.format(utc)) === (new Date(utc).getUTCHours() + 1) % 24

const hour = 3_600_000

/**
 * The moment that a London clock showed `wall`. In the hour that comes twice in October the first is meant; an hour
 * that is left out in March is read as winter time.
 */
const utcOfLondon = (wall: number): number => (isAhead(wall - hour) ? wall - hour : wall)

/**
 * Moment of a date and time, ISO in UTC to the second: `2024-07-01T14:05:00Z`. Without a zone it is time in London.
 * Without a time it is the beginning of the day, or with `endOfDay` the last second of it. Undefined when it is none.
 */
export const parseMoment = (text: string, options: { endOfDay?: boolean } = {}): string | undefined => {
  const { day, rest } = splitMoment(text)
  const parts = partsOfDay(day)
  const utcDay = parts && utcOfDay(parts)
  if (utcDay === undefined) return undefined
  const zone = rest === '' ? undefined : zonePattern.exec(rest)?.[1]
  const clock =
    rest === ''
      ? options.endOfDay
        ? { hours: 23, minutes: 59, seconds: 59 }
        : { hours: 0, minutes: 0, seconds: 0 }
      : clockOf(rest.replace(zonePattern, ''))
  if (!clock) return undefined
  const wall = utcDay + ((clock.hours * 60 + clock.minutes) * 60 + clock.seconds) * 1000
  const utc = zone === undefined ? utcOfLondon(wall) : wall - offsetOf(zone)
  return `${new Date(utc).toISOString().slice(0, 19)}Z`
}

const offsetOf = (zone: string): number => {
  if (/^z$/i.test(zone)) return 0
  const figures = zone.slice(1).replace(':', '')
  const minutes = Number(figures.slice(0, 2)) * 60 + Number(figures.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

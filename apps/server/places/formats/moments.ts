import { dayNumber, dayOfDate, dayOfNumber, serialDays, type DayOrder, type IsoDay } from './dates.ts'

type Clock = { hours: number; minutes: number; seconds: number }

const hour = 3_600_000
const millisecondsPerDay = 24 * hour

/** Parts a moment's text into its day and whatever stands after it. */
export const splitMoment = (text: string): { day: string; rest: string } => {
  const plain = text
    .trim()
    .replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+/i, '')
  const match =
    /^(\d{1,2} [a-z]{3,9} \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{4} [a-z]{3,9} \d{1,2}|\d{1,2}[a-z]{3}\d{4}(?=:)|[^\sT]+?)(?:(?:\s+|(?<=\d)[T:]\s*)(.*))?$/i.exec(
      plain,
    )
  return { day: match?.[1] ?? '', rest: (match?.[2] ?? '').trim() }
}

const clockPattern = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?$/i

const clockOf = (text: string): Clock | undefined => {
  const match = clockPattern.exec(text)
  if (!match) return undefined
  const minutes = Number(match[2])
  const seconds = Number(match[3] ?? 0)
  let hours = Number(match[1])
  const half = match[4]?.toLowerCase().replaceAll('.', '')
  if (half && (hours < 1 || hours > 12)) return undefined
  if (half) hours = (hours % 12) + (half === 'pm' ? 12 : 0)
  return hours < 24 && minutes < 60 && seconds < 60 ? { hours, minutes, seconds } : undefined
}

const zonePattern = /\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i

/** Milliseconds of a number of seconds or milliseconds since 1970, from 1990 to 2049: `1388534400`, `1388534400000`. */
const sinceEpoch = (text: string): number | undefined => {
  const match = /^(\d{9,10}|\d{12,13})(?:\.0+)?$/.exec(text)
  if (!match) return undefined
  const figures = match[1] ?? ''
  const milliseconds = Number(figures) * (figures.length > 10 ? 1 : 1000)
  return milliseconds >= 631_152_000_000 && milliseconds < 2_524_608_000_000 ? milliseconds : undefined
}

/**
 * Day of a date, with or without a time after it, as `dayOfDate` reads it: `2016-01-31T23:15`, `31/01/2016 11:15 PM`; a
 * spreadsheet's number of days, `42400`; seconds or milliseconds since 1970. Undefined when it is no date.
 */
export const parseDay = (text: string, order: DayOrder = 'dmy'): IsoDay | undefined => {
  const { day, rest } = splitMoment(text)
  const found = dayOfDate(day, order)
  if (found !== undefined) return rest === '' || clockOf(rest.replace(zonePattern, '')) ? found : undefined
  if (rest !== '') return undefined
  const since = sinceEpoch(day)
  if (since !== undefined) return dayOfNumber(Math.floor(since / millisecondsPerDay))
  const counted = serialDays(day)
  return counted.length === 1 ? counted[0]?.day : undefined
}

/** Milliseconds from midnight to the clock time of a date; 0 without one, undefined where there is no date. */
export const timeOfDay = (text: string, order: DayOrder): number | undefined => {
  if (parseDay(text, order) === undefined) return undefined
  const { day, rest } = splitMoment(text)
  const since = sinceEpoch(day)
  if (since !== undefined) return since % millisecondsPerDay
  const clock = rest === '' ? undefined : clockOf(rest.replace(zonePattern, ''))
  if (clock) return ((clock.hours * 60 + clock.minutes) * 60 + clock.seconds) * 1000
  return Math.round((serialDays(day)[0]?.fraction ?? 0) * 86_400) * 1000
}

const londonHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** Whether the clocks of London are an hour ahead of UTC. */
const isAhead = (utc: number): boolean =>
  Number(londonHour.format(utc)) === (new Date(utc).getUTCHours() + 1) % 24

/**
 * The moment that a London clock showed `wall`. In the hour that comes twice in October the first is meant; an hour
 * that is left out in March is read as winter time.
 */
const utcOfLondon = (wall: number): number => (isAhead(wall - hour) ? wall - hour : wall)

/**
 * Moment of a date and time, ISO in UTC to the second: `2024-07-01T14:05:00Z`. Without a zone it is time in London.
 * Without a time it is the beginning of the day, or with `endOfDay` the last second of it. Undefined when it is none.
 */
export const parseMoment = (
  text: string,
  { endOfDay = false, order = 'dmy' }: { endOfDay?: boolean; order?: DayOrder } = {},
): string | undefined => {
  const day = parseDay(text, order)
  if (day === undefined) return undefined
  const { day: date, rest } = splitMoment(text)
  const since = sinceEpoch(date)
  if (since !== undefined) return isoMoment(since)
  const zone = rest === '' ? undefined : zonePattern.exec(rest)?.[1]
  const isDay = rest === '' && !serialDays(date).some(({ fraction }) => fraction > 0)
  const time = isDay && endOfDay ? millisecondsPerDay - 1000 : (timeOfDay(text, order) ?? 0)
  const wall = dayNumber(day) * millisecondsPerDay + time
  return isoMoment(zone === undefined ? utcOfLondon(wall) : wall - offsetOf(zone))
}

const isoMoment = (utc: number): string => `${new Date(utc).toISOString().slice(0, 19)}Z`

const offsetOf = (zone: string): number => {
  if (/^[a-z]+$/i.test(zone)) return 0
  const figures = zone.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(figures.slice(0, 2)) * 60 + Number(figures.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

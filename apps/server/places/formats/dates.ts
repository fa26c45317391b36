/** A day written `2016-01-31`. */
export type IsoDay = string

const millisecondsPerDay = 86_400_000

/** Days since 1 January 1970. */
export const dayNumber = (day: IsoDay): number => Date.parse(`${day}T00:00Z`) / millisecondsPerDay

export const dayOfNumber = (days: number): IsoDay =>
  new Date(days * millisecondsPerDay).toISOString().slice(0, 10)

/** Which part of a date in figures stands where: the day first, as in Britain, the month, or a year of two figures. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd'
export const dayOrders: readonly DayOrder[] = ['dmy', 'mdy', 'ymd']

export const orderInWords: Record<DayOrder, string> = {
  dmy: 'the day first',
  mdy: 'the month first',
  ymd: 'the year first',
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Number of a month by its English name or the first three letters or more of it; undefined for other words. */
export const monthByName = (text: string): number | undefined => {
  const name = text.toLowerCase().replace(/\.$/, '')
  const at = name.length >= 3 ? monthNames.indexOf(name.slice(0, 3)) : -1
  const whole = longNames[at]
  return whole !== undefined && (whole.startsWith(name) || name === 'sept') ? at + 1 : undefined
}

const longNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/**
 * A year of two figures: 70 to 99 are of the last century and 00 to 29 of this one. From 30 to 69 nobody means a year
 * that anything was recorded in, so that `31-01-14` has its year last.
 */
export const yearOfTwoFigures = (figures: number): number | undefined =>
  figures < 30 ? 2000 + figures : figures >= 70 ? 1900 + figures : undefined

/** Midnight of the day in UTC; undefined when the calendar has no such day. */
const utcOfDay = (year: number, month: number, day: number): number | undefined => {
  const at = Date.UTC(year, month - 1, day)
  const date = new Date(at)
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1900 && year < 2200 ? at : undefined
}

const isoOf = (year: number, month: number, day: number): IsoDay | undefined => {
  const utc = utcOfDay(year, month, day)
  return utc === undefined ? undefined : new Date(utc).toISOString().slice(0, 10)
}

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const yearFirstPacked = /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/
const dayThenName = /^(\d{1,2})(?:st|nd|rd|th)?[-/ .]*([a-z]{3,9})\.?[-/ .,]*(\d{4}|\d{2})$/i
const nameThenDay = /^([a-z]{3,9})\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[- ]+)(\d{4})$/i
const yearThenName = /^(\d{4})[-/ ]?([a-z]{3,9})[-/ ]?(\d{1,2})$/i
const inFigures = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/

const yearOf = (text: string): number | undefined =>
  text.length === 4 ? Number(text) : yearOfTwoFigures(Number(text))

const named = (year: number | undefined, month: string, day: string): IsoDay | undefined => {
  const number = monthByName(month)
  return year === undefined || number === undefined ? undefined : isoOf(year, number, Number(day))
}

/** Whether a date is written so that the order of its figures has to be known. */
export const isInFigures = (text: string): boolean => inFigures.test(text)

/** The day of a date in figures by each order in which it may be read; a point always has the day before it. */
export const readingsOf = (text: string): Partial<Record<DayOrder, IsoDay>> => {
  const [, one = '', sign, other = '', last = ''] = inFigures.exec(text) ?? []
  if (sign === undefined) return {}
  const year = yearOf(last)
  const dmy = year === undefined ? undefined : isoOf(year, Number(other), Number(one))
  const mdy = year === undefined || sign === '.' ? undefined : isoOf(year, Number(one), Number(other))
  const first =
    last.length === 2 && sign === '-' && one.length === 2 ? yearOfTwoFigures(Number(one)) : undefined
  const ymd = first === undefined ? undefined : isoOf(first, Number(other), Number(last))
  return { ...(dmy && { dmy }), ...(mdy && { mdy }), ...(ymd && { ymd }) }
}

/**
 * Day of a date without a time: `2016-01-31`, `2016/1/31`, `20160131`, `31-JAN-2016`, `31jan2016`, `Jan 31, 2016`, and
 * in figures, by their order, `31/01/2016`, `31.1.2016`, `31/01/16`. Undefined when it is none.
 */
export const dayOfDate = (text: string, order: DayOrder): IsoDay | undefined => {
  const iso = yearFirst.exec(text)
  if (iso) return isoOf(Number(iso[1]), Number(iso[3]), Number(iso[4]))
  const packed = yearFirstPacked.exec(text)
  if (packed) return isoOf(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  if (isInFigures(text)) return readingsOf(text)[order]
  const british = dayThenName.exec(text)
  if (british) return named(yearOf(british[3] ?? ''), british[2] ?? '', british[1] ?? '')
  const american = nameThenDay.exec(text)
  if (american) return named(Number(american[3]), american[1] ?? '', american[2] ?? '')
  const last = yearThenName.exec(text)
  return last ? named(Number(last[1]), last[2] ?? '', last[3] ?? '') : undefined
}

/** Days from 1 January 1970 to what programs count days from: Excel's zero (30 December 1899), R, and Stata and SAS. */
const dayCounts = [
  { program: 'Excel', zero: -25_569, from: 32_874, to: 54_788 },
  { program: 'R', zero: 0, from: 10_000, to: 29_219 },
  { program: 'Stata', zero: -3653, from: 10_958, to: 32_873 },
] as const

const serial = /^(\d{5})(\.\d+)?$/

/**
 * A day that stands as the number a program counts days by, `41640`, by each program that it may be of; only days from
 * 1990 to 2049 are thought of. A fraction of a day is a time, and is left away.
 */
export const serialDays = (text: string): { program: string; day: IsoDay; fraction: number }[] => {
  const match = serial.exec(text)
  if (!match) return []
  const count = Number(match[1])
  return dayCounts
    .filter(
      ({ from, to, program }) =>
        count >= from && count <= to && (program === 'Excel' || Number(match[2] ?? 0) === 0),
    )
    .map(({ program, zero }) => ({
      program,
      day: dayOfNumber(count + zero),
      fraction: Number(match[2] ?? 0),
    }))
}

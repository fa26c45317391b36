import { addDays, weekday } from '../days/days.ts'
import { firstMonday, isoDate, isWeekend, lastMonday } from './calendar.ts'
import { easterSunday } from './easter.ts'
import type { Nation } from './nations.ts'
import { proclaimed } from './proclaimed.ts'

/** First year whose holidays are known here: St Andrew's Day is one since 2007. */
export const firstYear = 2007

const nextFree = (day: string, taken: ReadonlySet<string>): string => {
  let next = day
  while (isWeekend(next) || taken.has(next)) next = addDays(next, 1)
  return next
}

/**
 * Two days that follow one another, each on the next weekday that is not the other's where it falls on a weekend. One that is a
 * weekday keeps its day, so that 1 January 2023 went to the 3rd in Scotland.
 */
const pair = (first: string, second: string): string[] => {
  const kept = [first, second].filter((day) => !isWeekend(day))
  const taken = new Set(kept)
  for (const day of [first, second].filter(isWeekend)) taken.add(nextFree(day, taken))
  return [...taken]
}

const monday = 1

/** The day, or the Monday after where it falls on a weekend. */
const orMonday = (day: string): string =>
  isWeekend(day) ? addDays(day, (monday - weekday(day) + 7) % 7) : day

const yearly: Record<Nation, (year: number) => string[]> = {
  'england and wales': (year) => [
    orMonday(isoDate(year, 1, 1)),
    addDays(easterSunday(year), -2),
    addDays(easterSunday(year), 1),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    ...pair(isoDate(year, 12, 25), isoDate(year, 12, 26)),
  ],
  scotland: (year) => [
    ...pair(isoDate(year, 1, 1), isoDate(year, 1, 2)),
    addDays(easterSunday(year), -2),
    firstMonday(year, 5),
    lastMonday(year, 5),
    firstMonday(year, 8),
    orMonday(isoDate(year, 11, 30)),
    ...pair(isoDate(year, 12, 25), isoDate(year, 12, 26)),
  ],
  'northern ireland': (year) => [
    ...yearly['england and wales'](year),
    orMonday(isoDate(year, 3, 17)),
    orMonday(isoDate(year, 7, 12)),
  ],
}

/**
 * Bank holidays of a nation in a year, in order: those of the Banking and Financial Dealings Act 1971, Schedule 1, the common-law
 * ones (Good Friday and Christmas Day), St Andrew's Day (2007 asp 2), and what was proclaimed. RangeError before 2007.
 */
export const bankHolidays = (nation: Nation, year: number): string[] => {
  if (!Number.isInteger(year) || year < firstYear)
    throw new RangeError(`bank holidays are known from ${firstYear} on, not of ${year}`)
  const once = proclaimed.filter(({ nations, day }) => nations.includes(nation) && day.startsWith(`${year}-`))
  const moved = new Set(once.map(({ insteadOf }) => insteadOf))
  const days = yearly[nation](year).filter((day) => !moved.has(day))
  return [...new Set([...days, ...once.map(({ day }) => day)])].toSorted()
}

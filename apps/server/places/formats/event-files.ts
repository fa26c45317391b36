import { MetTraceError } from '../../foundation/errors.ts'
import { isNoPlace, PlaceColumns } from './coordinates.ts'
import { DateColumns } from './date-columns.ts'
import { dayNumber } from './dates.ts'
import { HeldRows } from './held-rows.ts'
import { incidentHeadings } from './incident-headings.ts'
import { leaveOut, leftOutWarnings, newTally, numberedRows } from './left-out.ts'
import { isMissing } from './numbers.ts'
import { readMonth } from './periods.ts'
import type { PointColumns, PointReason } from './point-files.ts'
import { systemSaid } from './reference-system.ts'
import { tablesWith, type Table } from './tables.ts'

/** Events as columns of equal length, in metres of any plane: what the Knox table is made of. */
export type EventColumns = {
  x: Float64Array
  y: Float64Array
  /** Days since 1 January 1970; NaN where the date is missing. */
  day: Float64Array
  /** Last possible day, NaN where it is missing; absent without a column for it. */
  dayTo?: Float64Array
  rowsRead: number
  /** Rows without a place are left out; of those with a bad date the date is missing. */
  noPlace: number
  badDate: number
  warnings: string[]
}

type Wanted = PointColumns & { crs?: string | undefined }

/**
 * Dated points in the order of the file: without `crs` in metres of the city's own plane, unprojected.
 * Errors: `column_missing`; `projection_wrong` for degrees that nobody said are such; `value_invalid` for a date or a
 * number that may be two; `not_enough` where the dates are months; and those of `openCsv`.
 */
export const readEvents = async (path: string, wanted: Wanted): Promise<EventColumns> => {
  const found = { x: [] as number[], y: [] as number[], day: [] as number[], dayTo: [] as number[] }
  const answer = { rowsRead: 0, noPlace: 0, badDate: 0, warnings: [] as string[] }
  const names = [wanted.x, wanted.y, wanted.date, ...(wanted.dateTo === undefined ? [] : [wanted.dateTo])]
  for await (const table of tablesWith(path, names, { needed: 3 })) {
    const tally = newTally<PointReason>(table.file.name)
    const shared = new SharedNumbers(table)
    const held = new HeldRows(table.file.name)
    const [xAt = 0, yAt = 0, fromAt = 0, toAt] = table.columns
    const places =
      wanted.crs === undefined ? undefined : new PlaceColumns(table.file.name, systemSaid(wanted.crs))
    const dates = new DateColumns(table, table.columns.slice(2), { said: wanted.dates })
    const dayOf = (text: string, line: number, column: string): number => {
      const day = dates.day(text, line, column)
      if (day !== undefined) return dayNumber(day)
      if (readMonth(text) !== undefined) throw monthsOnly(table.file.name, line, column, text)
      return Number.NaN
    }
    for await (const batch of table.rows()) {
      await dates.prepare(batch)
      for (const { row, line } of numberedRows(batch)) {
        tally.rows++
        const x = table.numbers.read(row[xAt] ?? '', line, wanted.x)
        const y = table.numbers.read(row[yAt] ?? '', line, wanted.y)
        const place = places ? places.exact(x, y, line) : isNoPlace(x, y) ? undefined : [x, y]
        if (!place) {
          leaveOut(tally, 'noPlace', line)
          continue
        }
        shared.see(row)
        const fromText = row[fromAt] ?? ''
        const toText = toAt === undefined ? '' : (row[toAt] ?? '')
        let day = dayOf(fromText, line, wanted.date)
        let dayTo = dayOf(toText, line, wanted.dateTo ?? '')
        const isBad =
          (Number.isNaN(day) && !isMissing(fromText)) ||
          (Number.isNaN(dayTo) && !isMissing(toText)) ||
          dayTo < day
        if (isBad) {
          leaveOut(tally, 'badDate', line)
          day = dayTo = Number.NaN
        }
        held.add(line, 0)
        found.x.push(place[0] as number)
        found.y.push(place[1] as number)
        found.day.push(day)
        found.dayTo.push(dayTo)
      }
    }
    places?.end()
    answer.rowsRead += tally.rows
    answer.noPlace += tally.leftOut.noPlace ?? 0
    answer.badDate += tally.leftOut.badDate ?? 0
    answer.warnings.push(...leftOutWarnings(tally), ...shared.warnings())
  }
  if (wanted.crs === undefined) refuseDegrees(path, found.x, found.y)
  return {
    x: Float64Array.from(found.x),
    y: Float64Array.from(found.y),
    day: Float64Array.from(found.day),
    ...(wanted.dateTo === undefined ? {} : { dayTo: Float64Array.from(found.dayTo) }),
    ...answer,
  }
}

const monthsOnly = (file: string, line: number, column: string, text: string): MetTraceError =>
  new MetTraceError('not_enough', 'These dates are months: near repeats need the day of each burglary.', {
    file,
    line,
    column,
    found: text.trim(),
    expected: 'a day such as 2016-01-31',
  })

/** No city is 180 metres wide with its burglaries placed to the millimetre: that is longitude and latitude. */
const refuseDegrees = (path: string, x: readonly number[], y: readonly number[]): void => {
  const areSmall = x.every((each) => Math.abs(each) <= 180) && y.every((each) => Math.abs(each) <= 180)
  if (x.length === 0 || !areSmall) return
  const fine = x.filter((each, at) => hasThreeDecimals(each) && hasThreeDecimals(y[at] ?? 0)).length
  if (fine * 2 < x.length) return
  throw new MetTraceError(
    'projection_wrong',
    'These coordinates are degrees, and distances need metres. Say which they are with --crs.',
    {
      file: path.split('/').at(-1) ?? path,
      found: `${x[0]}, ${y[0]}`,
      expected: 'metres, or --crs EPSG:4326 for longitude and latitude',
    },
  )
}

const hasThreeDecimals = (value: number): boolean => Math.abs(value * 100 - Math.round(value * 100)) > 1e-9

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
const numberHeadings = new Set(
  [
    ...incidentHeadings.reference,
    'Incident No',
    'Case Number',
    'Case No',
    'Report Number',
    'Instance ID',
    'Event ID',
    'Incident ID',
  ].map(plain),
)

/** Counts rows that share the number of an incident: of one burglary with two victims each is no repeat of the other. */
class SharedNumbers {
  readonly #file: string
  readonly #heading: string
  readonly #at: number
  readonly #seen = new Set<string>()
  #shared = 0

  constructor({ file, headings }: Table) {
    this.#file = file.name
    this.#at = headings.findIndex((heading) => numberHeadings.has(plain(heading)))
    this.#heading = headings[this.#at] ?? ''
  }

  see(row: readonly string[]): void {
    const number = this.#at === -1 ? '' : (row[this.#at] ?? '').trim()
    if (isMissing(number)) return
    if (this.#seen.has(number)) this.#shared++
    else this.#seen.add(number)
  }

  warnings(): string[] {
    if (this.#shared === 0) return []
    const rows = this.#shared === 1 ? '1 row shares its' : `${this.#shared} rows share their`
    return [
      `${this.#file}: ${rows} ${this.#heading} with an earlier row. One incident in several rows passes for near repeats at 0 m and 0 days: keep one row of each.`,
    ]
  }
}

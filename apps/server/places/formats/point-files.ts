import { firstDay, type Month } from '../../foundation/month.ts'
import { PlaceColumns, type GridPlace } from './coordinates.ts'
import type { CsvBatch } from './csv.ts'
import { DateColumns } from './date-columns.ts'
import { dayOfNumber, dayNumber, type DayOrder, type IsoDay } from './dates.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { isMissing } from './numbers.ts'
import { readMonth } from './periods.ts'
import type { Plane } from './projection.ts'
import { systemSaid } from './reference-system.ts'
import { tablesWith, type Table } from './tables.ts'

export type PointRow = GridPlace & {
  /** First and last day it may have happened; the same where the file gives one day, a month where it gives that. */
  dayFrom: IsoDay
  dayTo: IsoDay
  /** The whole row, to tell exact repeats. */
  text: string
  line: number
}

/** `noPlace`: no coordinates, or none of the city. `badDate`: no date, or a range that ends before it begins. */
export type PointReason = 'noPlace' | 'badDate'

export type PointFile = {
  name: string
  /** Complete once `batches` has been read. */
  tally: Tally<PointReason>
  batches: AsyncGenerator<PointRow[]>
}

export type PointColumns = {
  x: string
  y: string
  date: string
  dateTo?: string | undefined
  /** What stands first in dates in figures, where the file itself cannot tell. */
  dates?: DayOrder | undefined
}

/**
 * Points with a date, a month or a range of dates: every table at a path that has the columns. `plane` is the one that
 * the city is on already; without it the first point says.
 * Errors: `usage` for a system that is not known; `column_missing`; `projection_wrong` when no coordinates are of the system named; `value_invalid` for a date
 * or a number that may be two; those of `openCsv`.
 */
export const readPoints = async function* (
  path: string,
  wanted: PointColumns & { crs: string },
  plane?: Plane,
): AsyncGenerator<PointFile> {
  for await (const table of tablesWith(path, columnNames(wanted), { needed: 3 })) {
    const tally = newTally<PointReason>(table.file.name)
    yield { name: table.file.name, tally, batches: pointRows(tally, table, wanted, plane) }
  }
}

const columnNames = ({ x, y, date, dateTo }: PointColumns): string[] =>
  dateTo === undefined ? [x, y, date] : [x, y, date, dateTo]

const pointRows = async function* (
  tally: Tally<PointReason>,
  table: Table,
  wanted: PointColumns & { crs: string },
  plane: Plane | undefined,
): AsyncGenerator<PointRow[]> {
  const [xAt = 0, yAt = 0, fromAt = 0, toAt] = table.columns
  const places = new PlaceColumns(tally.file, systemSaid(wanted.crs), plane)
  const days = new DayRanges(table, wanted)
  for await (const batch of table.rows()) {
    await days.prepare(batch)
    const taken: PointRow[] = []
    for (const { row, line } of numberedRows(batch)) {
      tally.rows++
      const x = table.numbers.read(row[xAt] ?? '', line, wanted.x)
      const y = table.numbers.read(row[yAt] ?? '', line, wanted.y)
      const place = places.read(x, y, line)
      const range = days.read(row[fromAt] ?? '', toAt === undefined ? '' : (row[toAt] ?? ''), line)
      if (!place) leaveOut(tally, 'noPlace', line)
      else if (!range) leaveOut(tally, 'badDate', line)
      else taken.push({ ...place, ...range, text: row.join('\u001F'), line })
    }
    yield taken
  }
  places.end()
}

type DayRange = { dayFrom: IsoDay; dayTo: IsoDay }

/** Reads when something happened: a day, a month, or a range from one to another. */
export class DayRanges {
  readonly #dates: DateColumns
  readonly #names: { date: string; dateTo?: string | undefined }

  constructor(table: Table, { date, dateTo, dates }: PointColumns) {
    this.#dates = new DateColumns(table, table.columns.slice(2), { said: dates })
    this.#names = { date, dateTo }
  }

  prepare(batch: CsvBatch): Promise<void> {
    return this.#dates.prepare(batch)
  }

  /** Undefined for a date that cannot be read or a range that ends before it begins. Errors: those of `DateColumns`. */
  read(fromText: string, toText: string, line: number): DayRange | undefined {
    const from = this.#span(fromText, line, this.#names.date)
    const to = isMissing(toText) ? from : this.#span(toText, line, this.#names.dateTo ?? '')
    return from && to && to.dayTo >= from.dayFrom ? { dayFrom: from.dayFrom, dayTo: to.dayTo } : undefined
  }

  #span(text: string, line: number, column: string): DayRange | undefined {
    const day = this.#dates.day(text, line, column)
    if (day !== undefined) return { dayFrom: day, dayTo: day }
    const month = readMonth(text)
    return month === undefined ? undefined : daysOfMonth(month)
  }
}

const daysOfMonth = (month: Month): DayRange => ({
  dayFrom: firstDay(month),
  dayTo: dayOfNumber(dayNumber(firstDay(month + 1)) - 1),
})

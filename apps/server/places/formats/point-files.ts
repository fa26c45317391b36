import { MetTraceError } from '../../foundation/errors.ts'
import type { CsvBatch } from './csv.ts'
import { dayNumber, DayOrder, parseDay, type IsoDay } from './dates.ts'
import { leaveOut, leftOutWarnings, newTally, numberedRows, type Tally } from './left-out.ts'
import { isOnGrid, toGrid } from './projection.ts'
import { tablesWith } from './tables.ts'

export type PointRow = {
  /** Metres, EPSG:27700. */
  easting: number
  northing: number
  /** First and last day it may have happened; the same where the file gives one day. */
  dayFrom: IsoDay
  dayTo: IsoDay
  /** The whole row, to tell exact repeats. */
  text: string
  line: number
}

/** `noPlace`: no coordinates, or none on the National Grid. `badDate`: no date, or a range that ends before it begins. */
export type PointReason = 'noPlace' | 'badDate'

export type PointFile = {
  name: string
  /** Complete once `batches` has been read. */
  tally: Tally<PointReason>
  batches: AsyncGenerator<PointRow[]>
}

export type PointColumns = { x: string; y: string; date: string; dateTo?: string | undefined }

export type PointSystem = 'EPSG:27700' | 'EPSG:4326'

/** A number as tables have it; NaN for an empty cell or other words. */
export const coordinateOf = (text: string): number =>
  /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN

/**
 * Points with a date or a range of dates: every table at a path that has the columns.
 * Errors: `column_missing`; `projection_wrong` when no coordinates are of the system named; `value_invalid` when the dates
 * have the month first; those of `openCsv`.
 */
export const readPoints = async function* (
  path: string,
  wanted: PointColumns & { crs: PointSystem },
): AsyncGenerator<PointFile> {
  for await (const { file, columns, batches } of tablesWith(path, columnNames(wanted))) {
    const tally = newTally<PointReason>(file.name)
    yield { name: file.name, tally, batches: pointRows(tally, columns, wanted.crs, batches) }
  }
}

const columnNames = ({ x, y, date, dateTo }: PointColumns): string[] =>
  dateTo === undefined ? [x, y, date] : [x, y, date, dateTo]

const pointRows = async function* (
  tally: Tally<PointReason>,
  columns: number[],
  crs: PointSystem,
  batches: AsyncGenerator<CsvBatch>,
): AsyncGenerator<PointRow[]> {
  const [xAt = 0, yAt = 0, fromAt = 0, toAt] = columns
  const system = new SystemCheck(tally.file, crs)
  const order = new DayOrder()
  for await (const batch of batches) {
    const taken: PointRow[] = []
    for (const { row, line } of numberedRows(batch)) {
      tally.rows++
      const x = coordinateOf(row[xAt] ?? '')
      const y = coordinateOf(row[yAt] ?? '')
      const place = system.fits(x, y, line) ? onGrid(x, y, crs) : undefined
      order.see(row[fromAt] ?? '', line)
      const days = dayRange(row[fromAt] ?? '', toAt === undefined ? '' : (row[toAt] ?? ''))
      if (!place) leaveOut(tally, 'noPlace', line)
      else if (!days) leaveOut(tally, 'badDate', line)
      else taken.push({ ...place, ...days, text: row.join('\u001F'), line })
    }
    yield taken
  }
  system.end()
  order.end(tally.file)
}

/** Whole metres on the National Grid; undefined off it, and at 0, 0, which stands for "not known" in exports. */
export const onGrid = (
  x: number,
  y: number,
  crs: PointSystem,
): { easting: number; northing: number } | undefined => {
  if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return undefined
  const [easting, northing] = (crs === 'EPSG:27700' ? [x, y] : toGrid(x, y)).map(Math.round) as [
    number,
    number,
  ]
  return isOnGrid(easting, northing) ? { easting, northing } : undefined
}

const dayRange = (fromText: string, toText: string): { dayFrom: IsoDay; dayTo: IsoDay } | undefined => {
  const dayFrom = parseDay(fromText)
  const dayTo = isMissing(toText) ? dayFrom : parseDay(toText)
  return dayFrom !== undefined && dayTo !== undefined && dayTo >= dayFrom ? { dayFrom, dayTo } : undefined
}

/** Empty, or a word that statistics programs write for a missing value. */
const isMissing = (text: string): boolean => /^\s*(na|n\/a|nan|null|none|-)?\s*$/i.test(text)

/** Coordinates that are plainly of the other system, before one that is not: the wrong system was named. */
const mostMisfits = 1000

/** Tells degrees given for metres, metres given for degrees, and latitude given for longitude. */
class SystemCheck {
  readonly #file: string
  readonly #crs: PointSystem
  #fitting = 0
  #misfits = 0
  #first: { line: number; found: string } | undefined

  constructor(file: string, crs: PointSystem) {
    this.#file = file
    this.#crs = crs
  }

  fits(x: number, y: number, line: number): boolean {
    if (Number.isNaN(x) || Number.isNaN(y) || (x === 0 && y === 0)) return true
    const isDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 180
    const isSwapped = isDegrees && x > 49 && x < 61 && y > -9 && y < 3
    const fits = this.#crs === 'EPSG:27700' ? !isDegrees : isDegrees && !isSwapped
    if (fits) this.#fitting++
    else {
      this.#misfits++
      this.#first ??= { line, found: `${x}, ${y}` }
      if (this.#fitting === 0 && this.#misfits >= mostMisfits) this.end()
    }
    return fits
  }

  end(): void {
    if (this.#fitting > 0 || !this.#first) return
    throw new MetTraceError('projection_wrong', `These coordinates are not of the system ${this.#crs}.`, {
      file: this.#file,
      ...this.#first,
      expected:
        this.#crs === 'EPSG:27700'
          ? 'easting and northing in metres, such as 530120, 180450'
          : 'longitude (x) and latitude (y) in degrees, such as -0.1276, 51.5072',
    })
  }
}

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

/**
 * Dated points of any city in its own plane coordinates, unprojected, in the order of the file.
 * Errors: `column_missing`, `value_invalid` when the dates have the month first, and those of `openCsv`.
 */
export const readEvents = async (path: string, wanted: PointColumns): Promise<EventColumns> => {
  const found = { x: [] as number[], y: [] as number[], day: [] as number[], dayTo: [] as number[] }
  const answer = { rowsRead: 0, noPlace: 0, badDate: 0, warnings: [] as string[] }
  for await (const { file, columns, batches } of tablesWith(path, columnNames(wanted))) {
    const [xAt = 0, yAt = 0, fromAt = 0, toAt] = columns
    const tally = newTally<PointReason>(file.name)
    const order = new DayOrder()
    for await (const batch of batches) {
      for (const { row, line } of numberedRows(batch)) {
        tally.rows++
        const x = coordinateOf(row[xAt] ?? '')
        const y = coordinateOf(row[yAt] ?? '')
        if (Number.isNaN(x) || Number.isNaN(y)) {
          leaveOut(tally, 'noPlace', line)
          continue
        }
        const fromText = row[fromAt] ?? ''
        const toText = toAt === undefined ? '' : (row[toAt] ?? '')
        order.see(fromText, line)
        let day = dayNumberOf(fromText)
        let dayTo = dayNumberOf(toText)
        const isBad =
          (Number.isNaN(day) && !isMissing(fromText)) ||
          (Number.isNaN(dayTo) && !isMissing(toText)) ||
          dayTo < day
        if (isBad) {
          leaveOut(tally, 'badDate', line)
          day = dayTo = Number.NaN
        }
        found.x.push(x)
        found.y.push(y)
        found.day.push(day)
        found.dayTo.push(dayTo)
      }
    }
    order.end(file.name)
    answer.rowsRead += tally.rows
    answer.noPlace += tally.leftOut.noPlace ?? 0
    answer.badDate += tally.leftOut.badDate ?? 0
    answer.warnings.push(...leftOutWarnings(tally))
  }
  return {
    x: Float64Array.from(found.x),
    y: Float64Array.from(found.y),
    day: Float64Array.from(found.day),
    ...(wanted.dateTo === undefined ? {} : { dayTo: Float64Array.from(found.dayTo) }),
    ...answer,
  }
}

const dayNumberOf = (text: string): number => {
  const day = parseDay(text)
  return day === undefined ? Number.NaN : dayNumber(day)
}

import { basename } from 'node:path'
import { firstStart, type Panel } from '@mettrace/analysis/effect/panel'
import { MetTraceError } from '../foundation/errors.ts'
import { delimiterOf } from '../places/formats/csv.ts'
import { numberedRows } from '../places/formats/left-out.ts'
import { coordinateOf } from '../places/formats/point-files.ts'
import { tablesWith } from '../places/formats/tables.ts'
import { panelStarts } from './panel-starts.ts'
import { TimeScale, type TimeLabel } from './panel-times.ts'

/** Which columns of a long table are what. Without `unit` the file is one series. */
export type PanelColumns = {
  unit?: string | undefined
  time: string
  outcome: readonly string[]
  /** 1 where and while a unit is treated (or 1 throughout for treated units, with `endPre`), else 0. */
  treated?: string | undefined
  /** The time a unit's treatment starts; 0, empty, NA or `never` for units never treated. */
  cohort?: string | undefined
  /** Last time before the treatment. */
  endPre?: string | undefined
  covariates: readonly string[]
  /** Groups of units that errors are clustered by, by name; the same for a unit throughout. */
  cluster?: string | undefined
  /** What a treated unit is compared with: units never treated, also those treated later, or its own past. */
  compared: 'never' | 'notyet' | 'itself'
}

export type NamedPanel = { name: string; panel: Panel }

export type PanelFile = {
  /** Name of the file, for messages. */
  file: string
  /** In the order of the file. */
  units: string[]
  /** In their order, equally spaced. */
  times: TimeLabel[]
  outcomes: NamedPanel[]
  covariates: NamedPanel[]
  /** The treated column as it stands, where one was named. */
  treatment: Panel | undefined
  /** Index of the first treated time of each unit; `never`. */
  start: Int32Array
  /** Number of the group of each unit, where the column of groups was named. */
  cluster: Int32Array | undefined
  /** Times before the treatment: up to `endPre`, or before the first start; the pre-period is 0 … pre − 1. */
  pre: number
}

/**
 * A long table, a row for each unit and time in any order, as balanced panels. Any file that the importers read, with
 * commas, semicolons, tabs or bars between its cells.
 * Errors: `column_missing`; `value_invalid` with file, line and column for a cell that is no number or no time, a unit
 * that stands twice at one time, a hole in the series, a start outside the series; `not_enough` where no unit is
 * treated, none is left to compare with, or an outcome is zero throughout; and those of `openCsv`.
 */
export const readPanelFile = async (path: string, wanted: PanelColumns): Promise<PanelFile> => {
  const read = await readRows(path, wanted)
  const { values: timeValues, labels: times } = read.scale.sorted()
  const places = placesOf(read, timeValues, times, wanted)
  const size = { units: read.units.length, times: times.length }
  const panelOf = (column: Float64Array): Panel => {
    const values = new Float64Array(size.units * size.times)
    for (let row = 0; row < places.length; row++) values[places[row] ?? 0] = column[row] ?? Number.NaN
    return { ...size, values }
  }
  const named = (names: readonly string[]): NamedPanel[] =>
    names.map((name) => ({ name, panel: panelOf(read.column(name)) }))
  const outcomes = named(wanted.outcome)
  for (const { name, panel } of outcomes) {
    if (panel.values.some((value) => value !== 0)) continue
    throw new MetTraceError('not_enough', `The outcome "${name}" is zero throughout: nothing can be told.`, {
      file: read.file,
      column: name,
      found: `0 in all ${panel.values.length} rows`,
      expected: 'counts above zero',
    })
  }
  const treatment = wanted.treated === undefined ? undefined : panelOf(read.column(wanted.treated))
  const start = panelStarts({ ...read, times, timeValues, treatment, columns: wanted })
  const endPre = wanted.endPre === undefined ? undefined : read.scale.valueOf(wanted.endPre)
  return {
    file: read.file,
    units: read.units,
    times,
    outcomes,
    covariates: named(wanted.covariates),
    treatment,
    start,
    cluster: wanted.cluster === undefined ? undefined : numbered(read.groups.map(({ text }) => text)),
    pre: endPre === undefined ? Math.max(firstStart(start), 0) : timeValues.indexOf(endPre) + 1,
  }
}

type Rows = {
  file: string
  scale: TimeScale
  units: string[]
  unitOfRow: number[]
  timeOfRow: number[]
  lineOfRow: number[]
  /** A column of numbers, by its heading as it was asked for. */
  column: (name: string) => Float64Array
  /** Text of the cohort column for each unit, with the line it was first seen on. */
  cohorts: { text: string; line: number }[]
  /** The same of the column of groups. */
  groups: { text: string; line: number }[]
}

/** Texts as numbers from 0, in the order of their first appearance. */
const numbered = (texts: readonly string[]): Int32Array => {
  const known = new Map([...new Set(texts)].map((text, at) => [text, at]))
  return Int32Array.from(texts, (text) => known.get(text) ?? -1)
}

const readRows = async (path: string, wanted: PanelColumns): Promise<Rows> => {
  const { unit, time, outcome, treated, cohort, covariates, cluster } = wanted
  const numeric = [...new Set([...outcome, ...covariates, ...(treated === undefined ? [] : [treated])])]
  const named = [unit, cohort, cluster].filter((heading) => heading !== undefined)
  const found = numeric.map((): number[] => [])
  const unitAt = new Map<string, number>()
  const rows = {
    file: basename(path),
    scale: new TimeScale(basename(path), time),
    units: [] as string[],
    unitOfRow: [] as number[],
    timeOfRow: [] as number[],
    lineOfRow: [] as number[],
    cohorts: [] as { text: string; line: number }[],
    groups: [] as { text: string; line: number }[],
  }
  for await (const { file, columns, batches } of tablesWith(
    path,
    [time, ...numeric, ...named],
    delimiterOf,
  )) {
    const [timeColumn = 0] = columns
    const numberColumns = columns.slice(1, 1 + numeric.length)
    const columnOf = (heading: string | undefined): number | undefined =>
      heading === undefined ? undefined : columns[1 + numeric.length + named.indexOf(heading)]
    const [unitColumn, cohortColumn, clusterColumn] = [unit, cohort, cluster].map(columnOf)
    for await (const batch of batches) {
      for (const { row, line } of numberedRows(batch)) {
        const name = textIn(row, unitColumn)
        if (unit !== undefined && name === '') throw noUnit(file.name, line, unit)
        let at = unitAt.get(name)
        const text = textIn(row, cohortColumn)
        const group = textIn(row, clusterColumn)
        if (at === undefined) {
          unitAt.set(name, (at = rows.units.length))
          rows.units.push(name)
          rows.cohorts.push({ text, line })
          rows.groups.push({ text: group, line })
        } else if (rows.cohorts[at]?.text !== text) {
          throw changes(file.name, line, cohort ?? '', { unit: name, before: rows.cohorts[at], text })
        } else if (rows.groups[at]?.text !== group) {
          throw changes(file.name, line, cluster ?? '', { unit: name, before: rows.groups[at], text: group })
        }
        if (cluster !== undefined && group === '') throw noUnit(file.name, line, cluster)
        rows.unitOfRow.push(at)
        rows.timeOfRow.push(rows.scale.read((row[timeColumn] ?? '').trim(), line))
        rows.lineOfRow.push(line)
        for (let index = 0; index < numberColumns.length; index++) {
          const value = numberOf(row[numberColumns[index] ?? 0] ?? '')
          if (Number.isNaN(value))
            throw noNumber(file.name, line, numeric[index] ?? '', row[numberColumns[index] ?? 0] ?? '')
          found[index]?.push(value)
        }
      }
    }
  }
  return { ...rows, column: (name) => Float64Array.from(found[numeric.indexOf(name)] ?? []) }
}

const textIn = (row: readonly string[], column: number | undefined): string =>
  column === undefined ? '' : (row[column] ?? '').trim()

/** As `coordinateOf`, with the digits that most cells of counts are told at once. */
const numberOf = (cell: string): number => {
  const digit = cell.length === 1 ? cell.charCodeAt(0) - 48 : -1
  return digit >= 0 && digit <= 9 ? digit : coordinateOf(cell)
}

const noUnit = (file: string, line: number, column: string): MetTraceError =>
  new MetTraceError('value_invalid', `The column "${column}" is empty.`, {
    file,
    line,
    column,
    found: 'nothing',
    expected: 'a name or a code',
  })

const noNumber = (file: string, line: number, column: string, cell: string): MetTraceError =>
  new MetTraceError('value_invalid', `The column "${column}" holds what is no number.`, {
    file,
    line,
    column,
    found: cell.trim() === '' ? 'nothing' : cell.trim(),
    expected: 'a number',
  })

const changes = (
  file: string,
  line: number,
  column: string,
  { unit, before, text }: { unit: string; before: { text: string } | undefined; text: string },
): MetTraceError =>
  new MetTraceError('value_invalid', `Unit ${unit} has two different values in the column "${column}".`, {
    file,
    line,
    column,
    found: text === '' ? 'nothing' : text,
    expected: `${before?.text === '' ? 'nothing' : before?.text}, as in its first row`,
  })

/** Where each row stands in a panel. Errors: a unit twice at one time, or not at all. */
const placesOf = (
  rows: Rows,
  timeValues: readonly number[],
  times: readonly TimeLabel[],
  { time, unit }: PanelColumns,
): Int32Array => {
  const timeAt = new Map(timeValues.map((value, at) => [value, at]))
  const lines = new Int32Array(rows.units.length * times.length)
  const places = Int32Array.from(
    rows.unitOfRow,
    (unitAt, row) => unitAt * times.length + (timeAt.get(rows.timeOfRow[row] ?? Number.NaN) ?? 0),
  )
  const named = (place: number): string => {
    const name = rows.units[Math.floor(place / times.length)]
    return `${unit === undefined ? 'the series' : `unit ${name}`} at ${times[place % times.length]}`
  }
  for (const [row, place] of places.entries()) {
    const line = rows.lineOfRow[row] ?? 0
    if (lines[place]) {
      throw new MetTraceError('value_invalid', 'A unit stands twice at one time.', {
        file: rows.file,
        line,
        column: unit ?? time,
        found: `${named(place)} again`,
        expected: `once, as on line ${lines[place]}`,
      })
    }
    lines[place] = line
  }
  const hole = lines.indexOf(0)
  if (hole !== -1) {
    const last = rows.unitOfRow.lastIndexOf(Math.floor(hole / times.length))
    throw new MetTraceError('value_invalid', 'The series has a hole.', {
      file: rows.file,
      line: rows.lineOfRow[last] ?? 0,
      column: time,
      found: `no row for ${named(hole)}`,
      expected: `a row for each of ${times.length} times`,
    })
  }
  if (places.length === 0) {
    throw new MetTraceError('not_enough', 'The file has headings and no rows.', {
      file: rows.file,
      found: 'no rows',
      expected: 'a row for each unit and time',
    })
  }
  return places
}

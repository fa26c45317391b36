import { basename } from 'node:path'
import { firstStart, type Panel } from '@mettrace/analysis/effect/panel'
import { MetTraceError } from '../../foundation/errors.ts'
import { nameOf } from '../../places/formats/codes.ts'
import { HeldRows } from '../../places/formats/held-rows.ts'
import { numberedRows } from '../../places/formats/left-out.ts'
import { flagOf, type NumberReader } from '../../places/formats/numbers.ts'
import { tablesWith } from '../../places/formats/tables.ts'
import type { PanelColumns } from './panel-columns.ts'
import { inOrderOfNames } from './panel-order.ts'
import { panelStarts } from './panel-starts.ts'
import { TimeScale, type TimeLabel } from './panel-times.ts'

export type NamedPanel = { name: string; panel: Panel }

export type PanelFile = {
  /** Name of the file, for messages. */
  file: string
  /** In the order of their names. */
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
  const { values: timeValues, labels: times, valueOfText } = read.scale.sorted()
  const places = placesOf(read, valueOfText, { timeValues, times }, wanted)
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
  const endPre = wanted.endPre === undefined ? undefined : read.scale.valueOf(wanted.endPre, wanted.time)
  return inOrderOfNames({
    file: read.file,
    units: read.units,
    times,
    outcomes,
    covariates: named(wanted.covariates),
    treatment,
    start,
    cluster: wanted.cluster === undefined ? undefined : numbered(read.groups.map(({ text }) => text)),
    pre: endPre === undefined ? Math.max(firstStart(start), 0) : timeValues.indexOf(endPre) + 1,
  })
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
  cohorts: UnitText[]
  /** The same of the column of groups. */
  groups: UnitText[]
}

type UnitText = { text: string; line: number }

/** Texts as numbers from 0, in the order of their first appearance. */
const numbered = (texts: readonly string[]): Int32Array => {
  const known = new Map([...new Set(texts)].map((text, at) => [text, at]))
  return Int32Array.from(texts, (text) => known.get(text) ?? -1)
}

const readRows = async (path: string, wanted: PanelColumns): Promise<Rows> => {
  const { unit, time, outcome, treated, cohort, covariates, cluster } = wanted
  const numeric = [...new Set([...outcome, ...covariates, ...(treated === undefined ? [] : [treated])])]
  const needed = [time, ...numeric, ...(unit === undefined ? [] : [unit])]
  const named = [cohort, cluster].filter((heading) => heading !== undefined)
  const found = numeric.map((): number[] => [])
  const unitAt = new Map<string, number>()
  const rows = {
    file: basename(path),
    scale: new TimeScale(basename(path), time),
    units: [] as string[],
    unitOfRow: [] as number[],
    timeOfRow: [] as number[],
    lineOfRow: [] as number[],
    cohorts: [] as UnitText[],
    groups: [] as UnitText[],
  }
  for await (const table of tablesWith(path, [...needed, ...named], { needed: needed.length })) {
    const { file, columns, numbers } = table
    const held = new HeldRows(file.name, mostRows)
    const at = (heading: string | undefined): number | undefined =>
      heading === undefined ? undefined : columns[[...needed, ...named].indexOf(heading)]
    const [unitColumn, timeColumn, cohortColumn, clusterColumn] = [unit, time, cohort, cluster].map(at)
    const numberColumns = numeric.map(at)
    for await (const batch of table.rows()) {
      for (const { row, line } of numberedRows(batch)) {
        const name = nameOf(textIn(row, unitColumn), file.name, line, unit ?? '')
        if (unit !== undefined && name === '') throw noUnit(file.name, line, unit)
        let unitNumber = unitAt.get(name)
        const text = nameOf(textIn(row, cohortColumn), file.name, line, cohort ?? '')
        const group = nameOf(textIn(row, clusterColumn), file.name, line, cluster ?? '')
        if (unitNumber === undefined) {
          unitAt.set(name, (unitNumber = rows.units.length))
          rows.units.push(name)
          rows.cohorts.push({ text, line })
          rows.groups.push({ text: group, line })
        } else if (rows.cohorts[unitNumber]?.text !== text) {
          throw changes(file.name, line, cohort ?? '', { unit: name, before: rows.cohorts[unitNumber], text })
        } else if (rows.groups[unitNumber]?.text !== group) {
          throw changes(file.name, line, cluster ?? '', {
            unit: name,
            before: rows.groups[unitNumber],
            text: group,
          })
        }
        if (cluster !== undefined && group === '') throw noUnit(file.name, line, cluster)
        const timeAt = rows.scale.see(textIn(row, timeColumn), line)
        held.add(line, 0)
        rows.unitOfRow.push(unitNumber)
        rows.timeOfRow.push(timeAt)
        rows.lineOfRow.push(line)
        for (const [index, heading] of numeric.entries()) {
          const cell = row[numberColumns[index] ?? 0] ?? ''
          const value = numberIn(cell, numbers, line, { heading, isTreatment: heading === treated })
          if (Number.isNaN(value))
            throw noNumber(file.name, line, heading, { cell, isTreatment: heading === treated })
          found[index]?.push(value)
        }
      }
    }
  }
  return { ...rows, column: (name) => Float64Array.from(found[numeric.indexOf(name)] ?? []) }
}

/** 25,000 areas over twenty years of months. */
const mostRows = 6_000_000

const textIn = (row: readonly string[], column: number | undefined): string =>
  column === undefined ? '' : (row[column] ?? '').trim()

/** A number, or TRUE and FALSE as 1 and 0; where a treatment is asked for, any word for yes and no. */
const numberIn = (
  cell: string,
  numbers: NumberReader,
  line: number,
  { heading, isTreatment }: { heading: string; isTreatment: boolean },
): number => {
  const value = numbers.read(cell, line, heading)
  if (!Number.isNaN(value)) return value
  const flag = isTreatment || /^\s*(?:true|false)\s*$/i.test(cell) ? flagOf(cell) : undefined
  return typeof flag === 'boolean' ? Number(flag) : Number.NaN
}

const noUnit = (file: string, line: number, column: string): MetTraceError =>
  new MetTraceError('value_invalid', `The column "${column}" is empty.`, {
    file,
    line,
    column,
    found: 'nothing',
    expected: 'a name or a code',
  })

const noNumber = (
  file: string,
  line: number,
  column: string,
  { cell, isTreatment }: { cell: string; isTreatment: boolean },
): MetTraceError =>
  new MetTraceError('value_invalid', `The column "${column}" holds what is no number.`, {
    file,
    line,
    column,
    found: cell.trim() === '' ? 'nothing' : cell.trim().slice(0, 80),
    expected: isTreatment ? '0 or 1, TRUE or FALSE' : 'a number',
  })

const twice = (
  file: string,
  line: number,
  column: string,
  { name, time, unit, before }: { name: string; time: string; unit: string | undefined; before: number },
): MetTraceError =>
  new MetTraceError('value_invalid', 'A unit is there twice at one time.', {
    file,
    line,
    column,
    found: `${unit === undefined ? 'the series' : `unit ${name}`} at ${time} again`,
    expected: `once, as on line ${before}`,
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
  valueOfText: readonly number[],
  { timeValues, times }: { timeValues: readonly number[]; times: readonly TimeLabel[] },
  { time, unit }: PanelColumns,
): Int32Array => {
  const timeAt = new Map(timeValues.map((value, at) => [value, at]))
  const columnOfText = valueOfText.map((value) => timeAt.get(value) ?? 0)
  const lines = new Int32Array(rows.units.length * times.length)
  const places = Int32Array.from(
    rows.unitOfRow,
    (unitAt, row) => unitAt * times.length + (columnOfText[rows.timeOfRow[row] ?? 0] ?? 0),
  )
  const nameAt = (place: number): string => rows.units[Math.floor(place / times.length)] ?? ''
  const labelAt = (place: number): string => String(times[place % times.length])
  for (const [row, place] of places.entries()) {
    const line = rows.lineOfRow[row] ?? 0
    const before = lines[place]
    if (before)
      throw twice(rows.file, line, unit ?? time, { name: nameAt(place), time: labelAt(place), unit, before })
    lines[place] = line
  }
  const hole = lines.indexOf(0)
  if (hole !== -1) {
    const last = rows.unitOfRow.lastIndexOf(Math.floor(hole / times.length))
    throw new MetTraceError('value_invalid', 'The series has a hole.', {
      file: rows.file,
      line: rows.lineOfRow[last] ?? 0,
      column: time,
      found: `no row for ${unit === undefined ? 'the series' : `unit ${nameAt(hole)}`} at ${labelAt(hole)}`,
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

import { monthInWords } from '../../foundation/words/figures.ts'
import { hash } from 'node:crypto'
import { MetTraceError } from '../../foundation/errors.ts'
import { formatMonth, type Month } from '../../foundation/month.ts'
import { categoryOf, isOutsideBoroughs, plainWords } from './categories.ts'
import { nameOf } from './codes.ts'
import { countLayoutOf, type CountLabels, type CountLayout, type CountLevel } from './counts-layout.ts'
import { HeldRows } from './held-rows.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { isMissing, wholeNumber } from './numbers.ts'
import { readMonth } from './periods.ts'
import { fittingTables, type FittingTable } from './tables.ts'

/**
 * One cell of a table of counts: offences of a category in an area in a month. A ward may stand in the table once for
 * each borough that policed it (Heathrow Villages under Hillingdon, then under Aviation Security), so cells of one
 * area, category and month are to be added up.
 */
export type CountRow = {
  level: CountLevel
  /** Code; for boroughs, of which files give names only, the name in capitals. */
  area: string
  areaName: string | null
  /** Borough as published, by name or by code. */
  borough: string | null
  /** The borough is an airport command or unknown. */
  outsideBoroughs: boolean
  /** Categories as published, in capitals. */
  major: string
  minor: string
  burglary: boolean
  residential: boolean
  month: Month
  offences: number
  line: number
}

/**
 * `noArea`: the area is empty. `noValue`: the cell is empty, which says nothing (a zero is a count and is taken).
 * `badValue`: not a whole number. `badDate`: no month. `partialMonth`: see `partialMonths`. `exactRepeat`: the row of
 * the table stood there before, figures and all.
 */
export type CountReason = 'noArea' | 'noValue' | 'badValue' | 'badDate' | 'partialMonth' | 'exactRepeat'

export type CountFile = {
  name: string
  level: CountLevel
  firstMonth: Month
  lastMonth: Month
  /** Months at either end of the file that hold a fragment only; their cells are left out. */
  partialMonths: Month[]
  /** A row is a cell: area × category × month. Complete once `batches` has been read. */
  tally: Tally<CountReason>
  /** Burglary categories that the crosswalk does not know, `MAJOR / MINOR`; complete once `batches` has been read. */
  unknownCategories: Set<string>
  batches: AsyncGenerator<CountRow[]>
}

/**
 * MPS recorded crime counts (London Datastore): every table of them at a path, of any vintage and level, one after
 * another. Each is read twice: first for the months that it covers. `passOver` hears of files beside them that are none.
 * Errors: those of `fittingTables`, and `value_invalid` (no month in it, or one month twice).
 */
export const readCounts = async function* (
  path: string,
  passOver: (name: string) => void = () => {},
): AsyncGenerator<CountFile> {
  const fit = { fitOf: countLayoutOf, least: ({ least }: CountLayout) => least }
  for await (const table of fittingTables(path, fit, passOver)) yield await countFileOf(table)
}

type CountTable = FittingTable<CountLayout>

const countFileOf = async (table: CountTable): Promise<CountFile> => {
  const { file, fit: layout } = table
  const totals = await monthTotals(table)
  const months = [...totals.keys()].toSorted((one, other) => one - other)
  const [firstMonth] = months
  const lastMonth = months.at(-1)
  if (firstMonth === undefined || lastMonth === undefined) {
    throw new MetTraceError('value_invalid', 'This table of counts covers no month.', {
      file: file.name,
      expected: 'months such as 201904',
    })
  }
  const partial = partialMonths(months, totals)
  const found = {
    name: file.name,
    level: layout.level,
    firstMonth,
    lastMonth,
    partialMonths: partial,
    tally: newTally<CountReason>(file.name),
    unknownCategories: new Set<string>(),
  }
  return { ...found, batches: countRows(found, table) }
}

/** Offences of one kind in one area in one month: more than all that London has in a year are none. */
const mostOffences = 1_000_000

/** Undefined for an empty cell or other words. Errors: `value_invalid` for a number that no month has. */
const countOf = (
  { file, numbers, headings }: CountTable,
  { text, line, at }: { text: string; line: number; at: number },
): number | undefined => {
  const value = numbers.read(text, line, headings[at] ?? at + 1)
  if (value <= mostOffences || Number.isNaN(value)) return wholeNumber(value, mostOffences)
  throw new MetTraceError('value_invalid', 'A count is far greater than any month has.', {
    file: file.name,
    line,
    column: headings[at] ?? at + 1,
    found: text.trim().slice(0, 40),
    expected: `a whole number up to ${mostOffences}`,
  })
}

const monthTotals = async (table: CountTable): Promise<Map<Month, number>> => {
  const layout = table.fit
  const totals = new Map<Month, number>(
    layout.kind === 'wide' ? layout.months.map(({ month }) => [month, 0]) : [],
  )
  for await (const batch of table.rows()) {
    for (const { row, line } of numberedRows(batch)) {
      for (const { month, text, at } of cellsOf(layout, row)) {
        if (month !== undefined)
          totals.set(month, (totals.get(month) ?? 0) + (countOf(table, { text, line, at }) ?? 0))
      }
    }
  }
  return totals
}

/** Below this share of the middle month, a month at the end of a file is a fragment. */
const partialShare = 0.2
/** In smaller tables a quiet month is no wonder. */
const leastMiddle = 200

/**
 * Months at either end that hold a fragment: the ward and LSOA files that begin with CONNECT (28 February 2024) give
 * February 2024 five burglaries, where the file before them has 4,380. Taken, it would pass for a month without crime.
 */
export const partialMonths = (months: readonly Month[], totals: ReadonlyMap<Month, number>): Month[] => {
  const sizes = months.map((month) => totals.get(month) ?? 0).toSorted((one, other) => one - other)
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0
  if (months.length < 3 || middle < leastMiddle) return []
  const isFragment = (month: Month): boolean => (totals.get(month) ?? 0) < partialShare * middle
  const firstWhole = months.findIndex((month) => !isFragment(month))
  const lastWhole = months.findLastIndex((month) => !isFragment(month))
  return [...months.slice(0, firstWhole), ...months.slice(lastWhole + 1)]
}

const capitals = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toUpperCase()

type Cell = { month: Month | undefined; text: string; at: number }

const cellsOf = (layout: CountLayout, row: string[]): Cell[] =>
  layout.kind === 'long'
    ? [{ month: readMonth(layout.monthText(row)), text: row[layout.count] ?? '', at: layout.count }]
    : layout.months.map(({ month, at }) => ({ month, text: row[at] ?? '', at }))

const countRows = async function* (
  file: Omit<CountFile, 'batches'>,
  table: CountTable,
): AsyncGenerator<CountRow[]> {
  const layout = table.fit
  const { tally } = file
  const partial = new Set(file.partialMonths)
  const seen = new Set<string>()
  const held = new HeldRows(file.name)
  for await (const batch of table.rows()) {
    const taken: CountRow[] = []
    for (const { row, line } of numberedRows(batch)) {
      const labels = namesOf(layout.labels(row), file.name, line)
      const cells = cellsOf(layout, row)
      tally.rows += cells.length
      const area = file.level === 'borough' ? plainWords(labels.area) : labels.area.toUpperCase()
      if (area === '') {
        leaveOut(tally, 'noArea', line, cells.length)
        continue
      }
      const digest = hash('sha256', [labels, cells].map((part) => JSON.stringify(part)).join(), 'base64')
      if (seen.has(digest)) {
        leaveOut(tally, 'exactRepeat', line, cells.length)
        continue
      }
      seen.add(digest)
      held.add(line, digest.length)
      const major = capitals(labels.major)
      const minor = capitals(labels.minor)
      const { burglary, residential, recognised } = categoryOf(major, minor)
      if (!recognised) file.unknownCategories.add(`${major} / ${minor}`)
      const common = {
        level: file.level,
        area,
        areaName: labels.areaName || null,
        borough: labels.borough || null,
        outsideBoroughs: isOutsideBoroughs(labels.borough),
        major,
        minor,
        burglary,
        residential,
        line,
      }
      for (const { month, text, at } of cells) {
        const offences = countOf(table, { text, line, at })
        if (month === undefined) leaveOut(tally, 'badDate', line)
        else if (isMissing(text)) leaveOut(tally, 'noValue', line)
        else if (offences === undefined) leaveOut(tally, 'badValue', line)
        else if (partial.has(month)) leaveOut(tally, 'partialMonth', line)
        else taken.push({ ...common, month, offences })
      }
    }
    yield taken
  }
}

const namesOf = (labels: CountLabels, file: string, line: number): CountLabels => ({
  area: nameOf(labels.area, file, line, 'area'),
  areaName: nameOf(labels.areaName, file, line, 'name'),
  borough: nameOf(labels.borough, file, line, 'borough'),
  major: nameOf(labels.major, file, line, 'major category'),
  minor: nameOf(labels.minor, file, line, 'minor category'),
})

/** What a reader of the file should be told besides the rows left out. */
export const countWarnings = (file: CountFile): string[] => [
  ...file.partialMonths.map(
    (month) =>
      `${file.name}: ${monthInWords(formatMonth(month))} is there in part only and is left out; a file that reaches further back has all of it.`,
  ),
  ...[...file.unknownCategories].map(
    (category) =>
      `${file.name}: the burglary category ${category} is not known; it counts in all burglary and not in residential.`,
  ),
]

import { MetTraceError } from '../../foundation/errors.ts'
import { onGrid, type GridPlace } from './coordinates.ts'
import { headingsInWords } from './headings.ts'
import { HeldRows } from './held-rows.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { degrees, nationalGrid, type ReferenceSystem } from './reference-system.ts'
import type { SourceFile } from './source-files.ts'
import { fittingTables, type FittingTable } from './tables.ts'

export type PostcodeRow = { postcode: string; easting: number; northing: number }

/** `badPostcode`: it has not the form of one. `noPlace`: no coordinates, as for islands and post office boxes. */
export type PostcodeReason = 'badPostcode' | 'noPlace'

export type PostcodeFile = { rows: PostcodeRow[]; tallies: Tally<PostcodeReason>[] }

/**
 * Headings of the tables that publish postcodes: Code-Point Open (Ordnance Survey), the ONS Postcode Directory and the
 * National Statistics Postcode Lookup, and tables of one's own. Capitals and signs make no difference.
 */
const postcodeHeadings = ['pcds', 'pcd8', 'pcd7', 'pcd', 'pc', 'postcode']
const gridHeadings = [
  ['oseast1m', 'osnrth1m'],
  ['east1m', 'north1m'],
  ['ea', 'no'],
  ['eastings', 'northings'],
  ['easting', 'northing'],
  ['x', 'y'],
] as const
const degreeHeadings = [
  ['long', 'lat'],
  ['longitude', 'latitude'],
] as const

/** BS 7666-2: outward code of two to four, inward of three. */
const form = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/

/** A postcode in capitals without its space; undefined when it has not the form of one. */
export const plainPostcode = (text: string): string | undefined => {
  const plain = text.toUpperCase().replaceAll(/\s+/g, '')
  return form.test(plain) ? plain : undefined
}

type Columns = {
  postcode: number
  grid: readonly [x: number, y: number] | undefined
  degrees: readonly [x: number, y: number] | undefined
  /** The headings are a row themselves. */
  headless: boolean
}

/** Code-Point Open comes without headings: postcode, quality, easting, northing. */
const withoutHeadings: Columns = { postcode: 0, grid: [2, 3], degrees: undefined, headless: true }

const pairIn = (
  plain: readonly string[],
  pairs: readonly (readonly [string, string])[],
): readonly [number, number] | undefined =>
  pairs.map(([x, y]) => [plain.indexOf(x), plain.indexOf(y)] as const).find(([x, y]) => x >= 0 && y >= 0)

const columnsIn = (file: SourceFile, headings: readonly string[]): Columns => {
  if (plainPostcode(headings[0] ?? '') !== undefined && headings.length >= 4) return withoutHeadings
  const plain = headings.map((heading) => heading.toLowerCase().replaceAll(/[^a-z\d]/g, ''))
  const postcode = postcodeHeadings.map((name) => plain.indexOf(name)).find((at) => at >= 0)
  const [grid, degreesAt] = [pairIn(plain, gridHeadings), pairIn(plain, degreeHeadings)]
  if (postcode !== undefined && (grid ?? degreesAt))
    return { postcode, grid, degrees: degreesAt, headless: false }
  throw new MetTraceError(
    'column_missing',
    'This table has no column of postcodes beside columns of coordinates.',
    {
      file: file.name,
      line: 1,
      found: headingsInWords(headings),
      expected:
        'a postcode (pcds, pcd, PC, Postcode) and oseast1m and osnrth1m, Easting and Northing, or long and lat',
    },
  )
}

/** Postcodes of Northern Ireland: beside them directories have coordinates of the Irish grid (ONSPD user guide, "gridind"). */
const isIrish = (postcode: string): boolean => postcode.startsWith('BT')

const readTable = async ({
  file,
  fit: columns,
  headings,
  numbers,
  rows: read,
}: FittingTable<Columns>): Promise<Pick<PostcodeFile, 'rows'> & { tally: Tally<PostcodeReason> }> => {
  const tally = newTally<PostcodeReason>(file.name)
  const rows: PostcodeRow[] = []
  const held = new HeldRows(file.name, mostPostcodes)
  const pair = (
    row: readonly string[],
    at: readonly [number, number] | undefined,
    system: ReferenceSystem,
    line: number,
  ): GridPlace | undefined =>
    at &&
    onGrid(
      numbers.read(row[at[0]] ?? '', line, at[0] + 1),
      numbers.read(row[at[1]] ?? '', line, at[1] + 1),
      system,
    )
  const take = (row: readonly string[], line: number): void => {
    tally.rows++
    const postcode = plainPostcode(row[columns.postcode] ?? '')
    if (postcode === undefined) return leaveOut(tally, 'badPostcode', line)
    const place =
      (isIrish(postcode) ? undefined : pair(row, columns.grid, nationalGrid, line)) ??
      pair(row, columns.degrees, degrees, line)
    if (!place) return leaveOut(tally, 'noPlace', line)
    held.add(line, postcode.length)
    rows.push({ postcode, ...place })
  }
  if (columns.headless) take(headings, 1)
  for await (const batch of read()) for (const { row, line } of numberedRows(batch)) take(row, line)
  return { rows, tally }
}

/** The Postcode Directory has 2.7 million, those that have ended among them. */
const mostPostcodes = 4_000_000

/**
 * Postcodes and where they lie, from a table, or every one of a folder or archive that is one; of other files there
 * `passOver` hears. Errors: `column_missing` when none has the columns, and those of `openCsv`.
 */
export const readPostcodes = async (
  path: string,
  passOver: (name: string) => void = () => {},
): Promise<PostcodeFile> => {
  const answer: PostcodeFile = { rows: [], tallies: [] }
  const none: Tally<PostcodeReason>[] = []
  const fit = {
    fitOf: columnsIn,
    least: ({ postcode, grid, degrees: at }: Columns) => Math.max(postcode, ...(grid ?? at ?? [])) + 1,
  }
  for await (const table of fittingTables(path, fit, passOver)) {
    const { rows, tally } = await readTable(table)
    // The headings of Code-Point Open come as a table of their own.
    if (rows.length === 0) none.push(tally)
    else {
      answer.rows = answer.rows.concat(rows)
      answer.tallies.push(tally)
    }
  }
  if (answer.rows.length === 0) answer.tallies.push(...none)
  else for (const { file } of none) passOver(file)
  return answer
}

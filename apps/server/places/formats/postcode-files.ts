import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import { openCsv, type Csv } from './csv.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { nothingToRead } from './nothing-to-read.ts'
import { isInBritain, isOnGrid, toGrid } from './projection.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

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

type Columns = { postcode: number; x: number; y: number; degrees: boolean }

const columnsIn = (headings: readonly string[]): Columns | undefined => {
  const plain = headings.map((heading) => heading.toLowerCase().replaceAll(/[^a-z\d]/g, ''))
  const postcode = postcodeHeadings.map((name) => plain.indexOf(name)).find((at) => at >= 0)
  if (postcode === undefined) return undefined
  for (const [pairs, degrees] of [
    [gridHeadings, false],
    [degreeHeadings, true],
  ] as const) {
    for (const [x, y] of pairs) {
      const [xAt, yAt] = [plain.indexOf(x), plain.indexOf(y)]
      if (xAt >= 0 && yAt >= 0) return { postcode, x: xAt, y: yAt, degrees }
    }
  }
  return undefined
}

/** Code-Point Open comes without headings: postcode, quality, easting, northing. */
const withoutHeadings: Columns = { postcode: 0, x: 2, y: 3, degrees: false }

const placeOf = (row: readonly string[], { x, y, degrees }: Columns): [number, number] | undefined => {
  const [first, second] = [(row[x] ?? '').trim(), (row[y] ?? '').trim()]
  if (first === '' || second === '') return undefined
  const [a, b] = [Number(first), Number(second)]
  if (degrees) return isInBritain(a, b) ? toGrid(a, b) : undefined
  return isOnGrid(a, b) && (a > 0 || b > 0) ? [a, b] : undefined
}

const readTable = async (
  file: SourceFile,
  csv: Csv,
): Promise<(Pick<PostcodeFile, 'rows'> & { tally: Tally<PostcodeReason> }) | undefined> => {
  const headless = plainPostcode(csv.headings[0] ?? '') !== undefined
  const columns = headless ? withoutHeadings : columnsIn(csv.headings)
  if (!columns) return undefined
  const tally = newTally<PostcodeReason>(file.name)
  const rows: PostcodeRow[] = []
  const take = (row: readonly string[], line: number): void => {
    tally.rows++
    const postcode = plainPostcode(row[columns.postcode] ?? '')
    const place = placeOf(row, columns)
    if (postcode === undefined) leaveOut(tally, 'badPostcode', line)
    else if (!place) leaveOut(tally, 'noPlace', line)
    else rows.push({ postcode, easting: Math.round(place[0]), northing: Math.round(place[1]) })
  }
  if (headless) take(csv.headings, 1)
  for await (const batch of csv.batches) for (const { row, line } of numberedRows(batch)) take(row, line)
  return { rows, tally }
}

/**
 * Postcodes and where they lie, from a table, or every one of a folder or archive that is one.
 * Errors: `column_missing` when none has the columns, and those of `openCsv`.
 */
export const readPostcodes = async (path: string): Promise<PostcodeFile> => {
  const answer: PostcodeFile = { rows: [], tallies: [] }
  let tables = 0
  let headings: string[] = []
  for await (const file of sourceFiles(path)) {
    if (file.name !== basename(path) && !/\.(csv|txt)$/i.test(file.path)) continue
    tables++
    const csv = await openCsv(file)
    headings = csv.headings
    const table = await readTable(file, csv)
    if (!table) continue
    answer.rows = answer.rows.concat(table.rows)
    answer.tallies.push(table.tally)
  }
  if (tables === 0) throw nothingToRead(path)
  if (answer.tallies.length === 0) {
    throw new MetTraceError(
      'column_missing',
      'This table has no column of postcodes beside columns of coordinates.',
      {
        file: basename(path),
        line: 1,
        found: headings.slice(0, 12).join(', '),
        expected:
          'a postcode (pcds, pcd, PC, Postcode) and oseast1m and osnrth1m, Easting and Northing, or long and lat',
      },
    )
  }
  return answer
}

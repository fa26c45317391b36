import { basename } from 'node:path'
import { MetTraceError, type ErrorCode } from '../../foundation/errors.ts'
import { openCsv, type CsvBatch, type Headings } from './csv.ts'
import { columnsOf, fitsBadlyEncoded } from './headings.ts'
import { noFilesError } from './no-files-error.ts'
import { NumberReader } from './numbers.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

export type FittingTable<Fit> = {
  file: SourceFile
  headings: string[]
  /** What was made of the headings. */
  fit: Fit
  /** Rows near the beginning. */
  sample: string[][]
  /** Reads the numbers of this table, as they are written in it. */
  numbers: NumberReader
  /** Rows, read anew at each call. */
  rows: () => AsyncGenerator<CsvBatch>
}

/** As `Headings`, of a file that errors can name. */
export type TableFit<Fit> = {
  fitOf: (file: SourceFile, headings: readonly string[]) => Fit
  least?: Headings<Fit>['least']
  isRow?: Headings<Fit>['isRow']
}

/** What is wrong with a table of something else, and with what is no table at all: notes, a licence, a picture. */
const fitFaults: readonly ErrorCode[] = ['column_missing']
const noteFaults: readonly ErrorCode[] = [...fitFaults, 'file_wrong_kind', 'file_encoding', 'row_shape']

type PassedOver = { name: string; fault: MetTraceError; isTable: boolean }

/**
 * The tables at a path whose headings serve: a file by itself must; of a folder or an archive those that do, and what
 * lies beside them (notes, a licence, other tables, in whatever encoding) is told to `passOver`. A damaged table is not
 * passed over.
 * Errors: those of `fitOf` when no headings serve, `file_wrong_kind` when there is no table, and those of `openCsv`.
 */
export const fittingTables = async function* <Fit>(
  path: string,
  { fitOf, least, isRow }: TableFit<Fit>,
  passOver: (name: string) => void = () => {},
  wanted = '',
): AsyncGenerator<FittingTable<Fit>> {
  const others: PassedOver[] = []
  let found = 0
  for await (const file of sourceFiles(path)) {
    const fit = (headings: readonly string[]): Fit => fitOf(file, headings)
    let table: FittingTable<Fit>
    try {
      const csv = await openCsv(file, { fitOf: fit, ...(least && { least }), ...(isRow && { isRow }) })
      table = { ...csv, file, numbers: new NumberReader(file.name, csv.delimiter, csv.sample) }
    } catch (fault) {
      others.push(await passedOver(file, path, fault, fit))
      continue
    }
    found++
    yield table
  }
  if (found > 0) for (const { name } of others) passOver(name)
  else throw noneFits(path, others, wanted)
}

/** What is said where no headings serve; of several tables, that none of them has what is wanted. */
const noneFits = (path: string, others: readonly PassedOver[], wanted: string): MetTraceError => {
  const tables = others.filter(({ isTable }) => isTable)
  if (tables.length < 2 || wanted === '') return (tables[0] ?? others[0])?.fault ?? noFilesError(path)
  return new MetTraceError('column_missing', 'No table here has these columns.', {
    file: basename(path),
    found: `${tables.length} tables without them`,
    expected: wanted,
  })
}

/** A file that is none of the tables looked for. Errors: the fault, where it may be one. */
const passedOver = async (
  file: SourceFile,
  path: string,
  fault: unknown,
  fitOf: (headings: readonly string[]) => unknown,
): Promise<PassedOver> => {
  const isAlone = file.name === basename(path)
  const isTable = isAlone || /\.csv$/i.test(file.path)
  if (!(fault instanceof MetTraceError)) throw fault
  const isOther =
    (isTable ? fitFaults : noteFaults).includes(fault.code) ||
    (fault.code === 'file_encoding' && !isAlone && !(await fitsBadlyEncoded(file, fitOf)))
  if (!isOther) throw fault
  return { name: file.name, fault, isTable }
}

/** One sentence that names what was passed over; none where nothing was. */
export const passedOverWarnings = (path: string, names: readonly string[], kind: string): string[] => {
  if (names.length === 0) return []
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')
  const words =
    names.length === 1
      ? '1 file was passed over, which is'
      : `${names.length} files were passed over, which are`
  return [`${basename(path)}: ${words} no ${kind}: ${shown}.`]
}

export type Table = FittingTable<unknown> & {
  /** Positions of the wanted columns, in the order they were asked for. */
  columns: number[]
}

/**
 * The tables at a path that have every wanted column, as `fittingTables` finds them. Of the columns the first `needed`
 * (all, unless said) may not be missing from a row.
 */
export const tablesWith = async function* (
  path: string,
  wanted: readonly string[],
  { needed = wanted.length, passOver }: { needed?: number; passOver?: (name: string) => void } = {},
): AsyncGenerator<Table> {
  const tables = fittingTables(
    path,
    {
      fitOf: (file, headings) => columnsOf(file, headings, wanted),
      least: (columns) => Math.max(...columns.slice(0, needed)) + 1,
    },
    passOver,
    wanted.join(', '),
  )
  for await (const table of tables) yield { ...table, columns: table.fit }
}

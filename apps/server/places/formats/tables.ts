import { basename } from 'node:path'
import { MetTraceError, type ErrorCode } from '../../foundation/errors.ts'
import { columnsOf, openCsv, type CsvBatch, type Delimiter } from './csv.ts'
import { nothingToRead } from './nothing-to-read.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

export type FittingTable<Fit> = {
  file: SourceFile
  headings: string[]
  /** What was made of the headings. */
  fit: Fit
  batches: AsyncGenerator<CsvBatch>
}

/** What is wrong with a table of something else, and with what is no table at all: notes, a licence, a picture. */
const fitFaults: readonly ErrorCode[] = ['column_missing']
const noteFaults: readonly ErrorCode[] = [...fitFaults, 'file_wrong_kind', 'file_encoding', 'row_shape']

/**
 * The tables at a path whose headings serve: a file by itself must; of a folder or an archive those that do, and what
 * lies beside them (notes, a licence, other tables) is told to `passOver`. A damaged table is not passed over.
 * Errors: those of `fitOf` when no headings serve, `file_wrong_kind` when there is no table, and those of `openCsv`.
 */
export const fittingTables = async function* <Fit>(
  path: string,
  fitOf: (file: SourceFile, headings: readonly string[]) => Fit,
  passOver: (name: string) => void,
): AsyncGenerator<FittingTable<Fit>> {
  const others: { name: string; fault: MetTraceError; isTable: boolean }[] = []
  let found = 0
  for await (const file of sourceFiles(path)) {
    const isTable = file.name === basename(path) || /\.csv$/i.test(file.path)
    let table: FittingTable<Fit>
    try {
      const { headings, batches } = await openCsv(file)
      table = { file, headings, batches, fit: fitOf(file, headings) }
    } catch (fault) {
      if (!(fault instanceof MetTraceError) || !(isTable ? fitFaults : noteFaults).includes(fault.code))
        throw fault
      others.push({ name: file.name, fault, isTable })
      continue
    }
    found++
    yield table
  }
  if (found > 0) for (const { name } of others) passOver(name)
  else throw (others.find(({ isTable }) => isTable) ?? others[0])?.fault ?? nothingToRead(path)
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

export type Table = Pick<FittingTable<unknown>, 'file' | 'headings' | 'batches'> & {
  /** Positions of the wanted columns, in the order they were asked for. */
  columns: number[]
}

const isTableName = (path: string): boolean => /\.(csv|txt)$/i.test(path)

/**
 * The tables at a path that have every wanted column: a file by itself must have them; of a folder or an archive those
 * that have, and the others are passed over. `delimiter` says what stands between the cells of a file: commas, unless
 * `delimiterOf` is given to find out.
 * Errors: `column_missing` when no table has them, `file_wrong_kind` when there is no table, and those of `openCsv`.
 */
export const tablesWith = async function* (
  path: string,
  wanted: readonly string[],
  delimiter: (file: SourceFile) => Promise<Delimiter> = async () => ',',
): AsyncGenerator<Table> {
  const faults: MetTraceError[] = []
  let found = 0
  for await (const file of sourceFiles(path)) {
    if (file.name !== basename(path) && !isTableName(file.path)) continue
    const { headings, batches } = await openCsv(file, await delimiter(file))
    try {
      const columns = columnsOf(file, headings, wanted)
      found++
      yield { file, headings, columns, batches }
    } catch (error) {
      if (!(error instanceof MetTraceError) || error.code !== 'column_missing') throw error
      faults.push(error)
    }
  }
  if (found > 0) return
  if (faults.length === 0) throw nothingToRead(path)
  throw faults.length === 1 && faults[0]
    ? faults[0]
    : new MetTraceError('column_missing', 'No table here has these columns.', {
        file: basename(path),
        found: `${faults.length} tables without them`,
        expected: wanted.join(', '),
      })
}

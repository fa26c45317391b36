import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import { columnsOf, openCsv, type CsvBatch, type Delimiter } from './csv.ts'
import { nothingToRead } from './nothing-to-read.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

export type Table = {
  file: SourceFile
  headings: string[]
  /** Positions of the wanted columns, in the order they were asked for. */
  columns: number[]
  batches: AsyncGenerator<CsvBatch>
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

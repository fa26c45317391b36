import { basename } from 'node:path'
import { MetTraceError } from '../../../foundation/errors.ts'
import { count } from '../../../foundation/words/figures.ts'
import { columnsOf } from '../../../places/formats/headings.ts'
import { HeldRows, lettersIn } from '../../../places/formats/held-rows.ts'
import { numberedRows } from '../../../places/formats/left-out.ts'
import { fittingTables, type FittingTable } from '../../../places/formats/tables.ts'
import type { SourceFile } from '../../../places/formats/source-files.ts'

/** Headings of a table, by what each column is for; those that are mapped have another heading than their own name. */
export type Mapped<Name extends string> = Partial<Record<Name, string>>

export type KitTableRow<Name extends string> = {
  line: number
  /** The cell, without blanks around it; empty where the table has no such column. */
  cell: (name: Name) => string
}

export type KitTable<Name extends string> = {
  file: string
  /** Heading of each column, for messages. */
  heading: (name: Name) => string
  /** Headings that are not used. */
  unused: string[]
  rows: () => AsyncGenerator<KitTableRow<Name>>
}

type Fit = { at: Map<string, number>; needed: number }

const fitOf = <Name extends string>(
  file: SourceFile,
  headings: readonly string[],
  names: readonly Name[],
  needed: readonly Name[],
  mapped: Mapped<Name>,
): Fit => {
  const at = new Map<string, number>()
  for (const name of names) {
    const heading = mapped[name] ?? name
    const isAsked = needed.includes(name) || mapped[name] !== undefined
    if (!isAsked && !headings.some((each) => each.trim().toLowerCase() === name)) continue
    at.set(name, columnsOf(file, headings, [heading])[0] ?? 0)
  }
  return { at, needed: Math.max(...needed.map((name) => at.get(name) ?? 0)) + 1 }
}

type Columns<Name extends string> = {
  names: readonly Name[]
  needed: readonly Name[]
  mapped: Mapped<Name>
}

/**
 * Reads the one table of a file, with its columns found by their own names or by the headings that they are mapped to;
 * nothing is guessed. A packed file is open only while `read` reads.
 * Errors: `column_missing`, `file_wrong_kind` for several tables, and those of the readers of tables.
 */
export const readKitTable = async <Name extends string, T>(
  path: string,
  { names, needed, mapped }: Columns<Name>,
  read: (table: KitTable<Name>) => Promise<T>,
): Promise<T> => {
  const tables = fittingTables<Fit>(
    path,
    {
      fitOf: (file, headings) => fitOf(file, headings, names, needed, mapped),
      least: (fit) => fit.needed,
    },
    () => {},
    needed.join(', '),
  )
  const found: T[] = []
  for await (const table of tables) {
    if (found.length > 0)
      throw new MetTraceError('file_wrong_kind', 'There are several tables here. Import one at a time.', {
        file: basename(path),
        found: 'several tables',
        expected: 'one table',
      })
    found.push(await read(kitTableOf(table, mapped)))
  }
  // Without any table its reader has refused the path.
  return found[0] as T
}

const kitTableOf = <Name extends string>(
  { file, headings, fit, rows }: FittingTable<Fit>,
  mapped: Mapped<Name>,
): KitTable<Name> => {
  const used = new Set(fit.at.values())
  return {
    file: file.name,
    heading: (name) => mapped[name] ?? name,
    unused: headings.filter((heading, at) => heading !== '' && !used.has(at)),
    rows: async function* () {
      const held = new HeldRows(file.name)
      for await (const batch of rows()) {
        for (const { row, line } of numberedRows(batch)) {
          held.add(line, lettersIn(row))
          yield { line, cell: (name) => (row[fit.at.get(name) ?? -1] ?? '').trim() }
        }
      }
    },
  }
}

/** What is said of columns that are not used. */
export const unusedWarnings = ({ file, unused }: Pick<KitTable<string>, 'file' | 'unused'>): string[] =>
  unused.length === 0
    ? []
    : [
        `${file}: ${count(unused.length, 'column is', 'columns are')} not used: ${unused.slice(0, 10).join(', ')}.`,
      ]

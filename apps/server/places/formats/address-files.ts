import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import { addressRows } from './address-columns.ts'
import { addressHeading, type AddressHeading } from './address-headings.ts'
import {
  dayIn,
  formatNames,
  registerFormats,
  type AddressFormat,
  type AddressRow,
  type RegisterFormat,
  type UprnRow,
} from './address-row.ts'
import { numberedRows } from './left-out.ts'
import type { SourceFile } from './source-files.ts'
import { fittingTables, type FittingTable } from './tables.ts'
import { uprnRows } from './uprn-columns.ts'

export type Lined<Row> = { row: Row; line: number }

type Opened<Format extends AddressFormat, Row> = {
  file: SourceFile
  format: Format
  /** Newest day that its first rows name; null where they name none. */
  firstDay: string | null
  /** Whether its name says that it holds changes alone. */
  saysChanges: boolean
  /** Whether it has places of its own. */
  hasPlaces: boolean
  hasClasses: boolean
  /** Rows, read anew at each call, a batch at a time. Errors: those of `openCsv`, and `value_invalid`. */
  batches: () => AsyncGenerator<Lined<Row>[]>
}

export type RegisterFile = Opened<RegisterFormat, AddressRow>
export type UprnFile = Opened<'open-uprn' | 'nsul', UprnRow>
export type AddressFile = RegisterFile | UprnFile

/** Files of the same zip that say other things of the same addresses: other languages, and related features. */
const relatedFile = /(altadd|rltenty)[^/]*\.csv$/i
/** Change-only updates, as Ordnance Survey names them: AddressBaseCore_COU_2020-07-01_001.csv. */
const changesFile = /(^|[_\W])cou([_\W]|$)/i

/**
 * The address files at a path, each told by its headings or its first row; what lies beside them in an archive or folder
 * is told to `passOver`. `wanted`: the format that it is said to be.
 * Errors: `file_wrong_kind` and `column_missing` where it is none of them, or another than was said; and those of
 * `openCsv`, which reads no line to its end that is far longer than a row.
 */
export const addressFiles = async function* (
  path: string,
  wanted: AddressFormat | undefined,
  passOver: (name: string) => void,
): AsyncGenerator<AddressFile> {
  const tables = fittingTables(
    path,
    {
      fitOf: (file, cells) => {
        const heading = addressHeading(file, cells)
        if (relatedFile.test(file.path)) throw related(file)
        return heading
      },
      isRow: ({ isRow }) => isRow,
    },
    passOver,
  )
  for await (const table of tables) {
    const { format } = table.fit
    if (wanted !== undefined && wanted !== format) throw otherFormat(table.file, format, wanted)
    yield opened(table)
  }
}

const opened = (table: FittingTable<AddressHeading>): AddressFile => {
  const { format, headings } = table.fit
  const plain = headings.map((heading) => heading.toLowerCase())
  const said = {
    file: table.file,
    firstDay: newest(table),
    saysChanges: changesFile.test(basename(table.file.path)),
    hasPlaces: plain.some((heading) => /^(easting|x|x_coordinate|eastings|gridgb1e)$/.test(heading)),
    hasClasses: plain.some((heading) => heading.startsWith('class')),
  }
  if (isRegisterFormat(format)) {
    // The headings are held against the format at once, so that a column that is missing is told before all else.
    addressRows(format, table.file, headings)
    return { ...said, format, batches: () => batchesOf(table, addressRows(format, table.file, headings)) }
  }
  uprnRows(format, table.file, headings)
  return { ...said, format, batches: () => batchesOf(table, uprnRows(format, table.file, headings)) }
}

const isRegisterFormat = (format: AddressFormat): format is RegisterFormat =>
  (registerFormats as readonly string[]).includes(format)

const updatedColumns = /^(versiondate|last_update_date)$/i

const newest = ({ fit, sample }: FittingTable<AddressHeading>): string | null => {
  const at = fit.headings.findIndex((heading) => updatedColumns.test(heading))
  const days = sample.flatMap((cells) => dayIn(cells[at] ?? '') ?? [])
  return days.toSorted().at(-1) ?? null
}

/** Tiles that were put together keep the heading of each: a row that repeats it is none. */
const batchesOf = async function* <Row>(
  table: FittingTable<AddressHeading>,
  { read, end }: { read: (cells: readonly string[], line: number) => Row; end: () => void },
): AsyncGenerator<Lined<Row>[]> {
  const first = table.fit.headings[0] ?? ''
  for await (const batch of table.rows()) {
    const rows: Lined<Row>[] = []
    for (const { row: cells, line } of numberedRows(batch)) {
      if (cells[0] === first && cells.every((cell, at) => cell.trim() === table.fit.headings[at])) continue
      rows.push({ row: read(cells, line), line })
    }
    yield rows
  }
  end()
}

const related = (file: SourceFile): MetTraceError =>
  new MetTraceError('column_missing', 'This file says other things of addresses, and holds none.', {
    file: file.name,
    found: 'alternative or related features',
    expected: 'add_gb_builtaddress.csv',
  })

const otherFormat = (file: SourceFile, found: AddressFormat, wanted: AddressFormat): MetTraceError =>
  new MetTraceError('file_wrong_kind', `This is not ${formatNames[wanted]}.`, {
    file: file.name,
    found: formatNames[found],
    expected: `--format ${found}, or none: the format is found`,
  })

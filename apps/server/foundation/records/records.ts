import type { QueryResultRow } from 'pg'
import type { Binding } from '../log/bound-content.ts'
import type { Act, Operation } from '../log/operations.ts'
import type { Transaction } from '../with-actor.ts'

/** Kinds of records as the log knows them, each about somebody. */
export type RecordKind =
  | 'home'
  | 'resident'
  | 'kit'
  | 'incident'
  | 'scan'
  | 'exhibit'
  | 'field reading'
  | 'laboratory result'
  | 'person'
  | 'file'

type Written<Row, Doing extends Operation> = Omit<Act, 'operation' | 'kind' | 'subjects'> & {
  operation: Doing
  kind: RecordKind
  /** Rows that the entry commits to, where only the statement tells which. */
  bindsOf?: (rows: readonly Row[]) => readonly Binding[]
} & ({ of: (row: Row) => string | readonly string[] | null } | { subjects: readonly string[] })

/** What a read does with whose record: that of every row by `of`, or those that were asked for. */
export type Looking<Row> = Written<Row, 'consultation' | 'combination' | 'disclosure'>
export type Changing<Row> = Written<Row, 'collection' | 'alteration' | 'erasure'>

const writeDown = async <Row>(
  tx: Transaction,
  written: Looking<Row> | Changing<Row>,
  rows: readonly Row[],
): Promise<void> => {
  const { bindsOf, binds = bindsOf?.(rows), ...act } = written
  const bound = binds && { binds }
  if ('subjects' in act) return tx.record({ ...act, ...bound })
  const { of, ...rest } = act
  await tx.record({ ...rest, ...bound, subjects: [...new Set(rows.flatMap((row) => of(row) ?? []))] })
}

/**
 * Reads rows about people, and writes down in the same call whose records they are, in the order of the rows and also
 * where there is none: that somebody was looked for is part of what was done. Several kinds where a row is about several.
 */
export const readRecords = async <Row extends QueryResultRow>(
  tx: Transaction,
  looking: Looking<Row> | readonly Looking<Row>[],
  text: string,
  values: readonly unknown[],
): Promise<Row[]> => {
  const { rows } = await tx.query<Row>(text, [...values])
  for (const each of [looking].flat() as Looking<Row>[]) await writeDown(tx, each, rows)
  return rows
}

/**
 * Adds, changes or takes away rows about people, and writes down in the same call whose they are; nothing where no row
 * was touched. Answers with what the statement returns, and how many rows it touched.
 */
export const changeRecords = async <Row extends QueryResultRow = Record<never, never>>(
  tx: Transaction,
  changing: Changing<Row>,
  text: string,
  values: readonly unknown[],
): Promise<{ rows: Row[]; touched: number }> => {
  const { rows, rowCount } = await tx.query<Row>(text, [...values])
  const touched = rowCount ?? 0
  if (touched > 0) await writeDown(tx, changing, rows)
  return { rows, touched }
}

/**
 * Asks of rows about people what says nothing of any one of them: how many, where and when. Not written down record by
 * record, since none is read. Errors: a TypeError for a column that could name somebody.
 */
export const countRecords = async <Row extends QueryResultRow = Record<never, never>>(
  tx: Transaction,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => {
  const { rows, fields } = await tx.query<Row>(text, [...values])
  const naming = fields.find(({ dataTypeID }) => !countable.has(dataTypeID))
  if (naming) throw new TypeError(`${naming.name} may name somebody: read it through readRecords.`)
  return rows
}

/** Types of PostgreSQL that name nobody: numbers, truth values and days (pg_type.oid). */
const countable = new Set([16, 20, 21, 23, 700, 701, 1082, 1700])

/**
 * Reads or changes, as a part of the product, rows about people that nobody is shown: those of whoever signs in, or of
 * all homes when the city goes. `because` says why no record is written down by it.
 */
export const keepRecords = async <Row extends QueryResultRow = Record<never, never>>(
  tx: Transaction,
  _because: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<{ rows: Row[]; touched: number }> => {
  const { rows, rowCount } = await tx.query<Row>(text, [...values])
  return { rows, touched: rowCount ?? 0 }
}

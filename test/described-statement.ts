import type pg from 'pg'
import type { Base, Column } from './declared-rows.ts'

/** A column of a statement's answer, as the database describes it. */
export type DescribedColumn = Column & {
  base: Base
  table: number
  attribute: number
}

type Field = { name: string; dataTypeID: number; tableID: number; columnID: number }
/** The part of pg's connection that speaks the extended protocol. */
type Wire = {
  parse: (statement: { name: string; text: string; types: number[] }) => void
  describe: (what: { type: 'S'; name: string }) => void
  sync: () => void
}

/** What a value of each type is in our rows (pg_type.oid; foundation/database.ts takes days and counts as it says). */
const scalars: Record<number, Base> = {
  16: 'boolean',
  17: 'Buffer',
  18: 'string',
  19: 'string',
  20: 'number',
  21: 'number',
  23: 'number',
  25: 'string',
  26: 'number',
  114: 'json',
  700: 'number',
  701: 'number',
  1042: 'string',
  1043: 'string',
  1082: 'string',
  1114: 'Date',
  1184: 'Date',
  1700: 'string',
  // Nothing: what a function answers that only does something.
  2278: 'string',
  2950: 'string',
  3802: 'json',
  5069: 'string',
}
const lists: Record<number, Base> = {
  1000: 'boolean',
  1001: 'Buffer',
  1003: 'string',
  1005: 'number',
  1007: 'number',
  1009: 'string',
  1015: 'string',
  1016: 'string',
  1021: 'number',
  1022: 'number',
  1185: 'Date',
  2951: 'string',
}

const columnOf = ({ name, dataTypeID, tableID, columnID }: Field): [string, DescribedColumn] => {
  const list = lists[dataTypeID]
  const base = list ?? scalars[dataTypeID]
  if (!base)
    throw new RangeError(`What a value of the type ${dataTypeID} of ${name} is in a row is not listed here.`)
  return [
    name,
    { base, bases: new Set([base]), array: list !== undefined, table: tableID, attribute: columnID },
  ]
}

/** Asks the database what a statement answers, without running it. */
export const describeStatement = async (
  client: pg.Client,
  text: string,
): Promise<ReadonlyMap<string, DescribedColumn>> => {
  const { promise, resolve, reject } = Promise.withResolvers<Field[]>()
  let fields: Field[] = []
  client.query({
    submit: (connection: unknown) => {
      const wire = connection as Wire
      wire.parse({ name: '', text, types: [] })
      wire.describe({ type: 'S', name: '' })
      wire.sync()
    },
    handleRowDescription: (message: { fields: Field[] }) => (fields = message.fields),
    // pg asks no more of what has failed.
    handleError: reject,
    handleReadyForQuery: () => resolve(fields),
  } as unknown as pg.Submittable)
  return new Map((await promise).map(columnOf))
}

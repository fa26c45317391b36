import pg from 'pg'

/** Rows of some tables that were written by the transactions from a number on, in those transactions, as text. */
export type WrittenRows = Map<string, { table: string; values: (string | null)[] }[]>

const plainName = (table: string): string => table.replace('.', '_')

const columnsOf = async (owner: pg.Client, table: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** Makes tables of the same columns and keys in a schema `plain`, without policies, triggers or references to others. */
export const makePlainTables = async (owner: pg.Client, tables: readonly string[]): Promise<void> => {
  await owner.query('create schema plain')
  for (const table of tables)
    await owner.query(
      `create table plain.${plainName(table)} (like ${table} including all excluding identity excluding generated)`,
    )
}

export const rowsWrittenFrom = async (
  owner: pg.Client,
  tables: readonly string[],
  from: string,
): Promise<WrittenRows> => {
  const written: WrittenRows = new Map()
  for (const table of tables) {
    const columns = await columnsOf(owner, table)
    const { rows } = await owner.query<(string | null)[]>({
      text: `select xmin::text, ${columns.map((name) => `${name}::text`).join(', ')} from ${table} where xmin::text::bigint >= $1`,
      values: [from],
      rowMode: 'array',
    })
    for (const [transaction = '', ...values] of rows) {
      const together = written.get(transaction ?? '') ?? []
      together.push({ table, values })
      written.set(transaction ?? '', together)
    }
  }
  return written
}

/** Puts rows into the plain tables, one statement a row, in their transactions, over so many connections. Returns milliseconds. */
export const insertPlainly = async (
  url: string,
  written: WrittenRows,
  connections: number,
): Promise<number> => {
  const waiting = [...written.values()]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      for (let rows = waiting.pop(); rows; rows = waiting.pop()) {
        await client.query('begin')
        for (const { table, values } of rows)
          await client.query({
            name: table,
            text: `insert into plain.${plainName(table)} values (${values.map((_, at) => `$${at + 1}`).join(', ')})`,
            values,
          })
        await client.query('commit')
      }
      await client.end()
    }),
  )
  return performance.now() - began
}

import { hash } from 'node:crypto'
import type pg from 'pg'

/** Digest of every table's content by `schema.table`, whatever order its rows lie in. */
export const databaseContent = async (
  owner: pg.Client,
  schemas: readonly string[] = ['foundation', 'places', 'target', 'enforcement'],
): Promise<Record<string, string>> => {
  const { rows: tables } = await owner.query<{ schema: string; table: string }>(
    `select schemaname as schema, tablename as table from pg_tables
     where schemaname = any ($1) order by 1, 2`,
    [schemas],
  )
  const content: Record<string, string> = {}
  for (const { schema, table } of tables) {
    const name = `${owner.escapeIdentifier(schema)}.${owner.escapeIdentifier(table)}`
    const { rows } = await owner.query<{ rows: string; digest: string | null }>(
      `select count(*) as rows, string_agg(digest, '' order by digest) as digest
       from (select md5(t::text) as digest from ${name} t) each`,
    )
    content[`${schema}.${table}`] = `${rows[0]?.rows} rows, ${hash('sha256', rows[0]?.digest ?? '')}`
  }
  return content
}

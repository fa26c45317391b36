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
  const each = tables.map(({ schema, table }) => {
    const name = `${owner.escapeIdentifier(schema)}.${owner.escapeIdentifier(table)}`
    return `select ${owner.escapeLiteral(`${schema}.${table}`)} as name, count(*) as rows,
      string_agg(digest, '' order by digest) as digest from (select md5(t::text) as digest from ${name} t) each`
  })
  const { rows } = await owner.query<{ name: string; rows: string; digest: string | null }>(
    each.join(' union all '),
  )
  return Object.fromEntries(
    rows.map(({ name, rows: count, digest }) => [name, `${count} rows, ${hash('sha256', digest ?? '')}`]),
  )
}

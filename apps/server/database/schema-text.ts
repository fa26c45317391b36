import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

const catalogue = readFileSync(join(import.meta.dirname, 'schema-text.sql'), 'utf8')

type Line = { text: string; section: number; is_view_body: boolean; is_function_body: boolean }

/**
 * PostgreSQL 15 writes `table.column` in a view over one table where 16 and later write `column`: the prefix is
 * dropped where there is only one to choose from.
 */
const withoutSinglePrefix = (body: string, schemas: ReadonlySet<string>): string => {
  const prefixes = new Set(
    Array.from(body.matchAll(/\b([a-z_]\w*)\.(?=[a-z_])/g), (match) => match[1] ?? '').filter(
      (prefix) => !schemas.has(prefix),
    ),
  )
  const [only] = prefixes
  return prefixes.size === 1 ? body.replaceAll(new RegExp(`\\b${only}\\.(?=[a-z_])`, 'g'), '') : body
}

/** The same in the columns of a view over one table whose condition asks others. */
const withoutPrefixInList = (body: string): string => {
  const from = /\bFROM [\w.]+ (\w+)\s+WHERE /.exec(body)
  const list = body.slice(0, from?.index ?? 0)
  return from && !/\bFROM\b/.test(list)
    ? list.replaceAll(new RegExp(`\\b${from[1]}\\.`, 'g'), '') + body.slice(from.index)
    : body
}

const indented = (body: string): string =>
  body
    .trim()
    .split('\n')
    .map((line) => `    ${line.trim()}`)
    .join('\n')

/** The schema of the database `client` is on, as text that is the same on every supported PostgreSQL. */
export const schemaText = async (client: Pick<pg.ClientBase, 'query'>): Promise<string> => {
  const { rows } = await client.query<Line>(catalogue)
  const { rows: names } = await client.query<{ name: string }>(
    'select nspname::text as name from pg_namespace',
  )
  const schemas = new Set(names.map((each) => each.name))
  return rows
    .map((line) => {
      if (line.is_view_body) return indented(withoutPrefixInList(withoutSinglePrefix(line.text, schemas)))
      if (line.is_function_body) return indented(line.text)
      return line.section === 0 ? `\n${line.text}` : line.text
    })
    .join('\n')
    .replace(
      /^\n/,
      '-- Written by `npm run schema` from the catalogue of a migrated database; for reading and review.\n\n',
    )
    .concat('\n')
}

import type pg from 'pg'
import { accessStatements } from './policies.ts'

/** Begins the note of the schema `migration`, which says the state of all others; readable by every login. */
export const schemaMark = 'State of the schema: '

/** Which state of migrations and access table a database is in, as it says itself; readable by every login. */
export const stateOf = async (client: Pick<pg.ClientBase, 'query'>): Promise<string | undefined> => {
  const { rows } = await client.query<{ words: string | null }>(
    `select obj_description(to_regnamespace('migration'), 'pg_namespace') as words`,
  )
  const words = rows[0]?.words
  return words?.startsWith(schemaMark) ? words.slice(schemaMark.length) : undefined
}

/**
 * Makes the policies and rights of a migrated database those of the access table, and notes the state (hexadecimal) that
 * it is now in. Does nothing where it is in that state. The caller holds the migrations' lock.
 */
export const applyAccess = async (client: pg.Client, state: string): Promise<void> => {
  if ((await stateOf(client)) === state) return
  await client.query('begin')
  try {
    await client.query(accessStatements().join(';\n'))
    await client.query(`comment on schema migration is ${client.escapeLiteral(schemaMark + state)}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

import { createHash } from 'node:crypto'
import type pg from 'pg'
import { accessStatements } from './policies.ts'

/**
 * Makes the policies and rights of a migrated database those of the access table. Does nothing where they are already:
 * the digest of what was applied last is kept in `migration.access`. The caller holds the migrations' lock.
 */
export const applyAccess = async (client: pg.Client, migrated: boolean): Promise<void> => {
  const statements = accessStatements().join(';\n')
  const digest = createHash('sha256').update(statements).digest('hex')
  const { rows } = await client.query<{ digest: string }>('select digest from migration.access')
  if (rows[0]?.digest === digest && !migrated) return
  await client.query('begin')
  try {
    await client.query(statements)
    await client.query('delete from migration.access')
    await client.query('insert into migration.access (digest) values ($1)', [digest])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

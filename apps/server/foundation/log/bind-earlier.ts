import type { Database } from '../database.ts'
import type { BoundTable } from './bound-content.ts'
import { sealerActor } from './open-log.ts'

/** Purpose of the entry that begins to bind a table; a second one for the same table is told by `verify --database`. */
export const beginsBinding = (table: string): string => `begin to bind ${table}`

/** The table that an entry of this purpose begins to bind. */
export const boundByPurpose = (purpose: string): string | undefined =>
  /^begin to bind (\S+)$/.exec(purpose)?.[1]

/**
 * Binds, once for each table, what was there before its rows were bound as they were written: from then on a row that
 * nothing binds was put in past the product. One process at a time, under the sealer's lock.
 */
export const bindEarlier = async (database: Database, tables: readonly BoundTable[]): Promise<void> => {
  const begun = await database.keepHouse(sealerActor, 'bound tables', async (tx) => {
    const { rows } = await tx.query<{ name: string }>('select name from log.bound_table')
    return new Set(rows.map(({ name }) => name))
  })
  for (const table of tables.filter(({ name }) => !begun.has(name))) {
    const { name, reader, onlyWhere = 'true' } = table
    await database.withActor({ id: 'the product', role: reader }, beginsBinding(name), async (tx) => {
      const { rows } = await tx.query<{ id: string }>(`select t.id from ${name} t where ${onlyWhere}`)
      await tx.record({
        operation: null,
        kind: null,
        subjects: [],
        binds: [{ table, rows: rows.map(({ id }) => id) }],
      })
      await tx.query('insert into log.bound_table (name) values ($1)', [name])
    })
  }
}

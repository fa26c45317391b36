import type { Database } from '../foundation/database.ts'
import type { Queries, Transaction } from '../foundation/with-actor.ts'
import { remembered } from '../foundation/jobs/memory.ts'
import { dataState } from '../places/data-state.ts'
import { lastImportedAt } from '../places/import-session.ts'
import { loadedVintages } from '../places/homes.ts'
import type { LoadedData, LoadedKind, LoadedSeries } from './types.ts'

/** What data there are: series with their months, boundaries with their homes, and when anything last came in. */
export const whatIsLoaded = async (database: Database, tx: Transaction): Promise<LoadedData> => {
  const { rows: months } = await tx.query<LoadedSeries>(
    `select source, series, level, to_char(min(month), 'YYYY-MM') as "from", to_char(max(month), 'YYYY-MM') as "to"
       from target.loaded_month group by source, series, level order by source, series, level`,
  )
  const importedAt = await lastImportedAt(tx)
  const state = await dataState(tx)
  return { months, kinds: await kindsOf(database, tx, state), importedAt, state }
}

/** Asked for by every page, and changed by imports only. */
const kindsOf = (database: Database, tx: Queries, state: string): Promise<LoadedKind[]> =>
  remembered(database, { name: 'kinds of area', restsOn: [state] }, () => loadedVintages(tx))

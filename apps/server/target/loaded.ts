import type { Database } from '../foundation/database.ts'
import type { Actor, Queries } from '../foundation/with-actor.ts'
import { homesFound } from '../places/homes.ts'
import type { Loaded, LoadedKind, LoadedSeries } from './types.ts'

/** What data there are: series with their months, boundaries with their homes, and when anything last came in. */
export const whatIsLoaded = (database: Database, actor: Actor): Promise<Loaded> =>
  database.withActor(actor, 'what is loaded', async (tx) => {
    const { rows: months } = await tx.query<LoadedSeries>(
      `select source, series, level, to_char(min(month), 'YYYY-MM') as "from", to_char(max(month), 'YYYY-MM') as "to"
       from target.loaded_month group by source, series, level order by source, series, level`,
    )
    const { rows: last } = await tx.query<{ at: string | null }>(
      `select to_char(max(imported_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from places.import_file`,
    )
    const importedAt = last[0]?.at ?? null
    return { months, kinds: await rememberedKinds(database, tx, importedAt), importedAt }
  })

const remembered = new WeakMap<Database, { importedAt: string | null; kinds: LoadedKind[] }>()

/** Asked for by every page, and changed by imports only. */
const rememberedKinds = async (
  database: Database,
  tx: Queries,
  importedAt: string | null,
): Promise<LoadedKind[]> => {
  const known = remembered.get(database)
  if (known && known.importedAt !== null && known.importedAt === importedAt) return known.kinds
  const { rows: kinds } = await tx.query<LoadedKind>(
    `with asked as (select distinct code from places.area), ${homesFound}
       select a.kind, a.valid_from as "validFrom", count(*)::int as areas, coalesce(sum(f.homes), 0)::int as homes
       from places.area a left join found f using (code)
       group by a.kind, a.valid_from order by a.kind, a.valid_from`,
  )
  remembered.set(database, { importedAt, kinds })
  return kinds
}

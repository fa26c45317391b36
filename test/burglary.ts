import type { Database } from '../apps/server/foundation/database.ts'

/** A burglary of a home that was reported just now, as a force's own file tells it. */
export const putBurglary = (
  database: Database,
  { reference, easting, northing }: { reference: string; easting: number; northing: number },
): Promise<void> =>
  database.withActor({ id: 'test', role: 'importer' }, 'a burglary', async (tx) => {
    await tx.query(
      `insert into enforcement.incident_version
         (reference, as_at, row_digest, reported_at, committed_to, easting, northing, classification, series, address)
       values ($1, now(), gen_random_uuid(), now(), now(), $2, $3, 'Burglary', 'residential', 'Victim Road')`,
      [reference, easting, northing],
    )
  })

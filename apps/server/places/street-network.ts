import type { Database } from '../foundation/database.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { leftOutWarnings, totalOf } from './formats/left-out.ts'
import { readNetworks } from './formats/network-files.ts'
import { importFiles, type ImportReport } from './import-session.ts'
import { planeInUse } from './plane-in-use.ts'
import type { StoredStreet } from './street-pieces.ts'
import { encodeLine } from './wkb.ts'

/**
 * Imports the streets of a network. What was there stays: networks of neighbouring boroughs become one where their
 * junctions have the same place. Of one line the least of the lengths given counts.
 */
export const importNetwork = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> =>
  importFiles(database, actor, 'network', paths, async (tx, path, warn) => {
    progress('reading streets')
    const { links, tallies } = await readNetworks(path, await planeInUse(tx))
    for (const tally of tallies) {
      const { otherDirection: _expected, ...odd } = tally.leftOut
      for (const words of leftOutWarnings({ ...tally, leftOut: odd })) warn(words)
    }
    const { rowCount } = await tx.query(
      `insert into places.street_link (line, metres)
       select line, min(metres) from unnest($1::bytea[], $2::float8[]) as given (line, metres) group by line
       on conflict (key) do update set metres = excluded.metres where street_link.metres > excluded.metres`,
      [links.map(({ line }) => encodeLine(line)), links.map(({ metres }) => metres)],
    )
    const taken = rowCount ?? 0
    return {
      file: path,
      ...totalOf(tallies),
      taken,
      alreadyPresent: links.length - taken,
      possibleRepeats: 0,
    }
  })

/** The streets that are loaded. */
export const loadedStreets = async (tx: Transaction): Promise<StoredStreet[]> => {
  const { rows } = await tx.query<{ line: Buffer; metres: number }>(
    'select line, metres from places.street_link order by key',
  )
  return rows.map(({ line, metres }) => ({ line: new Uint8Array(line), metres }))
}

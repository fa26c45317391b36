import { basename } from 'node:path'
import type { Database } from '../foundation/database.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { readHomes } from './formats/homes-files.ts'
import { admitSource, unknownDay } from './home-sources.ts'
import { importFiles, type ImportReport } from './import-session.ts'

export type HomesSettings = { code: string; homes: string; asOf?: string; replaces?: string }

/**
 * Imports the number of homes in each area. Sources of different days are all kept, and the latest day counts; a second
 * source for areas of one day is refused, unless it is said to replace the first.
 */
export const importHomes = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: HomesSettings,
): Promise<ImportReport> =>
  importFiles(database, actor, 'homes', paths, async (tx, path, warn) => {
    progress('reading homes')
    const file = await readHomes(path, settings)
    for (const words of file.warnings) warn(words)
    const asOf = settings.asOf ?? unknownDay
    const source = `${basename(path)}, ${settings.homes}`
    const codes = file.rows.map(({ code }) => code)
    const homes = file.rows.map((each) => each.homes)
    const { replaces } = settings
    for (const words of await admitSource(tx, actor.id, {
      asOf,
      source,
      codes,
      homes,
      ...(replaces && { replaces }),
    }))
      warn(words)
    const { rowCount } = await tx.query(
      `insert into places.home_count (code, as_of, source, homes)
       select code, $1, $2, homes from unnest($3::text[], $4::int[]) as i (code, homes)
       on conflict (code, as_of, source) do update set homes = greatest(home_count.homes, excluded.homes)
         where home_count.homes < excluded.homes`,
      [asOf, source, codes, homes],
    )
    const taken = rowCount ?? 0
    return {
      file: path,
      rows: file.rowsRead,
      taken,
      alreadyPresent: file.rows.length - taken,
      leftOut: file.leftOut,
      possibleRepeats: 0,
    }
  })

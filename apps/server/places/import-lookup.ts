import type { Database } from '../foundation/database.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { readLookup } from './formats/lookup-files.ts'
import { raiseGeography } from './geography.ts'
import { importFiles, type ImportReport } from './import-session.ts'

export type LookupSettings = { from: string; to: string }

/** Imports pairs of codes: between vintages, or from small areas up to ward, borough and BCU. */
export const importLookup = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: LookupSettings,
): Promise<ImportReport> =>
  importFiles(database, actor, 'lookup', paths, async (tx, path, warn) => {
    progress('reading the look-up')
    const file = await readLookup(path, settings)
    for (const words of file.warnings) warn(words)
    const { rowCount } = await tx.query(
      `insert into places.lookup (from_column, to_column, from_code, to_code, change)
       select $1, $2, * from unnest($3::text[], $4::text[], $5::text[])
       on conflict do nothing`,
      [
        settings.from,
        settings.to,
        file.rows.map(({ from }) => from),
        file.rows.map(({ to }) => to),
        file.rows.map(({ change }) => change),
      ],
    )
    const taken = rowCount ?? 0
    if (taken > 0) await raiseGeography(tx)
    return {
      file: path,
      rows: file.rowsRead,
      taken,
      alreadyPresent: file.rows.length - taken,
      leftOut: file.leftOut,
      possibleRepeats: 0,
    }
  })

import { basename } from 'node:path'
import { count } from '../../../foundation/words/figures.ts'
import type { Database } from '../../../foundation/database.ts'
import { londonToday } from '../../../foundation/days.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import type { ImportReport } from '../../../places/import-session.ts'
import { importKitFile } from '../batch/import-session.ts'
import { readEarlier, type EarlierArea, type EarlierColumn } from './read-earlier.ts'
import { takeEarlier } from './take-earlier.ts'

/** Options of `import earlier`; those that are not named are headings of columns. */
export type EarlierSettings = { name?: string; codeTo?: string } & Partial<
  Record<Exclude<EarlierColumn, 'code_to'>, string>
>

/** What becomes of the areas of a phase that was taken: deployments, which are another room's. */
export type FixPhase = (
  tx: Transaction,
  actor: string,
  phase: { name: string; areas: readonly EarlierArea[] },
) => Promise<void>

/**
 * Takes in a file of an earlier phase, named after it unless a name is said. The same file again changes nothing.
 * Errors: those of `readEarlier` of `takeEarlier` and of `fix`.
 */
export const importEarlier = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  { name: said, codeTo, ...mapped }: EarlierSettings,
  fix: FixPhase,
): Promise<ImportReport> =>
  importKitFile(database, actor, 'import earlier', async (tx, warn) => {
    const path = paths[0] ?? ''
    progress('reading an earlier phase')
    const file = await readEarlier(path, {
      mapped: { ...mapped, ...(codeTo !== undefined && { code_to: codeTo }) },
      today: londonToday(),
    })
    for (const words of file.warnings) warn(words)
    const name = said ?? basename(path).replace(/(\.csv|\.txt|\.tsv)?(\.gz|\.zip)?$/i, '')
    const { isKnown, homesNotFound } = await takeEarlier(tx, actor.id, name, file, progress)
    if (isKnown) warn(`${file.file}: this file was taken before. Nothing was changed.`)
    else await fix(tx, actor.id, { name, areas: file.areas })
    if (homesNotFound > 0)
      warn(
        `${count(homesNotFound, 'kit')} of homes that the register does not have. They are kept by UPRN and area.`,
      )
    return {
      file: path,
      rows: file.rowsRead,
      taken: isKnown ? 0 : file.rowsRead,
      alreadyPresent: isKnown ? file.rowsRead : 0,
      leftOut: {},
      possibleRepeats: 0,
    }
  })

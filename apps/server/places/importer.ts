import type { Place } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import type { Actor } from '../foundation/with-actor.ts'
import type { ImportKind, ImportReport } from './import-session.ts'

/** A setting of an importer, as the command line asks for it. */
export type ImporterOption = {
  /** As it is typed: `--valid-from <date>`. */
  flags: string
  words: string
  required?: true
  choices?: readonly string[]
  /** How it is read where it is no text: a calendar day, which of two orders dates have, a number from 1. */
  reads?: 'day' | 'order of dates' | 'whole number'
}

type Run<Settings> = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
  settings: Settings,
) => Promise<ImportReport>

/** What the command line needs to know of an importer; the part of the product that takes the rows says it. */
export type Importer = {
  name: ImportKind | 'kits' | 'earlier' | 'survey'
  words: string
  /** Where it takes on another role than importers do. */
  as?: Extract<Place, `import${string}Command`>
  /** Whether it takes several files, or folders, at once. */
  files: 'one' | 'many'
  options: readonly ImporterOption[]
  /** Loads the importer and runs it, with its settings as the options have read them. */
  run: Run<unknown>
}

/** An importer whose settings are what its options make of them. */
export const importer = <Settings>(parts: Omit<Importer, 'run'> & { run: Run<Settings> }): Importer => ({
  ...parts,
  run: parts.run as Run<unknown>,
})

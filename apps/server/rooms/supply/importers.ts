import { importer, type Importer, type ImporterOption } from '../../places/importer.ts'
import type { KitsSettings } from './batch/import-kits.ts'
import type { EarlierSettings, FixPhase } from './earlier/import-earlier.ts'

/** An option that names the heading of a column which has another than its own. */
export const column = (name: string, words: string): ImporterOption => ({
  flags: `--${name.replaceAll('_', '-')} <column>`,
  words: `heading of ${words}, where it is not ${name}`,
})

/**
 * What brings kits: batches of suppliers, and what is known of an earlier phase; `fixPhase` loads what makes deployments of
 * its areas.
 */
export const supplyImporters = (fixPhase: () => Promise<FixPhase>): readonly Importer[] => [
  importer({
    name: 'kits',
    words: 'a supplier’s batch of kits (docs/formats/kit-batch.md), into the central store',
    files: 'one',
    as: 'importKitsCommand',
    options: [
      { flags: '--contract <reference>', words: 'contract that they come under', required: true },
      { flags: '--announced', words: 'they have not arrived yet: each box is taken in when it is scanned' },
      { flags: '--kits-per-box <number>', words: 'how many kits every box has', reads: 'whole number' },
      column('serial', 'the serials'),
      column('code', 'the codes of the liquid'),
      column('pin_digest', 'the digests of PINs'),
      column('box', 'the numbers of boxes'),
      column('pallet', 'the pallets'),
      column('batch', 'the batches'),
      column('made', 'the days they were made'),
      column('expires', 'the last days of use'),
    ],
    run: async (database, actor, paths, progress, settings: KitsSettings) =>
      (await import('./batch/import-kits.ts')).importKits(database, actor, paths, progress, settings),
  }),
  importer({
    name: 'earlier',
    words:
      'an earlier phase: areas, dates, kits, codes, registrations, stickers (docs/formats/earlier-phase.md)',
    files: 'one',
    as: 'importKitsCommand',
    options: [
      { flags: '--name <name>', words: 'what the phase is called, where it is not named as its file is' },
      column('area', 'the codes of areas'),
      column('from', 'the first days'),
      column('to', 'the last days'),
      column('kits', 'the numbers of kits'),
      column('homes', 'the numbers of homes'),
      column('code', 'the codes of the liquid'),
      column('code_to', 'the last codes of ranges'),
      column('serial', 'the serials'),
      column('uprn', 'the homes'),
      column('registered', 'whether or when they were registered'),
      column('sticker', 'whether the home shows a sticker'),
    ],
    run: async (database, actor, paths, progress, settings: EarlierSettings) =>
      (await import('./earlier/import-earlier.ts')).importEarlier(
        database,
        actor,
        paths,
        progress,
        settings,
        await fixPhase(),
      ),
  }),
]

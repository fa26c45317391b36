import { areaKinds } from './area-kinds.ts'
import { addressFormats } from './formats/address-row.ts'
import type { AreaSettings } from './import-areas.ts'
import type { HomesSettings } from './import-homes.ts'
import type { LookupSettings } from './import-lookup.ts'
import type { AddressSettings } from './import-addresses.ts'
import { importer, type Importer } from './importer.ts'

/** What brings places: boundaries, homes, look-ups, postcodes, streets. */
export const placesImporters: readonly Importer[] = [
  importer({
    name: 'areas',
    words: 'boundaries: GeoJSON, TopoJSON or zipped Shapefile, WGS84 or British National Grid',
    files: 'one',
    options: [
      { flags: '--kind <kind>', words: 'kind of area', required: true, choices: areaKinds },
      { flags: '--code <column>', words: 'column of the official code (found by itself where it can be)' },
      { flags: '--name <column>', words: 'column of the name (found by itself where it can be)' },
      {
        flags: '--valid-from <date>',
        words: 'first day on which these boundaries hold',
        required: true,
        reads: 'day',
      },
      { flags: '--valid-to <date>', words: 'last day on which they hold', reads: 'day' },
    ],
    run: async (database, actor, paths, progress, settings: AreaSettings) =>
      (await import('./import-areas.ts')).importAreas(database, actor, paths, progress, settings),
  }),
  importer({
    name: 'homes',
    words: 'homes (households) of each area',
    files: 'one',
    options: [
      { flags: '--code <column>', words: 'column of the area code', required: true },
      { flags: '--homes <column>', words: 'column of the number of homes', required: true },
      { flags: '--as-of <date>', words: 'day that the numbers describe', reads: 'day' },
      {
        flags: '--replaces <source>',
        words: 'source of the same day that these numbers replace, as `homes list` names it',
      },
    ],
    run: async (database, actor, paths, progress, settings: HomesSettings) =>
      (await import('./import-homes.ts')).importHomes(database, actor, paths, progress, settings),
  }),
  importer({
    name: 'lookup',
    words: 'which code belongs to which: between vintages, and up to ward, borough and BCU',
    files: 'one',
    options: [
      { flags: '--from <column>', words: 'column of the first code', required: true },
      { flags: '--to <column>', words: 'column of the second code', required: true },
    ],
    run: async (database, actor, paths, progress, settings: LookupSettings) =>
      (await import('./import-lookup.ts')).importLookup(database, actor, paths, progress, settings),
  }),
  importer({
    name: 'postcodes',
    words: 'where postcodes lie: Code-Point Open, the ONS Postcode Directory, or a table of your own',
    files: 'one',
    options: [],
    run: async (database, actor, paths, progress) =>
      (await import('./postcodes.ts')).importPostcodes(database, actor, paths, progress),
  }),
  importer({
    name: 'network',
    words: 'a street network, by which rings are measured along the streets: GraphML as OSMnx saves it',
    files: 'many',
    options: [],
    run: async (database, actor, paths, progress) =>
      (await import('./street-network.ts')).importNetwork(database, actor, paths, progress),
  }),
  importer({
    name: 'addresses',
    words:
      'an edition of an address file, compared with the register of homes: OS NGD, AddressBase Core or Plus, OS Open UPRN, an ONS directory, or a table of your own',
    files: 'many',
    options: [
      { flags: '--format <format>', words: 'format of the files (found by itself)', choices: addressFormats },
      { flags: '--accept', words: 'accept the edition at once; without it, it waits for somebody to decide' },
      {
        flags: '--supply <supply>',
        words: 'whether the files hold every address, or changes alone (found by itself where it can be)',
        choices: ['full', 'changes'],
      },
      {
        flags: '--as-of <date>',
        words: 'day that the edition describes (the newest in the files)',
        reads: 'day',
      },
    ],
    run: async (database, actor, paths, progress, settings: AddressSettings) =>
      (await import('./import-addresses.ts')).importAddresses(database, actor, paths, progress, settings),
  }),
]

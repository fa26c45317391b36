import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { Config } from '../../config.ts'
import type { Database } from '../../foundation/database.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { areaKinds, importAreas } from '../../places/import-areas.ts'
import { importHomes } from '../../places/import-homes.ts'
import { importPostcodes } from '../../places/postcodes.ts'
import { importLookup } from '../../places/import-lookup.ts'
import { importNetwork } from '../../places/street-network.ts'
import type { PointSystem } from '../../places/formats/point-files.ts'
import type { ImportReport, ImportResult } from '../../places/import-session.ts'
import { importCounts } from '../../target/import-counts.ts'
import { importIncidents } from '../../target/import-incidents.ts'
import { importPoints } from '../../target/import-points.ts'
import { importStreet } from '../../target/import-street.ts'
import { commandLineActor } from '../actor.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'
import type { Progress } from '../progress.ts'
import { formatWhole, textTable } from '../table.ts'

/** What every importer is given besides its own settings. */
type Run = (database: Database, actor: Actor, paths: string[], progress: Progress) => Promise<ImportReport>

const reasonWords: Record<string, string> = {
  exactRepeat: 'exact repeats',
  noPlace: 'no place',
  unknownArea: 'unknown area',
  badDate: 'bad date',
  otherDirection: 'the other direction',
  noLength: 'no length',
  badLine: 'bad line',
}

const leftOutText = (leftOut: Record<string, number>): string =>
  Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${formatWhole(count)} ${reasonWords[reason] ?? reason}`)
    .join(', ')

const resultsTable = (results: ImportResult[]): string =>
  textTable(results, [
    { heading: 'File', value: ({ file }) => file },
    { heading: 'Rows', value: ({ rows }) => formatWhole(rows), align: 'right' },
    { heading: 'Taken', value: ({ taken }) => formatWhole(taken), align: 'right' },
    { heading: 'Already there', value: ({ alreadyPresent }) => formatWhole(alreadyPresent), align: 'right' },
    {
      heading: 'Possible repeats',
      value: ({ possibleRepeats }) => formatWhole(possibleRepeats),
      align: 'right',
    },
    { heading: 'Left out', value: ({ leftOut }) => leftOutText(leftOut) },
  ])

const runImport = async (
  context: CommandContext,
  command: string,
  options: CommonOptions,
  files: string[],
  run: Run,
): Promise<void> => {
  const { json: _json, data: _data, ...settings } = options as CommonOptions & Record<string, unknown>
  const report = await withDatabase(options, (database, config: Config) =>
    run(
      database,
      commandLineActor(config, 'importer'),
      files.map((file) => resolve(config.invocationDirectory, file)),
      context.progress,
    ),
  )
  // Files are named as the user named them, not as this machine finds them.
  const results = report.results.map((result, at) => ({ ...result, file: files[at] ?? result.file }))
  await context.done(command, {
    inputs: { files, ...settings },
    results,
    warnings: report.warnings,
    text: resultsTable(results),
  })
}

export const addImportCommands = (program: Command, context: CommandContext): void => {
  const group = program.command('import').description("read the field's own files into the database")
  const add = (name: string, description: string): Command =>
    withCommonOptions(group.command(name).description(description))

  add('street', 'street files of data.police.uk: folders, zips or CSV files')
    .argument('<path...>')
    .action((files: string[], options: CommonOptions) =>
      runImport(context, 'import street', options, files, importStreet),
    )

  add('counts', 'MPS recorded crime counts by LSOA, ward or borough')
    .argument('<path...>')
    .action((files: string[], options: CommonOptions) =>
      runImport(context, 'import counts', options, files, importCounts),
    )

  add('incidents', "a force's own incidents, one row each")
    .argument('<file>')
    .action((file: string, options: CommonOptions) =>
      runImport(context, 'import incidents', options, [file], importIncidents),
    )

  type PointOptions = CommonOptions & {
    x: string
    y: string
    crs: PointSystem
    date: string
    dateTo?: string
  }
  add('points', 'burglaries of any city, one point each')
    .argument('<file>')
    .requiredOption('--x <column>', 'column of the easting or longitude')
    .requiredOption('--y <column>', 'column of the northing or latitude')
    .addOption(
      new Option('--crs <crs>', 'EPSG:27700 (British National Grid) or EPSG:4326 (longitude, latitude)')
        .choices(['EPSG:27700', 'EPSG:4326'])
        .makeOptionMandatory(),
    )
    .requiredOption('--date <column>', 'column of the date, or of the first day of a range')
    .option('--date-to <column>', 'column of the last day of a range')
    .action((file: string, options: PointOptions) =>
      runImport(context, 'import points', options, [file], (database, actor, paths, progress) =>
        importPoints(database, actor, paths, progress, options),
      ),
    )

  type AreaOptions = CommonOptions & {
    kind: (typeof areaKinds)[number]
    code?: string
    name?: string
    validFrom: string
    validTo?: string
  }
  add('areas', 'boundaries: GeoJSON, TopoJSON or zipped Shapefile, WGS84 or British National Grid')
    .argument('<file>')
    .addOption(new Option('--kind <kind>', 'kind of area').choices(areaKinds).makeOptionMandatory())
    .option('--code <column>', 'column of the official code (found by itself where it can be)')
    .option('--name <column>', 'column of the name (found by itself where it can be)')
    .requiredOption('--valid-from <date>', 'first day on which these boundaries hold', calendarDay)
    .option('--valid-to <date>', 'last day on which they hold', calendarDay)
    .action((file: string, options: AreaOptions) =>
      runImport(context, 'import areas', options, [file], (database, actor, paths, progress) =>
        importAreas(database, actor, paths, progress, options),
      ),
    )

  type HomesOptions = CommonOptions & { code: string; homes: string; asOf?: string }
  add('homes', 'homes (households) of each area')
    .argument('<file>')
    .requiredOption('--code <column>', 'column of the area code')
    .requiredOption('--homes <column>', 'column of the number of homes')
    .option('--as-of <date>', 'day that the numbers describe', calendarDay)
    .action((file: string, options: HomesOptions) =>
      runImport(context, 'import homes', options, [file], (database, actor, paths, progress) =>
        importHomes(database, actor, paths, progress, options),
      ),
    )

  type LookupOptions = CommonOptions & { from: string; to: string }
  add('lookup', 'which code belongs to which: between vintages, and up to ward, borough and BCU')
    .argument('<file>')
    .requiredOption('--from <column>', 'column of the first code')
    .requiredOption('--to <column>', 'column of the second code')
    .action((file: string, options: LookupOptions) =>
      runImport(context, 'import lookup', options, [file], (database, actor, paths, progress) =>
        importLookup(database, actor, paths, progress, options),
      ),
    )

  add('postcodes', 'where postcodes lie: Code-Point Open, the ONS Postcode Directory, or a table of your own')
    .argument('<file>')
    .action((file: string, options: CommonOptions) =>
      runImport(context, 'import postcodes', options, [file], (database, actor, paths, progress) =>
        importPostcodes(database, actor, paths, progress),
      ),
    )

  add('network', 'a street network, by which rings are measured along the streets: GraphML as OSMnx saves it')
    .argument('<path...>')
    .action((files: string[], options: CommonOptions) =>
      runImport(context, 'import network', options, files, importNetwork),
    )
}

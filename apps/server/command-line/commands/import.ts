import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { Config } from '../../config.ts'
import type { Database } from '../../foundation/database.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import type { Importer, ImporterOption } from '../../places/importer.ts'
import { formatNames, type AddressFormat } from '../../places/formats/address-row.ts'
import { leftOutWords, type ImportReport, type ImportResult } from '../../places/import-session.ts'
import { countWhatWaits } from '../../crime/counting.ts'
import { allImporters } from '../../importers.ts'
import { commandLineActor } from '../actor.ts'
import {
  calendarDay,
  dateOrderOption,
  wholeNumber,
  withCommonOptions,
  withDatabase,
  type CommonOptions,
} from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import type { Progress } from '../progress.ts'
import { formatWhole, textTable } from '../table.ts'

/** What every importer is given besides its own settings. */
type Run = (database: Database, actor: Actor, paths: string[], progress: Progress) => Promise<ImportReport>

const leftOutText = (leftOut: Record<string, number>): string =>
  Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${formatWhole(count)} ${leftOutWords[reason] ?? reason}`)
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

/** Addresses repeat nothing, and differ from what stands. */
const editionTable = (results: ImportResult[]): string =>
  textTable(results, [
    { heading: 'File', value: ({ file }) => file },
    { heading: 'Format', value: ({ format = '' }) => formatNames[format as AddressFormat] },
    { heading: 'Rows', value: ({ rows }) => formatWhole(rows), align: 'right' },
    { heading: 'Taken', value: ({ taken }) => formatWhole(taken), align: 'right' },
    { heading: 'Already there', value: ({ alreadyPresent }) => formatWhole(alreadyPresent), align: 'right' },
    {
      heading: 'Differences',
      value: ({ differences = {} }) =>
        Object.entries(differences)
          .filter(([, addresses]) => addresses > 0)
          .map(([difference, addresses]) => `${formatWhole(addresses)} ${difference}`)
          .join(', '),
    },
    { heading: 'Left out', value: ({ leftOut }) => leftOutText(leftOut) },
  ])

const runImport = async (
  context: CommandContext,
  command: string,
  options: CommonOptions,
  files: string[],
  as: Importer['as'],
  run: Run,
): Promise<void> => {
  const { json: _json, data: _data, ...settings } = options as CommonOptions & Record<string, unknown>
  const report = await withDatabase(options, async (database, config: Config) => {
    const imported = await run(
      database,
      as ? commandLineActor(config, 'importKitsCommand') : commandLineActor(config, 'importCommand'),
      files.map((file) => resolve(config.invocationDirectory, file)),
      context.progress,
    )
    await countWhatWaits(database, (done, total) =>
      context.progress(`counting burglaries by area: ${done} of ${total} sets of boundaries`),
    )
    return imported
  })
  // Files are named as the user named them, not as this machine finds them.
  const results = report.results.map((result, at) => ({ ...result, file: files[at] ?? result.file }))
  const isCompared = results.some(({ differences }) => differences !== undefined)
  await context.done(command, {
    inputs: { files, ...settings },
    results: isCompared ? results.map(({ possibleRepeats: _possibleRepeats, ...result }) => result) : results,
    warnings: report.warnings,
    text: isCompared ? editionTable(results) : resultsTable(results),
  })
}

const optionOf = ({ flags, words, required, choices, reads }: ImporterOption): Option => {
  const option = reads === 'order of dates' ? dateOrderOption() : new Option(flags, words)
  if (choices) option.choices(choices)
  if (reads === 'day') option.argParser(calendarDay)
  if (reads === 'whole number') option.argParser(wholeNumber(1, 1_000_000))
  return required ? option.makeOptionMandatory() : option
}

export const addImportCommands = (program: Command, context: CommandContext): void => {
  const group = program.command('import').description("read the field's own files into the database")
  for (const { name, words, files, options, run, as } of allImporters) {
    const command = withCommonOptions(group.command(name).description(words)).argument(
      files === 'many' ? '<path...>' : '<file>',
    )
    for (const option of options) command.addOption(optionOf(option))
    command.action((given: string | string[], settings: CommonOptions) =>
      runImport(context, `import ${name}`, settings, [given].flat(), as, (database, actor, paths, progress) =>
        run(database, actor, paths, progress, settings),
      ),
    )
  }
}

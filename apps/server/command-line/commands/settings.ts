import type { Command } from 'commander'
import { londonDay } from '../../foundation/days.ts'
import { allSettings, type Setting } from '../../foundation/settings.ts'
import { settingName, settingRules } from '../../foundation/setting-rules.ts'
import { putSettingOfForce } from '../../rooms/target/settings/setting-of-force.ts'
import { commandLineActor } from '../actor.ts'
import { decimal, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { textTable } from '../table.ts'

const table = (rows: readonly Setting[]): string =>
  textTable(rows, [
    { heading: 'Setting', value: settingName },
    { heading: 'Value', value: ({ value }) => String(value), align: 'right' },
    { heading: 'Unit', value: ({ unit }) => unit },
    { heading: 'Version', value: ({ version }) => String(version), align: 'right' },
    { heading: 'From', value: ({ from }) => from },
    { heading: 'Source', value: ({ source }) => source },
  ])

type PutOptions = CommonOptions & { value?: number; force?: string; source?: string; reason?: string }

export const addSettingsCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('settings'))
    .description('the figures that answers rest on; with a name, put a new version of one')
    .argument('[name]')
    .option('--value <number>', 'the new figure', decimal)
    .option(
      '--force <name>',
      'whose figure it is, where each force has its own: as its street files name it, or other',
    )
    .option('--source <words>', 'where it is from')
    .option('--reason <words>', 'why it changes')
    .action(async (name: string | undefined, options: PutOptions, command: Command) => {
      const { value, source, reason } = options
      const putting = name !== undefined
      if (putting && (value === undefined || !source || !reason)) {
        command.error('error: a new version needs --value, --source and --reason', {
          code: 'commander.missingArgument',
        })
      }
      if (putting && settingRules[name]?.byForce && options.force === undefined) {
        command.error(
          `error: each force has its own ${name}: add --force with its name, or --force other for every force without one`,
          { code: 'commander.missingArgument' },
        )
      }
      const force = options.force === 'other' ? '' : options.force
      const from = londonDay(new Date())
      const rows = await withDatabase(options, (database, config) => {
        const actor = commandLineActor(config, 'planCommand')
        return database.withActor(actor, 'settings', async (tx) =>
          putting && value !== undefined && source && reason
            ? [await putSettingOfForce(tx, actor, { name, force, value, source, reason, from })]
            : allSettings(tx),
        )
      })
      await context.done('settings', {
        inputs: putting ? { name, ...(force !== undefined && { force }), value, source, reason } : {},
        results: rows,
        warnings: [],
        text: table(rows),
      })
    })
}

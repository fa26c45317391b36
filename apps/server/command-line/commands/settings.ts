import type { Command } from 'commander'
import { londonDay } from '../../foundation/days.ts'
import { putSetting, settings, type Setting } from '../../foundation/settings.ts'
import { commandLineActor } from '../actor.ts'
import { decimal, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../program.ts'
import { textTable } from '../table.ts'

const table = (rows: readonly Setting[]): string =>
  textTable(rows, [
    { heading: 'Setting', value: ({ name }) => name },
    { heading: 'Value', value: ({ value }) => String(value), align: 'right' },
    { heading: 'Unit', value: ({ unit }) => unit },
    { heading: 'Version', value: ({ version }) => String(version), align: 'right' },
    { heading: 'From', value: ({ from }) => from },
    { heading: 'Source', value: ({ source }) => source },
  ])

type PutOptions = CommonOptions & { value?: number; source?: string; reason?: string }

export const addSettingsCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('settings'))
    .description('the figures that answers rest on; with a name, put a new version of one')
    .argument('[name]')
    .option('--value <number>', 'the new figure', decimal)
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
      const from = londonDay(new Date())
      const rows = await withDatabase(options, (database, config) => {
        const actor = commandLineActor(config, 'planner')
        return database.withActor(actor, 'settings', async (tx) =>
          putting && value !== undefined && source && reason
            ? [await putSetting(tx, actor.id, { name, value, source, reason, from })]
            : [...(await settings(tx)).values()],
        )
      })
      await context.done('settings', {
        inputs: putting ? { name, value, source, reason } : {},
        results: rows,
        warnings: [],
        text: table(rows),
      })
    })
}

import { Command, Help, Option } from 'commander'
import { productVersion } from '../foundation/version.ts'
import type { Answer } from './answer.ts'
import { addAnalysisCommands } from './commands/analysis.ts'
import { addBreakGlassCommand } from './commands/break-glass.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addImportCommands } from './commands/import.ts'
import { addLogCommands } from './commands/log.ts'
import { addMethodCommand } from './commands/method.ts'
import { addExpectationCommands } from './commands/expectation.ts'
import { addMeasureCommands } from './commands/measure.ts'
import { addMigrateCommand } from './commands/migrate.ts'
import { addNearRepeatCommand } from './commands/near-repeat.ts'
import { addPlaceboCommand } from './commands/placebo.ts'
import { addSettingsCommand } from './commands/settings.ts'
import { addRotateKeysCommand } from './commands/rotate-keys.ts'
import { addServeCommand } from './commands/serve.ts'
import { addVerifyCommand } from './commands/verify.ts'
import { addWitnessCommand } from './commands/witness.ts'
import { withCommonOptions } from './options.ts'
import type { Progress } from './progress.ts'

/** What a command is given: where to tell progress, and where to hand in its answer. */
export type CommandContext = {
  progress: Progress
  done: (command: string, answer: Answer) => Promise<void>
  /** Takes the help that was asked for. */
  help: (text: string) => void
}

const examples = `
Examples:
  mettrace import areas LSOA.zip --kind lsoa --valid-from 2011-03-27
  mettrace import homes households.csv.gz --code LSOA11CD --homes HHOLDS
  mettrace import street metropolitan-2014.zip
  mettrace risk --until 2014-12 --months 12
  mettrace plan --until 2014-12 --kits 129780
  mettrace method poisson areas.csv --unit area --time month --outcome burglaries --cohort start

Exit codes: 0 done, 2 usage, 3 bad input, 4 not enough to tell, 5 data in use, 70 fault.`

const plainHelp = new Help()
const optionDescription = (option: Option): string =>
  `${plainHelp.optionDescription(option)}${option.mandatory ? ' (required)' : ''}`

export const buildProgram = (context: CommandContext): Command => {
  const program = new Command('mettrace')
    .description(
      'Where kits against burglary do most good: Target → Supply → Deliver → Trace → Measure → Account.',
    )
    .helpCommand('help [command]', 'show how to use a command')
    .exitOverride()
    .hook('preAction', (root, command) => {
      // Said before the command, they mean the same as after it.
      for (const [name, value] of Object.entries(root.opts())) {
        if (command.getOptionValue(name) === undefined) command.setOptionValue(name, value)
      }
    })
    .configureOutput({ writeOut: context.help, writeErr: () => undefined })
    .configureHelp({ optionDescription })
    // Scripts may put these anywhere; the commands list them themselves.
    .addOption(new Option('--json').hideHelp())
    .addOption(new Option('--data <dir>').hideHelp())
    .addHelpText('after', examples)
  addServeCommand(program, context)
  addDemoCommand(program, context)
  addImportCommands(program, context)
  addAnalysisCommands(program, context)
  addNearRepeatCommand(program, context)
  addMeasureCommands(program, context)
  addMethodCommand(program, context)
  addPlaceboCommand(program, context)
  addExpectationCommands(program, context)
  addSettingsCommand(program, context)
  addVerifyCommand(program, context)
  addLogCommands(program, context)
  addWitnessCommand(program, context)
  addMigrateCommand(program, context)
  addRotateKeysCommand(program, context)
  addBreakGlassCommand(program, context)
  withCommonOptions(program.command('version'))
    .description('print the version')
    .action(() =>
      context.done('version', {
        inputs: {},
        results: { version: productVersion, node: process.versions.node },
        warnings: [],
        text: `MetTrace ${productVersion} on Node ${process.versions.node}`,
      }),
    )
  return program
}

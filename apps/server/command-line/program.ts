import { Command, Help, Option } from 'commander'
import { productVersion } from '../foundation/version.ts'
import type { CommandContext } from './command-context.ts'
import { withCommonOptions } from './options.ts'

const examples = `
Examples:
  mettrace import areas LSOA.zip --kind lsoa --valid-from 2011-03-27
  mettrace import homes households.csv.gz --code LSOA11CD --homes HHOLDS
  mettrace import street metropolitan-2014.zip
  mettrace risk --until 2014-12 --months 12
  mettrace plan --until 2014-12 --kits 129780
  mettrace method poisson areas.csv --unit area --time month --outcome burglaries --cohort start

Exit codes: 0 done, 1 done and something differed, 2 usage, 3 bad input, 4 not enough to tell, 5 data in use, 70 fault.`

type Add = (program: Command, context: CommandContext) => void

const addVersionCommand: Add = (program, context) => {
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
}

/** Commands by the names that they are asked for, in the order of the help. Each file is loaded when one of its is asked. */
const commands: readonly { names: readonly string[]; add: () => Promise<Add> }[] = [
  { names: ['serve'], add: async () => (await import('./commands/serve.ts')).addServeCommand },
  { names: ['demo'], add: async () => (await import('./commands/demo.ts')).addDemoCommand },
  { names: ['import'], add: async () => (await import('./commands/import.ts')).addImportCommands },
  { names: ['homes'], add: async () => (await import('./commands/homes.ts')).addHomesCommands },
  { names: ['stock', 'kit'], add: async () => (await import('./commands/kits.ts')).addKitCommands },
  {
    names: ['deployments'],
    add: async () => (await import('./commands/deployments.ts')).addDeploymentsCommand,
  },
  {
    names: ['saturation'],
    add: async () => (await import('./commands/saturation.ts')).addSaturationCommand,
  },
  {
    names: ['spot-check'],
    add: async () => (await import('./commands/spot-check.ts')).addSpotCheckCommand,
  },
  {
    names: ['bundle'],
    add: async () => (await import('./commands/bundle.ts')).addBundleCommand,
  },
  {
    names: ['continuity'],
    add: async () => (await import('./commands/continuity.ts')).addContinuityCommand,
  },
  { names: ['trace'], add: async () => (await import('./commands/trace.ts')).addTraceCommand },
  { names: ['ocds'], add: async () => (await import('./commands/ocds.ts')).addOcdsCommand },
  { names: ['scans'], add: async () => (await import('./commands/scans.ts')).addScansCommand },
  { names: ['rounds'], add: async () => (await import('./commands/rounds.ts')).addRoundsCommand },
  { names: ['risk'], add: async () => (await import('./commands/risk.ts')).addRiskCommand },
  { names: ['backtest'], add: async () => (await import('./commands/backtest.ts')).addBacktestCommand },
  { names: ['plan'], add: async () => (await import('./commands/plan.ts')).addPlanCommand },
  {
    names: ['price-ladder'],
    add: async () => (await import('./commands/price-ladder.ts')).addPriceLadderCommand,
  },
  { names: ['phase-in'], add: async () => (await import('./commands/phase-in.ts')).addPhaseInCommand },
  {
    names: ['nearrepeat'],
    add: async () => (await import('./commands/near-repeat.ts')).addNearRepeatCommand,
  },
  {
    names: ['measure', 'power', 'rings'],
    add: async () => (await import('./commands/measure.ts')).addMeasureCommands,
  },
  { names: ['method'], add: async () => (await import('./commands/method.ts')).addMethodCommand },
  { names: ['placebo'], add: async () => (await import('./commands/placebo.ts')).addPlaceboCommand },
  {
    names: ['expectation'],
    add: async () => (await import('./commands/expectation.ts')).addExpectationCommands,
  },
  { names: ['settings'], add: async () => (await import('./commands/settings.ts')).addSettingsCommand },
  { names: ['verify'], add: async () => (await import('./commands/verify.ts')).addVerifyCommand },
  { names: ['log'], add: async () => (await import('./commands/log.ts')).addLogCommands },
  { names: ['witness'], add: async () => (await import('./commands/witness.ts')).addWitnessCommand },
  { names: ['migrate'], add: async () => (await import('./commands/migrate.ts')).addMigrateCommand },
  {
    names: ['rotate-keys'],
    add: async () => (await import('./commands/rotate-keys.ts')).addRotateKeysCommand,
  },
  {
    names: ['break-glass'],
    add: async () => (await import('./commands/break-glass.ts')).addBreakGlassCommand,
  },
  { names: ['version'], add: async () => addVersionCommand },
]

/** The command that is asked for, also by `help`; options of every command may come before it. */
const commandAsked = (parameters: readonly string[]): string | undefined =>
  parameters.find((word, at) => word !== 'help' && !word.startsWith('-') && parameters[at - 1] !== '--data')

/** The files of the command that is asked for; of all where there is none such, to be listed. */
const addersFor = (parameters: readonly string[]): Promise<Add[]> => {
  const asked = commandAsked(parameters)
  const found = commands.filter(({ names }) => asked !== undefined && names.includes(asked))
  return Promise.all((found.length > 0 ? found : commands).map(({ add }) => add()))
}

const plainHelp = new Help()
const optionDescription = (option: Option): string =>
  `${plainHelp.optionDescription(option)}${option.mandatory ? ' (required)' : ''}`

export const buildProgram = async (
  context: CommandContext,
  parameters: readonly string[],
): Promise<Command> => {
  const program = new Command('mettrace')
    .description(
      'Where kits against burglary do most good: Target → Supply → Deliver → Trace → Measure → Account.',
    )
    .helpCommand('help [command]', 'show how to use a command')
    .exitOverride()
    .hook('preAction', (root, command) => {
      // Options before the command count as if they came after it.
      for (const [name, value] of Object.entries(root.opts())) {
        if (command.getOptionValue(name) === undefined) command.setOptionValue(name, value)
      }
    })
    .configureOutput({ writeOut: context.help, writeErr: () => undefined })
    .configureHelp({ optionDescription })
    // Accepted before the command too; hidden here because every command lists them.
    .addOption(new Option('--json').hideHelp())
    .addOption(new Option('--data <dir>').hideHelp())
    .addHelpText('after', examples)
  for (const add of await addersFor(parameters)) add(program, context)
  return program
}

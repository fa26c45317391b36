import { resolve } from 'node:path'
import type { EffectRow } from '@mettrace/analysis/effect/effect-row'
import { Option, type Command } from 'commander'
import { readConfig } from '../../config.ts'
import type { MethodOptions } from '../../rooms/measure/method.ts'
import { methods, type MethodEntry } from '../../rooms/measure/methods.ts'
import { codes, durations, level, wholeNumber, withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { textTable, type Column } from '../table.ts'

/** The draws are seeded with 32 bits. */
const highestSeed = 2 ** 32 - 1

const methodOptions: Record<keyof MethodOptions, () => Option> = {
  unit: () => new Option('--unit <column>', 'column of the units: areas, blocks, counties'),
  time: () => new Option('--time <column>', 'column of the times: numbers, months or days, equally spaced'),
  outcome: () =>
    new Option('--outcome <columns...>', 'columns of the outcomes').argParser(
      (text: string, before?: string[]) => codes(text, before),
    ),
  treated: () => new Option('--treated <column>', 'column with 1 where and while a unit is treated, else 0'),
  cohort: () =>
    new Option('--cohort <column>', 'column of the time each unit starts; 0 or empty for never').conflicts(
      'treated',
    ),
  laterIsNever: () =>
    new Option('--later-is-never', 'take a start after the last time as never treated, as fixest writes it'),
  endPre: () => new Option('--end-pre <time>', 'last time before the treatment'),
  covariates: () =>
    new Option('--covariates <columns...>', 'columns to adjust for')
      .argParser((text: string, before?: string[]) => codes(text, before))
      .default([], 'none'),
  control: () =>
    new Option('--control <units>', 'compare with units never treated, or also with those not yet treated')
      .choices(['never', 'notyet'])
      .default('never'),
  estimator: () =>
    new Option('--estimator <kind>', 'outcome regression, inverse probability weights, or doubly robust')
      .choices(['reg', 'ipw', 'dr'])
      .default('dr'),
  inference: () =>
    new Option('--inference <kind>', 'how the uncertainty is found').choices([
      'placebo',
      'jackknife',
      'cluster',
      'analytic',
    ]),
  draws: () =>
    new Option('--draws <number>', 'random draws of a placebo, jackknife or band')
      .argParser(wholeNumber(1, 1_000_000))
      .default(250),
  seed: () =>
    new Option('--seed <number>', 'seed of the draws').argParser(wholeNumber(0, highestSeed)).default(1),
  weights: () =>
    new Option(
      '--weights <file>',
      'CSV unit,time,weight: weights to use where the file exists, else where to write them',
    ),
  exposure: () =>
    new Option('--exposure <column>', 'column of the population or homes that counts stand for'),
  cluster: () =>
    new Option('--cluster <column>', 'column of the groups that errors are clustered by (default: the unit)'),
  harmonics: () =>
    new Option('--harmonics <number>', 'pairs of sine and cosine for the season')
      .argParser(wholeNumber(0, 6))
      .default(0),
  period: () => new Option('--period <times>', 'times in a year').argParser(wholeNumber(2, 366)).default(12),
  lag: () => new Option('--lag <times>', 'lags of the Newey–West errors').argParser(wholeNumber(0, 400)),
  role: () =>
    new Option(
      '--role <column>',
      'column of the roles: treated, control, displacement, displacement-control',
    ),
  before: () => new Option('--before <column>', 'column of the counts before'),
  after: () => new Option('--after <column>', 'column of the counts after'),
  area: () => new Option('--area <column>', 'column of the sizes of the places, to divide by'),
  durations: () =>
    new Option('--durations <before,after>', 'lengths of the time before and after, to divide by').argParser(
      durations,
    ),
  level: () =>
    new Option('--level <share>', 'share of cases that the intervals hold').argParser(level).default(0.95),
}

/** `mettrace method <name> FILE`: each method of the room Measure on any table a user brings. No database. */
export const addMethodCommand = (program: Command, context: CommandContext): void => {
  const method = program
    .command('method')
    .description('the methods of Measure on any table of units and times')
  for (const entry of methods) addMethod(method, entry, context)
}

const addMethod = (parent: Command, entry: MethodEntry, context: CommandContext): void => {
  const command = withCommonOptions(parent.command(entry.name))
    .description(entry.description)
    .argument('<file>', 'CSV, also zipped or gzipped, with a row for each unit and time')
  const names = entry.takes.map((name) => name.replace('!', '') as keyof MethodOptions)
  for (const [at, name] of names.entries()) {
    command.addOption(methodOptions[name]().makeOptionMandatory(entry.takes[at]?.endsWith('!')))
  }
  command.action(async (file: string, options: MethodOptions & CommonOptions) => {
    const { invocationDirectory } = readConfig({ data: options.data })
    const whole = (path: string): string => resolve(invocationDirectory, path)
    const run = await entry.load()
    const weights = options.weights === undefined ? undefined : whole(options.weights)
    const { rows, notes } = await run({ file: whole(file), weights }, options, context.progress)
    await context.done(`method ${entry.name}`, {
      inputs: { file, ...Object.fromEntries(names.map((name) => [name, options[name] ?? null])) },
      results: rows,
      warnings: notes,
      text: textTable(rows, columnsFor(rows)),
    })
  })
}

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(Math.abs(value) >= 1000 ? 1 : 4)
const word = (value: number | string | null): string => (value === null ? '' : String(value))

const columns: Column<EffectRow>[] = [
  { heading: 'Outcome', value: ({ outcome }) => outcome },
  { heading: 'Term', value: ({ term }) => term },
  { heading: 'Time', value: ({ time }) => word(time), align: 'right' },
  { heading: 'Start', value: ({ cohort }) => word(cohort), align: 'right' },
  { heading: 'Observed', value: ({ observed }) => figure(observed), align: 'right' },
  { heading: 'Compared with', value: ({ control }) => figure(control), align: 'right' },
  { heading: 'Estimate', value: ({ estimate }) => figure(estimate), align: 'right' },
  { heading: 'Scale', value: ({ scale }) => scale },
  { heading: 'Error', value: ({ se }) => figure(se), align: 'right' },
  { heading: 'Low', value: ({ low }) => figure(low), align: 'right' },
  { heading: 'High', value: ({ high }) => figure(high), align: 'right' },
  { heading: 'p', value: ({ p }) => (p !== null && p < 1e-4 ? '<0.0001' : figure(p)), align: 'right' },
  { heading: 'Ratio', value: ({ ratio }) => figure(ratio?.estimate), align: 'right' },
  { heading: 'Units', value: ({ n }) => String(n), align: 'right' },
  { heading: 'Treated', value: ({ treated }) => String(treated), align: 'right' },
]

/** Columns that no row fills are left out. */
const columnsFor = (rows: readonly EffectRow[]): Column<EffectRow>[] =>
  columns.filter(({ value }) => rows.some((row) => !['', '–'].includes(value(row))))

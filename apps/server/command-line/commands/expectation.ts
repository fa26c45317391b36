import { Option, type Command } from 'commander'
import { formatMonth, type Month } from '../../foundation/month.ts'
import { freezeOfCity } from '../../rooms/measure/expectation/freeze.ts'
import { frozenExpectations } from '../../rooms/measure/expectation/frozen-expectations.ts'
import { holdAgainst } from '../../rooms/measure/expectation/hold-against.ts'
import { seriesNames, sources } from '../../crime/types.ts'
import { areaKinds } from '../../places/area-kinds.ts'
import { commandLineActor } from '../actor.ts'
import {
  codes,
  level,
  month,
  monthsAhead,
  withCommonOptions,
  withDatabase,
  type CommonOptions,
} from '../options.ts'
import { monthInWords, periodInWords } from '../../foundation/words/figures.ts'
import type { CommandContext } from '../command-context.ts'
import { formatTenths, formatWhole, textTable } from '../table.ts'

type FreezeOptions = CommonOptions & {
  areas: string[]
  leaveOut: string[]
  until?: Month
  months: number
  kind: (typeof areaKinds)[number]
  series: (typeof seriesNames)[number]
  source?: (typeof sources)[number]
}

const percent = (fraction: number): string =>
  `${fraction < 0 ? '−' : '+'}${Math.abs(100 * fraction).toFixed(1)}%`

/** The counterfactual ledger: what was expected of a programme's areas on the day they were chosen. */
export const addExpectationCommands = (program: Command, context: CommandContext): void => {
  const expectation = program
    .command('expectation')
    .description('the forecast for chosen areas, saved on the day of selection')
  addFreeze(expectation, context)
  addList(expectation, context)
  addHold(expectation, context)
}

const addFreeze = (expectation: Command, context: CommandContext): void => {
  withCommonOptions(expectation.command('freeze'))
    .description('work it out from data up to the day of selection, and write it into the ledger')
    .argument('<name>', 'what the programme is called')
    .addOption(
      new Option('--areas <code...>', "codes of the programme's areas")
        .argParser(codes)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--leave-out <code...>', 'areas that count on neither side: a buffer, another programme')
        .argParser(codes)
        .default([], 'none'),
    )
    .option('--until <month>', 'last month that may be known (default: the last one loaded)', month)
    .option('--months <number>', 'months of the period after', monthsAhead, 12)
    .addOption(new Option('--kind <kind>', 'kind of area').choices(areaKinds).default('lsoa'))
    .addOption(
      new Option('--series <series>', 'all: every burglary; residential: homes only')
        .choices(seriesNames)
        .default('all'),
    )
    .addOption(new Option('--source <source>', 'take the series from this source').choices(sources))
    .action(async (name: string, options: FreezeOptions) => {
      context.progress('working out what is to be expected')
      const { kind, series, source, months } = options
      const frozen = await withDatabase(options, (database, config) =>
        freezeOfCity(database, commandLineActor(config, 'modelCommand'), {
          name,
          kind,
          series,
          source,
          months,
          until: options.until === undefined ? undefined : formatMonth(options.until),
          areas: options.areas,
          leftOut: options.leaveOut,
        }),
      )
      const { id, digest, question, answer, warnings } = frozen
      const { codes: all, expected: _expected, ...sums } = answer
      await context.done('expectation freeze', {
        inputs: { name, ...question },
        results: { id, digest, areas: question.areas.length, ofAreas: all.length, ...sums },
        warnings,
        text: [
          `Saved as ${id}: ${formatTenths(answer.inside)} burglaries expected in the chosen areas and ${formatTenths(answer.outside)} in the others in ${periodInWords(question.from, question.to)}, from data up to ${monthInWords(question.dataUntil)}.`,
          `SHA-256 ${digest}`,
        ].join('\n'),
      })
    })
}

const addList = (expectation: Command, context: CommandContext): void => {
  withCommonOptions(expectation.command('list'))
    .description('saved forecasts, the latest first')
    .action(async (options: CommonOptions) => {
      const rows = await withDatabase(options, (database, config) =>
        database.withActor(
          commandLineActor(config, 'planCommand'),
          'frozen expectations',
          frozenExpectations,
        ),
      )
      await context.done('expectation list', {
        inputs: {},
        results: rows,
        warnings: [],
        text: textTable(rows, [
          { heading: 'Id', value: ({ id }) => id },
          { heading: 'Name', value: ({ name }) => name },
          { heading: 'Saved', value: ({ frozenAt }) => frozenAt },
          { heading: 'By', value: ({ actor }) => actor },
          { heading: 'Data until', value: ({ dataUntil }) => dataUntil },
          { heading: 'SHA-256', value: ({ digest }) => digest },
        ]),
      })
    })
}

const addHold = (expectation: Command, context: CommandContext): void => {
  withCommonOptions(expectation.command('hold'))
    .description('compare what happened with the saved forecast: the corrected effect')
    .argument('<id>')
    .option('--level <share>', 'how often the interval is meant to hold', level, 0.95)
    .action(async (id: string, options: CommonOptions & { level: number }) => {
      const { entry, held, warnings } = await withDatabase(options, (database, config) =>
        holdAgainst(database, commandLineActor(config, 'modelCommand'), { id, level: options.level }),
      )
      const { corrected } = held
      await context.done('expectation hold', {
        inputs: { id, name: entry.name, digest: entry.digest, ...entry.question, level: options.level },
        results: held,
        warnings,
        text: [
          `${entry.name}, saved ${entry.frozenAt} from data up to ${monthInWords(entry.dataUntil)}; ${periodInWords(entry.question.from, entry.question.to)}.`,
          `Chosen areas: ${formatTenths(held.insideExpected)} expected, ${formatWhole(held.insideObserved)} counted; other areas: ${formatTenths(held.outsideExpected)} expected, ${formatWhole(held.outsideObserved)} counted.`,
          `Corrected effect ${percent(corrected.estimate)}, likely range ${percent(corrected.low)} to ${percent(corrected.high)}: ${corrected.low <= 0 && corrected.high >= 0 ? 'this could be chance' : 'more than chance'}.`,
        ].join('\n'),
      })
    })
}

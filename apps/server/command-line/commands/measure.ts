import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { ringEdges } from '@mettrace/analysis/displacement/rings'
import { readConfig } from '../../config.ts'
import type { Programme } from '../../rooms/measure/programme/programme-schema.ts'
import { readProgramme } from '../../rooms/measure/programme/read-programme.ts'
import { distanceWords } from '../../rooms/measure/report/distance-words.ts'
import type { Change } from '../../rooms/measure/report/compare.ts'
import type { MeasureReport } from '../../rooms/measure/report/report-types.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatTenths, formatWhole, textTable } from '../table.ts'

const percent = (share: number | null): string =>
  share === null || !Number.isFinite(share)
    ? '–'
    : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}%`

const interval = ({ low, high }: Pick<Change, 'low' | 'high'>): string =>
  low === null || high === null ? 'no range' : `${percent(low)} to ${percent(high)}`

const design = (value: number | null): string => (value === null ? '–' : formatTenths(value))

const plainText = ({ plain, placebo }: MeasureReport): string[] => [
  `Plain comparison, ${plain.before.from} to ${plain.before.to} against ${plain.after.from} to ${plain.after.to}: ${percent(plain.inside)} in the areas, ${percent(plain.outside)} elsewhere; ratio ${percent(plain.ratio)}.`,
  placebo.why ??
    `The same selection in ${placebo.pairs} pairs of years without kits (${placebo.apart} share no year): ${placebo.rows.map(({ from, to, ratio }) => `${from}→${to} ${percent(ratio)}`).join(', ')}; p = ${placebo.p?.toFixed(3) ?? '–'}, no less than ${placebo.leastP.toFixed(3)} being possible.`,
]

const reportText = (report: MeasureReport): string => {
  const { programme, claim, primary, corrected, power, controls, displacement, decay, worth } = report
  return [
    `${programme.name}: ${formatWhole(programme.covered)} areas in ${formatWhole(programme.deployments)} deployments, ${formatWhole(programme.kits)} kits, from ${programme.firstStart}.`,
    '',
    ...plainText(report),
    '',
    claim.headline,
    ...claim.reasons.map((reason) => `  – ${reason}`),
    '',
    primary.why ??
      `Rate ratio relative to areas without kits: ${percent(primary.estimate)} (${interval(primary)}); ${formatWhole(primary.observed)} burglaries where ${formatTenths(primary.expected)} were to be expected.`,
    corrected.why ??
      `Against the expectation before the start: ${percent(corrected.estimate)} (${interval(corrected)}).`,
    ...(report.lot
      ? [
          report.lot.why ??
            `Random start order: ${percent(report.lot.estimate)}, p = ${report.lot.p.toFixed(3)} by ${report.lot.exact ? 'all' : 'a draw of'} ${formatWhole(report.lot.orders)} orders.`,
        ]
      : []),
    power.words,
    `Areas to compare with: ${formatWhole(controls.left)} of ${formatWhole(controls.untreated)} beyond ${controls.metres} m ${distanceWords[controls.by]}.`,
    displacement.words,
    decay.words,
    worth.prevented
      ? `Prevented: ${formatWhole(worth.prevented.estimate)} (${formatWhole(worth.prevented.low ?? NaN)} to ${formatWhole(worth.prevented.high ?? NaN)}) burglaries; it took ${formatWhole(worth.deliveryHours)} hours and £${formatWhole(worth.kitPounds)} of kits.`
      : (worth.why ?? ''),
  ].join('\n')
}

const programmeAt = async (file: string, options: CommonOptions): Promise<Programme> => {
  const { invocationDirectory } = readConfig({ data: options.data })
  return readProgramme(resolve(invocationDirectory, file))
}

/** Loaded when asked for: the other commands are not to wait for the methods. */
const figures = () => import('../../rooms/measure/report/programme-data.ts')

const inputsOf = (file: string, programme: Programme): Record<string, unknown> => ({
  file: basename(file),
  name: programme.name,
  series: programme.series,
  kind: programme.kind,
  controls: programme.controls,
})

/** The commands about one programme, which is read from a JSON file. */
export const addMeasureCommands = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('measure'))
    .description('did burglary fall because of it: everything that can be said of a programme')
    .argument(
      '<file>',
      'the programme, as apps/server/rooms/measure/programme/programme.schema.json describes it',
    )
    .action(async (file: string, options: CommonOptions) => {
      const programme = await programmeAt(file, options)
      context.progress('measuring the programme')
      const report = await withDatabase(options, async (database, config) =>
        (await figures()).reportOf(database, commandLineActor(config, 'planCommand'), programme),
      )
      await context.done('measure', {
        inputs: inputsOf(file, programme),
        results: report,
        warnings: report.warnings,
        text: reportText(report),
      })
    })
  withCommonOptions(program.command('power'))
    .description("what effect a programme could show, from its areas' own past")
    .argument('<file>', 'the programme')
    .action(async (file: string, options: CommonOptions) => {
      const programme = await programmeAt(file, options)
      const { power, warnings } = await withDatabase(options, async (database, config) =>
        (await figures()).powerOfProgramme(database, commandLineActor(config, 'planCommand'), programme),
      )
      await context.done('power', {
        inputs: inputsOf(file, programme),
        results: power,
        warnings,
        text: [
          power.words,
          `Burglaries: ${formatWhole(power.insideBefore)} and ${formatWhole(power.insideAfter)} inside, ${formatWhole(power.outsideBefore)} and ${formatWhole(power.outsideAfter)} outside.`,
          `A change varies ${design(power.designInside)} times as much as chance alone inside, ${design(power.designOutside)} times outside (measured over ${power.measuredOver} months).`,
        ].join('\n'),
      })
    })
  withCommonOptions(program.command('rings'))
    .description('how near the other areas are to those with kits, and how many are left to compare with')
    .argument('<file>', 'the programme')
    .action(async (file: string, options: CommonOptions) => {
      const programme = await programmeAt(file, options)
      const { rings, areas, warnings } = await withDatabase(options, async (database, config) =>
        (await figures()).ringsOfProgramme(database, commandLineActor(config, 'planCommand'), programme),
      )
      await context.done('rings', {
        inputs: { ...inputsOf(file, programme), edges: ringEdges },
        results: { ...rings, areas },
        warnings,
        text: [
          textTable(rings.rings, [
            { heading: 'Metres', value: ({ from, to }) => `${from} to ${to}` },
            { heading: 'By centroid', value: ({ centroid }) => formatWhole(centroid), align: 'right' },
            { heading: 'By outline', value: ({ outline }) => formatWhole(outline), align: 'right' },
            {
              heading: 'Along the streets',
              value: ({ network }) => (network === null ? '–' : formatWhole(network)),
              align: 'right',
            },
          ]),
          ...(rings.untold === null
            ? ['No street network is loaded: import one to measure along the streets.']
            : [
                `Along the streets we cannot tell for ${formatWhole(rings.untold)} areas, which are off the network.`,
              ]),
          `Left to compare with beyond ${rings.metres} m ${distanceWords[rings.by]}: ${formatWhole(rings.left)} of ${formatWhole(rings.untreated)}; a claim needs ${formatWhole(rings.needed)}.`,
        ].join('\n'),
      })
    })
}

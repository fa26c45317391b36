import type { Command } from 'commander'
import { timeInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Database } from '../../foundation/database.ts'
import { count, percent } from '../../foundation/words/figures.ts'
import { placeOfDeployment } from '../../rooms/deliver/deployments/place-of-deployment.ts'
import { verifiedInWords } from '../../rooms/deliver/saturation/place-words.ts'
import { placeOfCode, type SaturationPlace } from '../../rooms/deliver/saturation/place.ts'
import { rebuildSaturation, type Differed } from '../../rooms/deliver/saturation/rebuild.ts'
import { saturationOfPlace, type PlaceSaturation } from '../../rooms/deliver/saturation/saturation.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

type Options = CommonOptions & { area?: string; deployment?: string; rebuild?: true }

/** The verified share of a whole place; null where some of its areas were not checked. */
const wholeOf = (verified: PlaceSaturation['verified']) =>
  verified && verified.checked === verified.areas
    ? { share: verified.share, low: verified.low, high: verified.high }
    : null

/** What programs are told of a place. */
const answerOf = (found: PlaceSaturation) => ({
  homes: found.homes,
  edition: found.edition,
  excluded: found.excluded,
  offered: found.offered,
  delivered: found.deliveredOnly,
  protected: found.protected,
  refused: found.refused,
  noAnswer: found.noAnswer,
  notYet: found.notYet,
  share: found.share,
  shareWithExcluded: found.shareWithExcluded,
  shareOfFound: found.shareOfFound,
  verified: wholeOf(found.verified),
  target: found.target,
  toGo: found.toGo,
  reach: Object.fromEntries(found.outlook.reach.entries().map(([tries, { share }]) => [tries, share])),
  forecast: found.outlook.forecast,
  asOf: found.asOf.toISOString(),
  silentPhones: found.silentPhones,
})

const shareText = (share: number | null): string => (share === null ? 'not known' : percent(share))

const verifiedText = (verified: PlaceSaturation['verified']): string => {
  const { share, note } = verifiedInWords(verified)
  return verified ? `${share}, ${note}` : note
}

const figures = (found: PlaceSaturation): string => {
  const { outlook, asOf, silentPhones } = found
  const forecast = outlook.forecast ? `${outlook.forecast.from} to ${outlook.forecast.to}` : 'cannot tell'
  return [
    `Protected: ${formatWhole(found.protected)} of ${count(found.homes, 'home')}, ${shareText(found.share)}`,
    `With exclusions counted: ${shareText(found.shareWithExcluded)}. Of homes where somebody was found: ${shareText(found.shareOfFound)}`,
    `Kit not used yet: ${formatWhole(found.deliveredOnly)}. Refused: ${formatWhole(found.refused)}. No answer: ${formatWhole(found.noAnswer)}. Not yet: ${formatWhole(found.notYet)}`,
    `To go to ${percent(found.target)}: ${count(found.toGo, 'home')}`,
    ...outlook.reach
      .entries()

      .map(([tries, { share }]) => `${tries} visits to each home can reach ${percent(share)}`),
    `Target met: ${forecast}`,
    `Verified: ${verifiedText(found.verified)}`,
    `Data up to ${timeInWords(asOf.toISOString())}; silent phones: ${formatWhole(silentPhones)}`,
    '',
  ].join('\n')
}

const rebuiltText = (differed: readonly Differed[]): string =>
  differed.length === 0
    ? 'What was kept is what the facts come to. Nothing differed.\n'
    : `${textTable(differed, [
        { heading: 'Ward', value: ({ ward }) => ward },
        { heading: 'Area', value: ({ area }) => area },
        { heading: 'Street', value: ({ street }) => street },
        { heading: 'What', value: ({ what }) => what },
        { heading: 'Kept', value: ({ kept }) => formatWhole(kept), align: 'right' },
        { heading: 'Counted', value: ({ counted }) => formatWhole(counted), align: 'right' },
      ])}\n\nPut right: ${count(differed.length, 'count')} differed.\n`

/** Errors: `usage` for options that exclude each other. */
const checkOptions = ({ area, deployment, rebuild }: Options): void => {
  const asked = [
    area !== undefined && '--area',
    deployment !== undefined && '--deployment',
    rebuild && '--rebuild',
  ].filter(Boolean)
  if (asked.length > 1)
    throw new MetTraceError('usage', `Ask for one of ${asked.join(' and ')}.`, {
      found: asked.join(' '),
      expected: 'one of them',
    })
}

const placeAsked = async (
  database: Database,
  actor: ReturnType<typeof commandLineActor>,
  { area, deployment }: Options,
): Promise<PlaceSaturation> =>
  database.withActor(actor, 'saturation', async (tx) => {
    const now = new Date()
    if (deployment !== undefined) {
      const { place, target } = await placeOfDeployment(tx, deployment, now)
      return saturationOfPlace(tx, place, now, target)
    }
    const place: SaturationPlace = area === undefined ? {} : await placeOfCode(tx, area)
    return saturationOfPlace(tx, place, now)
  })

export const addSaturationCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('saturation'))
    .description(
      'how many homes are protected, with both bounds, how many can be and when; --rebuild counts anew',
    )
    .option('--area <code>', 'code of a small area, a ward or a BCU; without one the whole force')
    .option('--deployment <id>', 'a deployment, D-014 or its id')
    .option(
      '--rebuild',
      'count every home anew from its facts, say what differed, and end with 1 where anything did',
    )
    .action(async (options: Options) => {
      checkOptions(options)
      if (options.rebuild) {
        const differed = await withDatabase(options, (database, config) =>
          rebuildSaturation(database, commandLineActor(config, 'importCommand')),
        )
        await context.done('saturation', {
          inputs: { rebuild: true },
          results: { differed },
          warnings: [],
          text: rebuiltText(differed),
          ...(differed.length > 0 && { exitCode: 1 }),
        })
        return
      }
      const { area, deployment } = options
      const found = await withDatabase(options, (database, config) =>
        placeAsked(database, commandLineActor(config, 'planCommand'), options),
      )
      await context.done('saturation', {
        inputs: { ...(area !== undefined && { area }), ...(deployment !== undefined && { deployment }) },
        results: answerOf(found),
        warnings: [],
        text: figures(found),
      })
    })
}

import type { Command } from 'commander'
import { londonToday } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { placeHomesOf } from '../../places/place-homes.ts'
import { numberInWords } from '../../rooms/deliver/deployments/deployment-words.ts'
import { deploymentsListed } from '../../rooms/deliver/deployments/deployments.ts'
import { homesToVisit } from '../../rooms/deliver/rounds/homes-to-visit.ts'
import { groundAround, makeRounds, type MadeRounds } from '../../rooms/deliver/rounds/make-rounds.ts'
import { gainsOf, triesOf, type Gain } from '../../rooms/deliver/rounds/times-to-try.ts'
import { commandLineActor } from '../actor.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

type RoundsOptions = CommonOptions & { deployment: string; date: string }

const numberOf = (text: string): number => Number(/^(?:d-)?0*(\d{1,9})$/i.exec(text)?.[1] ?? NaN)

/** Rounds, and where the next visits gain most: homes of a street at one time of the week, and how many of them are expected to be protected. */
type RoundsAnswer = MadeRounds & { mopUp: Gain[] }

const readRounds = (options: RoundsOptions): Promise<RoundsAnswer> =>
  withDatabase(options, async (database, config) => {
    const { deployments } = await database.withActor(
      commandLineActor(config, 'planCommand'),
      'a deployment to make rounds of',
      (tx) => deploymentsListed(tx, { today: londonToday() }, 'all'),
    )
    const deployment = deployments.find(({ number }) => number === numberOf(options.deployment))
    if (!deployment)
      throw new MetTraceError('not_found', 'There is no such deployment.', {
        found: options.deployment,
        expected: 'the number of a deployment, such as D-012: see the command deployments',
      })
    const { kind, validFrom, areas } = deployment
    await placeHomesOf(database, { kind, validFrom, codes: areas.map(({ code }) => code) })
    const { homes, ground, mopUp } = await database.withActor(
      commandLineActor(config, 'roundsCommand'),
      'rounds of a deployment',
      async (tx) => {
        const found = await homesToVisit(tx, deployment, options.date)
        const tries = await triesOf(
          tx,
          found.all.map(({ id }) => id),
        )
        const toVisit = new Set(found.homes.map(({ id }) => id))
        return {
          homes: found.homes,
          ground: await groundAround(tx, found.homes),
          mopUp: tries.length === 0 ? [] : gainsOf(found.all, tries, toVisit),
        }
      },
    )
    const made = await makeRounds(
      homes,
      ground,
      (place) => `${numberInWords(deployment.number)}-${options.date}-${place}`,
    )
    return { ...made, mopUp }
  })

const partsInWords = ({ total, ...parts }: MadeRounds['parts']): string =>
  [...Object.entries(parts), ['in all', total] as const]
    .map(([name, minutes]) => `${name} ${minutes.toFixed(1)}`)
    .join(', ')

/** Lines of where visits gain most that are printed; a file has all. */
const mostGains = 5

const gainsInWords = (mopUp: readonly Gain[]): string =>
  mopUp
    .slice(0, mostGains)
    .map(
      ({ street, band, homes, expected }) =>
        `Gains most: ${street}, ${band}, ${formatWhole(homes)} homes, ${expected.toFixed(1)} protected as expected\n`,
    )
    .join('')

const table = ({ rounds, walking, crossings, balance, baseline, parts, mopUp }: RoundsAnswer): string =>
  `${textTable(rounds, [
    { heading: 'Round', value: ({ id }) => id },
    { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
    { heading: 'Metres', value: ({ metres }) => formatWhole(metres), align: 'right' },
    { heading: 'Crossings', value: (round) => formatWhole(round.crossings), align: 'right' },
    { heading: 'Minutes', value: ({ minutes }) => formatWhole(minutes), align: 'right' },
  ])}
Walking: ${formatWhole(walking)} m, ${formatWhole(crossings)} crossings
Doors on the middle of the road: ${formatWhole(baseline.walking)} m, ${formatWhole(baseline.crossings)} crossings
A round differs from the average by ${balance.toFixed(1)} minutes
Minutes: ${partsInWords(parts)}
${gainsInWords(mopUp)}`

/** Who goes where. */
export const addRoundsCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('rounds'))
    .description('rounds from door to door of a deployment, of homes that are still to be visited')
    .requiredOption('--deployment <number>', 'number of the deployment, such as D-012')
    .requiredOption('--date <day>', 'day of the rounds, such as 2026-12-01', calendarDay)
    .action(async (options: RoundsOptions) => {
      const made = await readRounds(options)
      await context.done('rounds', {
        inputs: { deployment: options.deployment, date: options.date },
        results: made,
        warnings: made.rounds.length === 0 ? ['No home of this deployment is to be visited.'] : [],
        text: table(made),
      })
    })
}

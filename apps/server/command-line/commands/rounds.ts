import type { Command } from 'commander'
import { londonToday } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { placeHomesOf } from '../../places/place-homes.ts'
import { numberInWords } from '../../rooms/deliver/deployments/deployment-words.ts'
import { deploymentsListed } from '../../rooms/deliver/deployments/deployments.ts'
import { homesToVisit } from '../../rooms/deliver/rounds/homes-to-visit.ts'
import { groundAround, makeRounds, type MadeRounds } from '../../rooms/deliver/rounds/make-rounds.ts'
import { commandLineActor } from '../actor.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

type RoundsOptions = CommonOptions & { deployment: string; date: string }

const numberOf = (text: string): number => Number(/^(?:d-)?0*(\d{1,9})$/i.exec(text)?.[1] ?? NaN)

const readRounds = (options: RoundsOptions): Promise<MadeRounds> =>
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
    const { homes, ground } = await database.withActor(
      commandLineActor(config, 'roundsCommand'),
      'rounds of a deployment',
      async (tx) => {
        const found = await homesToVisit(tx, deployment, options.date)
        return { homes: found.homes, ground: await groundAround(tx, found.homes) }
      },
    )
    return makeRounds(
      homes,
      ground,
      (place) => `${numberInWords(deployment.number)}-${options.date}-${place}`,
    )
  })

const partsInWords = ({ total, ...parts }: MadeRounds['parts']): string =>
  [...Object.entries(parts), ['in all', total] as const]
    .map(([name, minutes]) => `${name} ${minutes.toFixed(1)}`)
    .join(', ')

const table = ({ rounds, walking, crossings, balance, baseline, parts }: MadeRounds): string =>
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
`

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

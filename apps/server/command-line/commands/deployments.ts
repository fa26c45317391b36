import type { Command } from 'commander'
import { londonToday } from '../../foundation/days.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { coverageOf } from '../../rooms/deliver/deployments/coverage.ts'
import { numberInWords, startInWords } from '../../rooms/deliver/deployments/deployment-words.ts'
import { deploymentsListed, earlierPhases } from '../../rooms/deliver/deployments/deployments.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

/** Every deployment, those of earlier phases last; what is null is not known. */
const readDeployments = async (tx: Transaction) => {
  const today = londonToday()
  const lists = [await deploymentsListed(tx, { today }, 'all')]
  for (const { approval } of await earlierPhases(tx))
    lists.push(await deploymentsListed(tx, { today, phase: approval }, 'all'))
  const all = lists.flatMap(({ deployments }) => deployments)
  const coverage = await coverageOf(tx, all)
  return all.map((each) => {
    const { homesNow, withKit, share, toGo, aim } = coverage.get(each.id)!
    return {
      deployment: numberInWords(each.number),
      name: each.name,
      state: each.state,
      start: each.startKnown === 'month' ? (each.startsOn?.slice(0, 7) ?? null) : each.startsOn,
      startKnown: each.startKnown,
      wave: each.wave,
      kind: each.kind,
      validFrom: each.validFrom,
      areas: each.areas.map(({ code }) => code),
      homesWhenFixed: each.homes,
      homesInForce: homesNow,
      kits: each.kits,
      homesWithKit: withKit,
      share,
      aim,
      toGo,
      closedOn: each.closedOn,
      origin: each.origin,
      phase: each.phase,
    }
  })
}

type Row = Awaited<ReturnType<typeof readDeployments>>[number]

const known = (value: number | null): string => (value === null ? 'not known' : formatWhole(value))

const table = (rows: readonly Row[]): string =>
  textTable(rows, [
    { heading: 'Deployment', value: ({ deployment }) => deployment },
    { heading: 'Name', value: ({ name }) => name },
    {
      heading: 'Start',
      value: ({ start, startKnown }) =>
        startInWords(start && (startKnown === 'month' ? `${start}-01` : start), startKnown),
    },
    { heading: 'State', value: ({ state }) => state },
    { heading: 'Homes fixed', value: ({ homesWhenFixed }) => known(homesWhenFixed), align: 'right' },
    { heading: 'Homes now', value: ({ homesInForce }) => known(homesInForce), align: 'right' },
    { heading: 'Kits', value: ({ kits }) => known(kits), align: 'right' },
    { heading: 'With a kit', value: ({ homesWithKit }) => known(homesWithKit), align: 'right' },
  ])

export const addDeploymentsCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('deployments'))
    .description('where kits go and when, and how many homes have one')
    .action(async (options: CommonOptions) => {
      const rows = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'planCommand'), 'deployments', readDeployments),
      )
      await context.done('deployments', { inputs: {}, results: rows, warnings: [], text: table(rows) })
    })
}

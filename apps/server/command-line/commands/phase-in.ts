import type { Command } from 'commander'
import type { Database } from '../../foundation/database.ts'
import { nameFrom } from '../../foundation/page/kept-names.ts'
import { formatMonth, parseMonth, type Month } from '../../foundation/month.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { count } from '../../foundation/words/figures.ts'
import { rememberedCity } from '../../crime/expected/risk.ts'
import { keepOrder } from '../../rooms/target/phase-in/kept-orders.ts'
import { inOrder, phasePlan, powerInWords, type PhasedArea } from '../../rooms/target/phase-in/phase-in.ts'
import { planDeployments } from '../../rooms/target/plan/plan-deployments.ts'
import { commandLineActor } from '../actor.ts'
import { scopeText, withCityOptions } from '../city-options.ts'
import type { CommandContext } from '../command-context.ts'
import { withDeploymentSizes } from '../deployment-options.ts'
import { holdOutShare, month, wholeNumber, withDatabase } from '../options.ts'
import { plannedCity, type PlannedCityOptions } from '../planned-city.ts'
import { withPlanOptions } from '../plan-options.ts'
import { formatTenths, formatWhole, textTable } from '../table.ts'

type PhaseInOptions = PlannedCityOptions & {
  kits: number
  seed: string
  waves: number
  gap: number
  follow: number
  holdout: number
  first?: Month
  save?: string
}

const table = (areas: readonly PhasedArea[]): string =>
  textTable(areas, [
    { heading: 'Start', value: ({ start }) => start ?? 'left without kits' },
    { heading: 'Wave', value: ({ wave }) => (wave === null ? '–' : formatWhole(wave)), align: 'right' },
    { heading: 'Block', value: ({ block }) => formatWhole(block), align: 'right' },
    { heading: 'BCU', value: ({ bcu }) => bcu || '–' },
    { heading: 'Areas', value: ({ codes }) => codes.join(' ') },
    { heading: 'Homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
    { heading: 'Kits', value: ({ kits }) => formatWhole(kits), align: 'right' },
    { heading: 'Expected', value: ({ expected }) => formatTenths(expected), align: 'right' },
  ])

/** Draws the order, and keeps it where that is asked for. */
const drawOrder = async (database: Database, planner: Actor, options: PhaseInOptions) => {
  const { kits, seed, waves, gap, follow, holdout, save } = options
  const { risk, ground, question, state, about } = await plannedCity(database, planner, options)
  const asked = { ...question, kits }
  const { plan } = await planDeployments(database, planner, { risk, ground }, asked)
  const city = await rememberedCity(database, planner, state, about)
  const first = formatMonth(options.first ?? (parseMonth(risk.inputs.until) ?? 0) + 3)
  const design = { seed, waves, gap, follow, holdOut: holdout, first }
  const phased = await phasePlan(database, planner, { city, risk, plan, ground, design })
  if (save === undefined) return { risk, asked, design, phased, id: null }
  const id = await database.withActor(planner, 'keep an order of starts', (tx) =>
    keepOrder(tx, planner.id, {
      name: nameFrom(save, 'order'),
      seed,
      question: { design, plan: { ...risk.inputs, ...asked, most: asked.most ?? null } },
      answer: phased,
    }),
  )
  return { risk, asked, design, phased, id }
}

export const addPhaseInCommand = (program: Command, context: CommandContext): void => {
  const command = withPlanOptions(withCityOptions(program.command('phase-in')))
    .description('a random order of starts for the areas of a plan, and what effect it could show')
    .requiredOption('--kits <number>', 'kits to hand out', wholeNumber(0))
    .requiredOption('--seed <words>', 'words published before the draw')
    .option('--waves <number>', 'waves of starts', wholeNumber(1, 24), 4)
    .option('--gap <months>', 'months from one wave to the next', wholeNumber(1, 24), 3)
    .option('--follow <months>', 'months after the last wave', wholeNumber(1, 60), 12)
    .option('--holdout <share>', 'share of the areas left without kits', holdOutShare, 0.2)
    .option('--first <month>', 'month of the first wave (default: three months after the history)', month)
    .option('--save <name>', 'keep the order under this name, for reports to follow')
  withDeploymentSizes(command).action(async (options: PhaseInOptions) => {
    context.progress('choosing areas, and playing the order through on their own past')
    const { waves, seed } = options
    const { risk, asked, design, phased, id } = await withDatabase(options, (database, config) =>
      drawOrder(database, commandLineActor(config, 'planCommand'), options),
    )
    const areas = inOrder(phased.areas)
    await context.done('phase-in', {
      inputs: { ...risk.inputs, ...asked, most: asked.most ?? null, design },
      results: { id, areas, power: phased.power, whyNoPower: phased.whyNoPower },
      warnings: risk.warnings,
      text: [
        scopeText(risk.inputs),
        `${count(areas.length, 'deployment area')} in ${count(waves, 'wave')}, drawn from the seed “${seed}”.`,
        phased.power ? powerInWords(phased.power) : (phased.whyNoPower ?? ''),
        ...(id === null ? [] : [`Kept as ${id}.`]),
        '',
        table(areas),
      ].join('\n'),
    })
  })
}

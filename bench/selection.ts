/**
 * Choosing whole deployment areas: the published instances beside the best answers known, and real London with 129,780
 * kits, from cold and from an earlier answer. One command:
 *
 *   node bench/selection.ts [--short]
 *
 * Goals: at least the best known; London within 2.2% of the bound in 2 s, and 0.2 s when the kits move by a step.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { groundOf } from '../apps/server/rooms/target/plan/ground.ts'
import { riskInProcess } from '../apps/server/crime/expected/risk-in-process.ts'
import { chooseDeployments } from '../packages/analysis/plan/choose-deployments.ts'
import { neighboursOfPairs } from '../packages/analysis/plan/neighbours.ts'
import { sharedData } from '../test/shared-data.ts'
import { benchActor, londonDatabase } from './support/london-database.ts'

const instance = z.object({
  homes: z.array(z.number()),
  risk: z.array(z.number()),
  neighbours: z.array(z.array(z.number())),
  saturation: z.number(),
  kits: z.number(),
  maxAreas: z.number(),
  bestKnown: z.number(),
})

const timed = <T>(work: () => T): { answer: T; seconds: string } => {
  const start = performance.now()
  const answer = work()
  return { answer, seconds: `${((performance.now() - start) / 1000).toFixed(2)} s` }
}
const percent = (share: number): string => `${(100 * share).toFixed(2)}%`

for (const name of ['grid-150', 'grid-300', 'grid-600', 'grid-4900']) {
  const file = sharedData('vectors', 'selection', `${name}.json`)
  if (!file) continue
  const { homes, risk, neighbours, saturation, kits, maxAreas, bestKnown } = instance.parse(
    JSON.parse(readFileSync(file, 'utf8')),
  )
  const { answer, seconds } = timed(() =>
    chooseDeployments({
      homes: Float64Array.from(homes),
      expected: Float64Array.from(risk),
      neighbours: neighboursOfPairs(
        homes.length,
        neighbours.flatMap((others, area) => others.map((other) => [area, other] as const)),
      ),
      saturation,
      kits,
      most: maxAreas,
      rounding: 'none',
      smallest: 0,
      largest: Infinity,
    }),
  )
  console.log(
    `${name}: ${answer.expected.toFixed(3)}, ${(answer.expected / bestKnown).toFixed(4)}× the best known; gap ${percent(answer.gap)}; ${seconds}`,
  )
}

const archives = (process.argv.includes('--short') ? ['2017'] : ['2015', '2016', '2017']).map((year) =>
  sharedData('street', `metropolitan-${year}.zip`),
)
const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
const households = sharedData('households', 'lsoa2011_households.csv.gz')
const files = archives.filter((file) => file !== undefined)
if (boundaries && households && files.length === archives.length) {
  const london = await londonDatabase(boundaries, households)
  try {
    await importStreet(london.database, benchActor, files, () => undefined)
    const risk = await riskInProcess(
      london.database,
      { id: 'benchmark', role: 'risk' },
      { kind: 'lsoa', series: 'all', months: 12 },
    )
    const { neighbours } = await groundOf(
      london.database,
      { id: 'benchmark', role: 'planner' },
      'as imported',
      { kind: 'lsoa', series: 'all' },
    )
    const city = {
      homes: Float64Array.from(risk.areas, ({ homes }) => homes),
      expected: Float64Array.from(risk.areas, ({ expected }) => expected),
      kits: 129_780,
      saturation: 0.85,
      rounding: 'up',
      neighbours,
    } as const
    for (const [smallest, largest] of [
      [300, 2000],
      [1000, 2000],
      [1500, 4000],
    ] as const) {
      const { answer, seconds } = timed(() => chooseDeployments({ ...city, smallest, largest }))
      const moved = timed(() =>
        chooseDeployments({ ...city, smallest, largest, kits: 132_376, start: answer.deployments }),
      )
      console.log(
        `London, ${smallest} to ${largest} homes: gap ${percent(answer.gap)}, ${answer.deployments.length} deployment areas; ${seconds} from cold, ${moved.seconds} when the kits move (gap ${percent(moved.answer.gap)})`,
      )
    }
  } finally {
    await london.close()
  }
} else console.log('London skipped: the real files are not beside the repository')

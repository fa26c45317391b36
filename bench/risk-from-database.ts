/**
 * Risk of London's 4,835 areas from 96 months in the database, row security and all. One command:
 *
 *   node bench/risk-from-database.ts [--short]
 *
 * Goal: under 1 s.
 */
import { riskInProcess } from '../apps/server/crime/expected/risk-in-process.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { sharedData } from '../test/shared-data.ts'
import { benchActor, londonDatabase, middle } from './support/london-database.ts'

const turns = process.argv.includes('--short') ? 3 : 7
const limit = 1000
const years = [2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018].map((year) =>
  sharedData('street', `metropolitan-${year}.zip`),
)
const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
const homes = sharedData('households', 'lsoa2011_households.csv.gz')

const run = async (archives: string[], areas: string, households: string): Promise<void> => {
  const london = await londonDatabase(areas, households)
  try {
    await importStreet(london.database, benchActor, archives, () => undefined)
    const question = { kind: 'lsoa', series: 'all', months: 12 } as const
    const times: number[] = []
    let areasFound = 0
    for (let turn = 0; turn <= turns; turn++) {
      const start = performance.now()
      const risk = await riskInProcess(london.database, { id: 'benchmark', role: 'risk' }, question)
      times.push(performance.now() - start)
      areasFound = risk.areas.length
    }
    const [first = NaN, ...later] = times
    console.log(
      `${areasFound} areas × 96 months: ${middle(later).toFixed(0)} ms (${Math.min(...later).toFixed(0)} to ${Math.max(...later).toFixed(0)}, ${turns} turns), ${(middle(later) / limit).toFixed(2)}× the limit of ${limit} ms`,
    )
    console.log(`the first time after an import, counting included: ${first.toFixed(0)} ms`)
  } finally {
    await london.close()
  }
}

const present = years.filter((path) => path !== undefined)
if (present.length < years.length || !boundaries || !homes) {
  console.log('skipped: the real files are not beside the repository')
} else await run(present, boundaries, homes)

/**
 * What a report says of real London where nothing was done. One command:
 *
 *   node bench/untouched-london.ts          the report of three made-up programmes on data to 2014-12
 *   node bench/untouched-london.ts --short  the first of them
 *   node bench/untouched-london.ts --write  writes the table of docs/decisions/honest-effect.md, which is held to it otherwise
 *
 * Areas are chosen by the burglaries of one year; ten to a deployment in the order of their codes; kits are said to have
 * come the next January.
 */
import { partInside } from '../packages/analysis/effect/placebo/inside-outside.ts'
import { placeboProgrammes } from '../packages/analysis/effect/placebo/placebo-programmes.ts'
import { countedCity } from '../apps/server/crime/expected/risk.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import type { CountedCity } from '../apps/server/crime/types.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import { importLookup } from '../apps/server/places/import-lookup.ts'
import { programmeFrom } from '../apps/server/rooms/measure/programme/read-programme.ts'
import type { MeasureReport } from '../apps/server/rooms/measure/report/report-types.ts'
import { reportOf } from '../apps/server/rooms/measure/report/programme-data.ts'
import { sharedData } from '../test/shared-data.ts'
import { benchActor, londonDatabase } from './support/london-database.ts'
import { holdBlock, table } from './support/page-block.ts'

const short = process.argv.includes('--short')
const asked: [year: number, kits: number][] = [
  [2011, 129_780],
  [2013, 129_780],
  [2011, 440_000],
]
const saturation = 0.85

const heading = [
  'chosen by, kits',
  'areas',
  'plain comparison inside, outside (ratio)',
  'same choice in years without kits',
  'mirrored windows',
  'corrected effect',
  'beyond 750 m',
  'the report says',
]

const percent = (value: number | null): string =>
  value === null ? 'none' : `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}%`
const whole = (value: number): string => value.toLocaleString('en-GB')

/** Codes of the areas that the burglaries of one year choose, ten to a deployment. */
const deploymentsOf = (city: CountedCity, year: number, kits: number): string[][] => {
  const [found] = placeboProgrammes({
    ...city,
    kits,
    saturation,
    kitRounding: 'none',
    selectYears: 1,
    from: year * 12,
    to: year * 12 + 23,
  })
  if (!found) throw new Error(`${year} and the year after are not whole`)
  const chosen = city.codes.filter((_, at) => found.part[at] === partInside).toSorted()
  return Array.from({ length: Math.ceil(chosen.length / 10) }, (_, at) => chosen.slice(10 * at, 10 * at + 10))
}

type Told =
  { estimate: number; low: number | null; high: number | null; why: string | null } | { why: string }

const effect = (found: Told): string =>
  'estimate' in found && found.why === null
    ? `${percent(found.estimate)} (${percent(found.low)} to ${percent(found.high)})`
    : (found.why ?? '')

const rowOf = ({
  programme,
  plain,
  placebo,
  primary,
  corrected,
  controls,
  claim,
}: MeasureReport): string[] => [
  whole(programme.covered),
  `${percent(plain.inside)}, ${percent(plain.outside)} (${percent(plain.ratio)})`,
  placebo.p === null
    ? 'none left before it'
    : `${placebo.rows.map(({ ratio }) => percent(ratio)).join(', ')}; p = ${placebo.p.toFixed(2)}`,
  effect(primary),
  effect(corrected),
  `${whole(controls.left)} of ${whole(controls.untreated)}`,
  claim.may ? claim.headline : 'cannot be told',
]

/** What else a report says, of all months and areas beyond 750 m: each method by the whole figure, and what could be found. */
const otherRows = ({ specifications, groupTime, power }: MeasureReport): string[][] => {
  const beyond = specifications.filter(
    ({ controls, window, primary }) => controls === 'beyond 750 m' && window === 'all months' && !primary,
  )
  const overall = groupTime.why === null ? groupTime.rows.find(({ kind }) => kind === 'simple') : undefined
  const { estimate = 0, low, high } = overall ?? {}
  return [
    ...beyond.map((each) => [each.method, effect(each)]),
    [
      'group-time effects, burglaries a year for each 1,000 homes',
      `${estimate.toFixed(1)} (${low?.toFixed(1)} to ${high?.toFixed(1)})`,
    ],
    ['smallest effect found four times out of five', percent(-(power.detectable ?? Number.NaN))],
  ]
}

const boundaries = sharedData('boundaries', 'LSOA_2011_London_gen_MHW_shapefile.zip')
const boroughs = sharedData('boundaries', 'london_boroughs.geojson.gz')
const homes = sharedData('households', 'lsoa2011_households.csv.gz')
const bcus = sharedData('lookups', 'borough-to-bcu.csv')
const street = [2011, 2012, 2013, 2014].map((year) => sharedData('street', `metropolitan-${year}.zip`))

const silent = (): void => undefined

const run = async (files: {
  boundaries: string
  boroughs: string
  homes: string
  bcus: string
  street: string[]
}): Promise<void> => {
  const { database, close } = await londonDatabase(files.boundaries, files.homes)
  try {
    await importAreas(database, benchActor, [files.boroughs], silent, {
      kind: 'borough',
      validFrom: '1965-04-01',
    })
    await importLookup(database, benchActor, [files.bcus], silent, { from: 'borough', to: 'bcu_code' })
    await importStreet(database, benchActor, files.street, silent)
    const city = await countedCity(database, benchActor, { kind: 'lsoa', series: 'all' })
    const rows: string[][] = []
    let others: string[][] = []
    for (const [year, kits] of short ? asked.slice(0, 1) : asked) {
      const start = performance.now()
      const programme = programmeFrom({
        name: `Chosen by ${year}, ${kits} kits`,
        kind: 'lsoa',
        series: 'all',
        saturation,
        selection: { from: `${year}-01`, to: `${year}-12`, rule: 'highest' },
        deployments: deploymentsOf(city, year, kits).map((areas) => ({ areas, start: `${year + 1}-01` })),
      })
      const report = await reportOf(database, benchActor, programme)
      if (year === 2013) others = otherRows(report)
      rows.push([`${year}, ${whole(kits)}`, ...rowOf(report)])
      console.log(`${rows.at(-1)!.join(' | ')}  [${((performance.now() - start) / 1000).toFixed(1)} s]`)
    }
    for (const row of others) console.log(row.join(': '))
    if (short) return
    await holdBlock('honest-effect.md', 'untouched London', table([heading, ...rows]))
    await holdBlock(
      'honest-effect.md',
      'untouched London by other methods',
      table([['of the programme chosen by 2013, 129,780 kits', 'found where nothing was done'], ...others]),
    )
  } finally {
    await close()
  }
}

const loaded = street.filter((file) => file !== undefined)
if (boundaries && boroughs && homes && bcus && loaded.length === street.length) {
  await run({ boundaries, boroughs, homes, bcus, street: loaded })
} else console.log('skipped: the real files are not beside the repository')

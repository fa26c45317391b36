import { describe, expect, test } from 'vitest'
import { importAreas } from '../apps/server/places/import-areas.ts'
import { importHomes } from '../apps/server/places/import-homes.ts'
import { importLookup } from '../apps/server/places/import-lookup.ts'
import type { ImportReport, ImportResult } from '../apps/server/places/import-session.ts'
import { importPostcodes } from '../apps/server/places/postcodes.ts'
import { importNetwork } from '../apps/server/places/street-network.ts'
import { importCounts } from '../apps/server/crime/import-counts.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { whatIsLoaded } from '../apps/server/crime/loaded-data.ts'
import { countedCity } from '../apps/server/crime/expected/risk.ts'
import type { AreaKind } from '../apps/server/places/area-kinds.ts'
import { testDatabase } from './database.ts'
import { testImporter } from './importers.ts'
import { testCounts } from './counts.ts'
import { sharedData } from './shared-data.ts'

/**
 * Every real file of a kind that there is an importer for, as it lies, with the counts of the README beside them: in the
 * short form the street files of 2022, whose codes are of two vintages, and what these need; in the full form all.
 */
const folder = sharedData()
const { database } = await testDatabase()
const silent = (): void => undefined
/** The counts alone are 1.3 million cells. */
const patience = 600_000

type Run = (...path: string[]) => Promise<ImportReport>
const areas =
  (kind: AreaKind, validFrom: string): Run =>
  (path) =>
    importAreas(database, testImporter, [path!], silent, { kind, validFrom })
const homes =
  (code: string, column: string): Run =>
  (path) =>
    importHomes(database, testImporter, [path!], silent, { code, homes: column })
const lookup =
  (from: string, to: string): Run =>
  (path) =>
    importLookup(database, testImporter, [path!], silent, { from, to })
const street: Run = (path) => importStreet(database, testImporter, [path!], silent)
const counts: Run = (path) => importCounts(database, testImporter, [path!], silent)
const postcodes: Run = (path) => importPostcodes(database, testImporter, [path!], silent)
const network: Run = (path) => importNetwork(database, testImporter, [path!], silent)

const lsoa2011 = areas('lsoa', '2011-03-27')
const lsoa2021 = areas('lsoa', '2021-03-21')

type Expected = Partial<Omit<ImportResult, 'leftOut'>> & { leftOut?: Record<string, number> }
type RealFile = [path: string, run: Run, expected: Expected]

const all = (rows: number): Expected => ({ rows, taken: rows, alreadyPresent: 0 })

/** What of a year of street files is left out, each row for one reason only: repeats first, then no place. */
const year = (
  rows: number,
  exactRepeat: number,
  noPlace: number,
  unknownArea: number,
  possibleRepeats = 0,
): Expected => ({
  rows,
  taken: rows - exactRepeat - noPlace - unknownArea,
  alreadyPresent: 0,
  leftOut: { exactRepeat, noPlace, unknownArea, badDate: 0, badPlace: 0 },
  possibleRepeats,
})

const first: RealFile[] = [
  ['boundaries/london_lsoa2011_gen_with_households.geojson.gz', lsoa2011, all(4835)],
  ['boundaries/london_lsoa2021_gen20.geojson.gz', lsoa2021, all(4994)],
  ['households/lsoa2011_households.csv.gz', homes('LSOA11CD', 'HHOLDS'), all(4835)],
  ['lookups/lsoa11_lsoa21_exact_fit_london.csv.gz', lookup('LSOA11CD', 'LSOA21CD'), all(5016)],
  ['street/metropolitan-2022.zip', street, year(53_621, 193, 1941, 68)],
]

const rest: RealFile[] = [
  // The same areas in another format and projection.
  [
    'boundaries/LSOA_2011_London_gen_MHW_shapefile.zip',
    lsoa2011,
    { rows: 4835, taken: 0, alreadyPresent: 4835 },
  ],
  ['boundaries/london_boroughs.geojson.gz', areas('borough', '1965-04-01'), all(33)],
  ['boundaries/london_wards_pre2014.geojson.gz', areas('ward', '2010-05-06'), all(649)],
  ['boundaries/london_wards2018.geojson.gz', areas('ward', '2018-05-03'), all(657)],
  ['boundaries/london_wards2022on_WD24.geojson.gz', areas('ward', '2022-05-05'), all(679)],
  ['boundaries/london_oa2011_topojson_by_borough.zip', areas('oa', '2011-03-27'), all(25_053)],
  [
    'households/lsoa_atlas_london_lsoa2011.csv.gz',
    homes('Lower Super Output Area', 'Households;All Households;2011'),
    all(4835),
  ],
  ['households/KS101EW_oa2011_london.csv.gz', homes('GeographyCode', 'KS101EW0001'), all(25_053)],
  ['lookups/lsoa21_wd24_lad24_best_fit_london.csv.gz', lookup('LSOA21CD', 'WD24CD'), all(4994)],
  ['lookups/lsoa11_wd21_lad21_best_fit_london.csv.gz', lookup('LSOA11CD', 'WD21CD'), all(4835)],
  [
    'lookups/derived_lsoa11_to_wardpre2014_ward2018_ward2022_by_point.csv.gz',
    lookup('LSOA11CD', 'WD18CD'),
    all(4835),
  ],
  [
    'lookups/oa21_lsoa21_lsoa11_msoa21_wd24_lad22_london.csv.gz',
    lookup('OA21CD', 'LSOA21CD'),
    { rows: 26_559, taken: 26_369, leftOut: { exactRepeat: 190 } },
  ],
  ['lookups/borough-to-bcu.csv', lookup('borough', 'bcu_code'), all(32)],
  ['street/metropolitan-2011.zip', street, year(95_884, 131, 0, 26, 14_520)],
  ['street/metropolitan-2012.zip', street, year(94_651, 1159, 262, 36)],
  ['street/metropolitan-2013.zip', street, year(87_975, 1026, 452, 36)],
  ['street/metropolitan-2014.zip', street, year(76_272, 728, 446, 43)],
  ['street/metropolitan-2015.zip', street, year(70_548, 652, 547, 24)],
  ['street/metropolitan-2016.zip', street, year(68_322, 777, 269, 41)],
  ['street/metropolitan-2017.zip', street, year(75_849, 814, 285, 46)],
  ['street/metropolitan-2018.zip', street, year(80_620, 620, 269, 58)],
  ['counts', counts, { rows: 1_294_012, taken: 1_278_448, leftOut: { partialMonth: 15_091, noArea: 473 } }],
  ['postcodes/codepoint_open_2014-08_london_with_lsoa11.csv.gz', postcodes, all(181_563)],
  [
    'packs/westminster_drive_osmnx_2024-02-17.graphml.gz',
    network,
    { rows: 7478, taken: 4733, leftOut: { otherDirection: 2745 } },
  ],
]

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, each) => total + each, 0)

const holds = async (path: string, run: Run, expected: Expected): Promise<void> => {
  const { results } = await run(`${folder}/${path}`)
  expect(results).toMatchObject([expected])
  const { rows, taken, alreadyPresent, leftOut } = results[0]!
  expect(taken + alreadyPresent + sum(Object.values(leftOut))).toBe(rows)
}

const burglariesOf = async (
  question: Partial<Parameters<typeof countedCity>[2]>,
): Promise<{ areas: number; months: number; burglaries: number; homes: number }> => {
  const city = await countedCity(
    database,
    { id: 'test', role: 'risk' },
    { kind: 'lsoa', series: 'all', source: 'street', ...question },
  )
  return {
    areas: city.codes.length,
    months: city.months.length,
    burglaries: sum(city.counts),
    homes: sum(city.homes),
  }
}

describe.skipIf(!folder)('the street files of 2022, and what they need', () => {
  test.each(first)('%s', { timeout: patience }, holds)

  test(
    'stand in either vintage: by their codes, the look-up or their place',
    { timeout: patience },
    async () => {
      const of2022 = { from: '2022-01', until: '2022-12' }
      expect(await burglariesOf({ ...of2022, validFrom: '2011-03-27' })).toEqual({
        areas: 4835,
        months: 12,
        burglaries: 51_419,
        homes: 3_266_173,
      })
      // One of an area that was split lies in neither part. Homes of split areas are rounded.
      expect(await burglariesOf({ ...of2022, validFrom: '2021-03-21' })).toEqual({
        areas: 4994,
        months: 12,
        burglaries: 51_418,
        homes: 3_266_171,
      })
    },
  )
})

describe.skipIf(!folder || !testCounts.full)('every other real file, in the full form', () => {
  test.each(rest)('%s', { timeout: patience }, holds)

  test('a second time changes nothing', { timeout: patience }, async () => {
    for (const [path, run, { rows = 0 }] of [...first, ...rest].filter(([name]) =>
      /^(street|lookups)/.test(name),
    )) {
      const { results } = await run(`${folder}/${path}`)
      expect(results).toMatchObject([{ rows, taken: 0 }])
    }
  })

  test('all months stand in their areas', { timeout: patience }, async () => {
    const eightYears = rest
      .filter(([path]) => path.startsWith('street/'))
      .reduce((total, [, , { taken = 0 }]) => total + taken, 0)
    const found = await burglariesOf({ validFrom: '2011-03-27', from: '2011-01', until: '2018-12' })
    expect(found).toMatchObject({ areas: 4835, months: 96, burglaries: eightYears })
  })

  test('the residential series of MPS counts is there for every kind', { timeout: patience }, async () => {
    const { months } = await database.withActor({ id: 'test', role: 'planner' }, 'what is loaded', (tx) =>
      whatIsLoaded(database, tx),
    )
    const levels = months
      .filter(({ source, series }) => source === 'mps' && series === 'residential')
      .map(({ level, from, to }) => [level, from, to])
    expect(levels).toEqual([
      ['borough', '2010-04', '2026-02'],
      ['lsoa', '2024-03', '2026-02'],
      ['ward', '2010-04', '2026-02'],
    ])
  })
})

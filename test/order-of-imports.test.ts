import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../apps/server/foundation/database.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import type { ImportReport } from '../apps/server/places/import-session.ts'
import { riskOfCounts } from '../apps/server/crime/expected/risk-of-counts.ts'
import { countedCity } from '../apps/server/crime/expected/risk.ts'
import type { CountedCity, Risk } from '../apps/server/crime/types.ts'
import { databaseContent } from './database-content.ts'
import { freshDatabase } from './database.ts'
import { importersOn, testImporter } from './importers.ts'
import { testCounts } from './counts.ts'
import { burglaries2011, burglaries2021, twoVintages } from './two-vintages.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mettrace-order-'))
  for (const [name, text] of Object.entries(twoVintages)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Name = keyof typeof twoVintages
const names = Object.keys(twoVintages) as Name[]

const importFile = async (database: Database, name: Name): Promise<ImportReport> => {
  const { counts, homes, lookup, street } = importersOn(database)
  const path = join(folder, name)
  const areas = (validFrom: string): Promise<ImportReport> =>
    importAreas(database, testImporter, [path], () => undefined, { kind: 'lsoa', validFrom })
  switch (name) {
    case 'lsoa-2011.geojson':
      return areas('2011-03-27')
    case 'lsoa-2021.geojson':
      return areas('2021-03-21')
    case 'homes.csv':
      return homes(path)
    case 'lookup.csv':
      return lookup(path)
    case 'counts-2019-02.csv':
    case 'counts-2019-03.csv':
      return counts(path)
    case '2014-02-metropolitan-street.csv':
    case '2014-03-metropolitan-street.csv':
      return street(path)
  }
}

const vintages = ['2011-03-27', '2021-03-21'] as const
type Source = 'street' | 'mps'

const counted = (database: Database, validFrom: string, source: Source): Promise<CountedCity> =>
  countedCity(database, testImporter, { kind: 'lsoa', series: 'all', source, validFrom })

/** A question asked when not everything is loaded yet: it may be refused, but must leave nothing stale behind. */
const askEarly = async (database: Database, vintageOn: string): Promise<void> => {
  const question = { kind: 'lsoa', series: 'all', source: 'street', vintageOn } as const
  await countedCity(database, testImporter, question).catch((error: unknown) => {
    expect(error).toBeInstanceOf(MetTraceError)
    expect(error).toMatchObject({ code: 'not_enough' })
  })
}

type Outcome = {
  content: Record<string, string>
  cities: CountedCity[]
  risks: Risk[]
}

/** Everything that imports make, without who imported when and what is worked out anew when it is asked for. */
const madeOf = async (owner: pg.Client): Promise<Record<string, string>> => {
  const content = await databaseContent(owner, ['places', 'target', 'enforcement'])
  for (const table of [
    'places.import_file',
    'places.geography',
    'places.point_area',
    'target.burglary_count',
    'target.counted_month',
    'target.area_force',
  ]) {
    delete content[table]
  }
  return content
}

const outcomeOf = async (database: Database, owner: pg.Client): Promise<Outcome> => {
  const cities: CountedCity[] = []
  for (const validFrom of vintages) {
    for (const source of ['street', 'mps'] as const) cities.push(await counted(database, validFrom, source))
  }
  return { content: await madeOf(owner), cities, risks: cities.map((city) => riskOfCounts(city, 2)) }
}

const withDatabase = async <T>(work: (database: Database, owner: pg.Client) => Promise<T>): Promise<T> => {
  const { database, owner, drop } = await freshDatabase()
  try {
    return await work(database, owner)
  } finally {
    await drop()
  }
}

const countsByCode = ({ codes, counts, months }: CountedCity): Record<string, number[]> =>
  Object.fromEntries(
    codes.map((code, row) => [
      code,
      Array.from(counts.subarray(row * months.length, (row + 1) * months.length)),
    ]),
  )

const inOrder = (order: readonly Name[], asked: readonly boolean[]): Promise<Outcome> =>
  withDatabase(async (database, owner) => {
    for (const [at, name] of order.entries()) {
      await importFile(database, name)
      if (asked[at]) for (const day of vintages) await askEarly(database, day)
    }
    return outcomeOf(database, owner)
  })

test('whatever the order of imports, and whatever is asked in between, the outcome is the same', async () => {
  const outcome = await inOrder(names, [])
  const [street2011, , street2021] = outcome.cities
  expect(street2011 && countsByCode(street2011)).toEqual(burglaries2011)
  expect(street2021 && countsByCode(street2021)).toEqual(burglaries2021)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
      async (order, asked) => {
        expect(await inOrder(order, asked)).toEqual(outcome)
      },
    ),
    { numRuns: testCounts.orders },
  )
}, 600_000)

test('importing everything a second time takes nothing and changes nothing', () =>
  withDatabase(async (database, owner) => {
    for (const name of names) await importFile(database, name)
    const once = { content: await databaseContent(owner, ['places', 'target', 'enforcement']) }
    delete once.content['places.import_file']
    for (const name of names.toReversed()) {
      const { results } = await importFile(database, name)
      expect(results).toMatchObject([{ taken: 0 }])
    }
    const twice = { content: await databaseContent(owner, ['places', 'target', 'enforcement']) }
    delete twice.content['places.import_file']
    expect(twice).toEqual(once)
  }))

import { expect, test } from 'vitest'
import { boundaryText, importersOn, squareFeature, testImporter } from '../../../test/importers.ts'
import { freshDatabase, testDatabase } from '../../../test/database.ts'
import { streetText } from '../../../test/street-rows.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import type { Database } from '../foundation/database.ts'
import { planOfRisk } from '../rooms/target/plan/plan-of-risk.ts'
import { riskOfCounts } from './expected/risk-of-counts.ts'
import { countedCity } from './expected/risk.ts'

/** Ten areas of the Met and, beyond them, two of the City, the last of which nobody ever burgled. */
const codes = Array.from({ length: 12 }, (_, at) => `E010000${String(at + 1).padStart(2, '0')}`)
const ofMet = codes.slice(0, 10)
const [ofCity, neverBurgled] = codes.slice(10) as [string, string]
const met = 'Metropolitan Police Service'
const city = 'City of London Police'
const railways = 'British Transport Police'
const year = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at).flatMap((each) =>
    Array.from({ length: 12 }, (_, month) => `${each}-${String(month + 1).padStart(2, '0')}`),
  )

/** Crimes of an area, some a month; `stray` of the Met stand across the border in the City. */
const crimesOf = (force: string, months: readonly string[], areas: readonly string[], each: number) =>
  months.flatMap((month) =>
    areas.flatMap((code) =>
      Array.from({ length: each }, (_, at) => ({
        id: `${force} ${month} ${code} ${at}`,
        month,
        code,
        force,
      })),
    ),
  )
const metFile = (months: readonly string[]) =>
  streetText([...crimesOf(met, months, ofMet, 2), ...crimesOf(met, months, [ofCity], 1)])
const cityFile = (months: readonly string[]) => streetText(crimesOf(city, months, [ofCity], 4))
const railwayFile = (months: readonly string[]) => streetText(crimesOf(railways, months, [ofCity], 9))

const importInto = (database: Database) => {
  const { areas, homes, street } = importersOn(database)
  return {
    places: async () => {
      const squares = codes.map((code, at) => squareFeature(code, 530_000 + 1000 * at, 180_000))
      await areas(await temporaryFile('areas.geojson', boundaryText(squares)))
      await homes(
        await temporaryFile(
          'homes.csv',
          ['LSOA11CD,HHOLDS', ...codes.map((code) => `${code},500`), ''].join('\n'),
        ),
      )
    },
    street: async (text: string) => street(await temporaryFile('street.csv', text)),
  }
}

const { database } = await testDatabase()
const into = importInto(database)
const ask = (more: { until?: string; from?: string } = {}, of = database) =>
  countedCity(of, testImporter, { kind: 'lsoa', series: 'all', ...more })
const countsIn = (counted: Awaited<ReturnType<typeof ask>>, code: string) => {
  const row = counted.codes.indexOf(code) * counted.months.length
  return counted.counts.subarray(row, row + counted.months.length).reduce((sum, count) => sum + count, 0)
}

test('with one force alone every area is known, though few of its crimes stand there', async () => {
  await into.places()
  await into.street(metFile(year(2014, 2015)))
  await into.street(railwayFile(year(2014, 2014)))
  const counted = await ask()
  expect(counted).not.toHaveProperty('notKnown')
  expect(counted.codes).toEqual(codes)
  expect(counted.warnings).toEqual([])
})

test('areas of a force of which months are missing are not known, and never counted as none', async () => {
  await into.street(cityFile(year(2014, 2014)))
  const counted = await ask()
  expect(counted.codes).toEqual(ofMet)
  expect(counted.months).toHaveLength(24)
  expect(counted.notKnown).toEqual([{ force: city, codes: [ofCity, neverBurgled], months: year(2015, 2015) }])
  expect(counted.warnings).toEqual([
    'Not known: 2 areas policed by City of London Police. Its street files of January 2015 to December 2015 are not loaded, so these areas are left out of every figure and never chosen. Import these files, or ask for months that are loaded.',
  ])
  const risk = riskOfCounts(counted, 12)
  expect(risk.notKnown).toEqual(counted.notKnown)
  const question = {
    kits: 100_000,
    saturation: 1,
    kitRounding: 'none',
    include: [],
    exclude: [ofCity],
  } as const
  expect(
    planOfRisk(risk, question)
      .areas.map(({ code }) => code)
      .toSorted(),
  ).toEqual(ofMet)
  expect(() => planOfRisk(risk, { ...question, include: [neverBurgled], exclude: [] })).toThrow(
    /E01000012 is not known. Not known: 2 areas policed by City/,
  )
})

test('in months that both have, they are known, with what both forces counted', async () => {
  const counted = await ask({ until: '2014-12' })
  expect(counted.codes).toEqual(codes)
  expect(counted).not.toHaveProperty('notKnown')
  expect(countsIn(counted, ofCity)).toBe(12 * (1 + 4 + 9))
})

test('a month that the force of most homes lacks is no month of the series', async () => {
  await into.street(cityFile(year(2015, 2016)))
  const counted = await ask()
  expect(counted.codes).toEqual(codes)
  expect(counted.months).toHaveLength(24)
  expect(counted.warnings).toEqual([
    'The street files of January 2016 to December 2016 are loaded for some forces only, with less than half of the homes. These months are left out.',
  ])
})

test('the order of imports makes no difference, and files without a force are any force’s', async () => {
  const other = await freshDatabase()
  try {
    const again = importInto(other.database)
    await again.street(cityFile(year(2014, 2016)))
    await again.places()
    await ask({}, other.database).catch(() => undefined)
    await again.street(railwayFile(year(2014, 2014)))
    await again.street(metFile(year(2014, 2015)))
    expect(await ask({}, other.database)).toEqual(await ask())

    // As a database stands that took its files before forces were kept.
    await other.owner.query('update target.burglary set force = null')
    await other.owner.query(
      `with gone as (delete from target.loaded_force returning month)
       insert into target.loaded_force select distinct '', month from gone`,
    )
    await other.owner.query('delete from target.counted_month')
    expect((await ask({}, other.database)).months).toHaveLength(36)
    for (const text of [metFile(year(2014, 2015)), railwayFile(year(2014, 2014)), cityFile(year(2014, 2016))])
      await again.street(text)
    expect(await ask({}, other.database)).toEqual(await ask())
  } finally {
    await other.drop()
  }
})

import { expect, test } from 'vitest'
import { freshDatabase, testDatabase } from '../../../test/database.ts'
import { testImporter } from '../../../test/importers.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import type { Database } from '../foundation/database.ts'
import { dataState } from './data-state.ts'
import { homeSources, withdrawSource } from './home-sources.ts'
import { sourceState } from './home-source-words.ts'
import { homesOfAreas } from './homes.ts'
import { importHomes } from './import-homes.ts'

const day = '2011-03-27'
const residents = 'a-residents.csv, people'
const households = 'households.csv, homes'

const toolsOn = (database: Database) => {
  const take = async (
    name: string,
    column: string,
    rows: string[],
    more: { asOf?: string; replaces?: string } = {},
  ) =>
    importHomes(
      database,
      testImporter,
      [await temporaryFile(name, [`code,${column}`, ...rows, ''].join('\n'))],
      () => undefined,
      { code: 'code', homes: column, asOf: day, ...more },
    )
  const read = <T>(query: Parameters<Database['withActor']>[2]) =>
    database.withActor(testImporter, 'test', query) as Promise<T>
  return {
    takeResidents: () => take('a-residents.csv', 'people', ['A,1500', 'B,1300']),
    takeHouseholds: (replaces?: string) =>
      take('households.csv', 'homes', ['A,600', 'B,500'], replaces === undefined ? {} : { replaces }),
    take,
    homes: async () => read<number[]>(async (tx) => [...(await homesOfAreas(tx, ['A', 'B', 'C'])).homes]),
    states: async () =>
      read<[string, string][]>(async (tx) =>
        (await homeSources(tx)).map((each) => [each.source, sourceState(each)] as const),
      ),
    state: () => read<string>(dataState),
    withdraw: (source: string) =>
      read<void>((tx) => withdrawSource(tx, testImporter.id, { source, asOf: day })),
  }
}

const { database } = await testDatabase()
const { take, takeResidents, takeHouseholds, homes, states, state, withdraw } = toolsOn(database)

test('a second source for areas of the same day is refused, naming the first', async () => {
  await takeResidents()
  await takeResidents()
  await expect(takeHouseholds()).rejects.toMatchObject({
    code: 'value_invalid',
    message:
      'Other numbers for 2 of these areas are loaded for the same day from another source. Say which numbers are right: add --replaces "a-residents.csv, people", or give the day of these with --as-of.',
  })
  await expect(takeHouseholds('another.csv, people')).rejects.toMatchObject({ code: 'value_invalid' })
  expect(await homes()).toEqual([1500, 1300, 0])
  expect(await states()).toEqual([[residents, 'in use']])
})

test('areas that no other source of the day has, and other days, stay a union', async () => {
  await take('others.csv', 'homes', ['C,70'])
  await take('newer.csv', 'homes', ['C,80'], { asOf: '2021-03-21' })
  expect(await homes()).toEqual([1500, 1300, 80])
})

test('one that replaces it is used instead, and the numbers before stay', async () => {
  const before = await state()
  const { warnings } = await takeHouseholds(residents)
  expect(warnings).toEqual([`${households} is in use, and ${residents} no longer is.`])
  expect(await homes()).toEqual([600, 500, 80])
  expect(await state()).not.toBe(before)
  expect((await takeResidents()).warnings).toEqual([
    `${residents} is replaced by ${households}: its numbers are kept and not used.`,
  ])
  expect(await homes()).toEqual([600, 500, 80])
  expect(await states()).toEqual([
    ['newer.csv, homes', 'in use'],
    [residents, `replaced by ${households}`],
    [households, `in use, replaces ${residents}`],
    ['others.csv, homes', 'in use'],
  ])
})

test('a third replaces the second, which cannot be withdrawn before it', async () => {
  await take('third.csv', 'homes', ['A,610', 'B,510'], { replaces: households })
  expect(await homes()).toEqual([610, 510, 80])
  await expect(withdraw(households)).rejects.toThrow(/Withdraw third.csv, homes first/)
  await withdraw('third.csv, homes')
  expect(await homes()).toEqual([600, 500, 80])
})

test('that it replaces can be withdrawn, once', async () => {
  const before = await state()
  await withdraw(households)
  expect(await state()).not.toBe(before)
  expect(await homes()).toEqual([1500, 1300, 80])
  expect(Object.fromEntries(await states())).toMatchObject({
    [residents]: 'in use',
    [households]: 'withdrawn',
  })
  expect((await takeHouseholds()).warnings).toEqual([
    `${households} was withdrawn: its numbers are kept and not used.`,
  ])
  await expect(withdraw(households)).rejects.toMatchObject({ code: 'usage' })
  await takeHouseholds(residents)
  expect(await homes()).toEqual([600, 500, 80])
})

test('what was said is never changed', async () => {
  await expect(
    database.withActor(testImporter, 'test', (tx) => tx.query('delete from places.home_source_fact')),
  ).rejects.toThrow()
})

test('the order of imports makes no difference to what is in use', async () => {
  const other = await freshDatabase()
  try {
    const again = toolsOn(other.database)
    await again.takeHouseholds(residents)
    await again.takeResidents()
    expect(await again.homes()).toEqual([600, 500, 0])
    expect(await again.states()).toEqual([
      [residents, `replaced by ${households}`],
      [households, `in use, replaces ${residents}`],
    ])
  } finally {
    await other.drop()
  }
})

import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { testImporter } from '../../../test/importers.ts'
import { parseMonth } from '../foundation/month.ts'
import { keepGreaterVersions, mergeBurglaries, type BurglaryRow } from './burglary-store.ts'

const { database, owner } = await testDatabase()

const burglary = (crime: string, month: string, more: Partial<BurglaryRow> = {}): BurglaryRow => ({
  key: crime.repeat(32),
  ordinal: 1,
  month: parseMonth(month)!,
  dayFrom: null,
  dayTo: null,
  code: 'E01000001',
  easting: null,
  northing: null,
  atPremises: false,
  force: null,
  unknown: false,
  ...more,
})

const merge = (...rows: BurglaryRow[]): Promise<{ taken: number; changedMonths: string[] }> =>
  database.withActor(testImporter, 'test', async (tx) => ({
    taken: await mergeBurglaries(tx, 'street', rows),
    changedMonths: await keepGreaterVersions(tx),
  }))

const kept = async (): Promise<string[]> => {
  const { rows } = await owner.query<{ words: string }>(
    `select left(key::text, 1) || ' ' || to_char(month, 'YYYY-MM') || ' ' || code as words from target.burglary order by 1`,
  )
  return rows.map(({ words }) => words)
}

test('a crime of a month never loaded that is there all the same is taken once, in its greater version', async () => {
  expect(await merge(burglary('a', '2014-01'), burglary('b', '2014-01', { unknown: true }))).toEqual({
    taken: 1,
    changedMonths: [],
  })
  // February was never loaded, and has a crime of January under its id.
  expect(await merge(burglary('c', '2014-02'), burglary('a', '2014-02'))).toEqual({
    taken: 1,
    changedMonths: ['2014-01-01'],
  })
  expect(await kept()).toEqual(['a 2014-02 E01000001', 'b 2014-01 E01000001', 'c 2014-02 E01000001'])
  expect(await merge(burglary('a', '2014-01'))).toEqual({ taken: 0, changedMonths: [] })
  expect(await merge()).toEqual({ taken: 0, changedMonths: [] })
})

test('one crime twice among the rows stands once, in its greater version', async () => {
  await owner.query('truncate target.burglary')
  const rows = [burglary('d', '2014-03', { code: 'E01000002' }), burglary('d', '2014-03')]
  expect((await merge(...rows)).taken).toBe(1)
  expect(await kept()).toEqual(['d 2014-03 E01000002'])
  await owner.query('truncate target.burglary')
  await merge(...rows.toReversed())
  expect(await kept()).toEqual(['d 2014-03 E01000002'])
})

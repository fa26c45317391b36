import { expect, test } from 'vitest'
import { importersOn } from '../../../../../test/importers.ts'
import { testDatabase } from '../../../../../test/database.ts'
import { streetText } from '../../../../../test/street-rows.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { forceTable, monthRows } from './loaded-page.ts'
import { holesOf, loadedForces } from '../../../crime/loaded-forces.ts'

const { database } = await testDatabase()
const planner = { id: 'test', role: 'planner' } as const
const loaded = () => database.withActor(planner, 'test', loadedForces)

const load = async (force: string, months: string[]): Promise<void> => {
  const rows = months.map((month) => ({ id: `${force} ${month}`, month, code: 'E01000001', force }))
  await importersOn(database).street(await temporaryFile('street.csv', streetText(rows)))
}

test('without files no force has months', async () => {
  expect(forceTable(await loaded())).toEqual({ years: [], rows: [] })
})

test('each force has its months and, where another force goes on or none speaks, its silent ones', async () => {
  await load('Metropolitan Police Service', ['2016-11', '2016-12', '2017-02'])
  await load('City of London Police', ['2016-12'])
  expect(await loaded()).toEqual([
    { force: 'City of London Police', loaded: ['2016-12'], silent: ['2016-11', '2017-01', '2017-02'] },
    {
      force: 'Metropolitan Police Service',
      loaded: ['2016-11', '2016-12', '2017-02'],
      silent: ['2017-01'],
    },
  ])
  expect(forceTable(await loaded())).toEqual({
    years: ['2016', '2017'],
    rows: [
      {
        force: 'City of London Police',
        loaded: 'December 2016',
        silent: 'November 2016, January 2017 to February 2017',
        years: ['1 of 12', 'none'],
      },
      {
        force: 'Metropolitan Police Service',
        loaded: 'November 2016 to December 2016, February 2017',
        silent: 'January 2017',
        years: ['2 of 12', '1 of 12'],
      },
    ],
  })
})

test('holes of a series are the months between its first and its last', () => {
  expect(holesOf(['2016-11', '2017-02'].map((month) => parseMonth(month)!))).toEqual(['2016-12', '2017-01'])
  expect(holesOf([])).toEqual([])
})

test('the file has every month, loaded or not, of every source once', () => {
  const forces = [{ force: 'Kent Police', loaded: ['2016-12'], silent: ['2016-11'] }]
  const rows = monthRows(forces, [
    { source: 'street', series: 'all', level: 'any', months: [24_203] },
    { source: 'mps', series: 'residential', level: 'ward', months: [24_203, 24_205] },
  ])
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'street all any Kent Police 2016-11 false',
    'street all any Kent Police 2016-12 true',
    'mps residential ward  2016-12 true',
    'mps residential ward  2017-01 false',
    'mps residential ward  2017-02 true',
  ])
})

import { expect, test } from 'vitest'
import { importersOn, smallFiles, testImporter } from '../../../test/importers.ts'
import { testDatabase } from '../../../test/database.ts'
import { streetText, type StreetCrime } from '../../../test/street-rows.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import { countedCity } from './expected/risk.ts'

const { database } = await testDatabase()
const importers = importersOn(database)

const importMonth = async (month: string, crimes: Omit<StreetCrime, 'month'>[]): Promise<void> => {
  const text = streetText(crimes.map((crime) => ({ ...crime, month })))
  await importers.street(await temporaryFile(`${month}-metropolitan-street.csv`, text))
}

const parts = async () => {
  const city = await countedCity(database, testImporter, { kind: 'lsoa', series: 'all' })
  const row = city.codes.indexOf('E01000001') * city.months.length
  const ofArea = (values: Int32Array | undefined) =>
    values && Array.from(values.subarray(row, row + city.months.length))
  return { counts: ofArea(city.counts), repeats: ofArea(city.repeats), premises: ofArea(city.premises) }
}

const here = { code: 'E01000001', longitude: -0.1, latitude: 51.5 }
const there = { ...here, latitude: 51.501 }

test('repeats at a spot and burglaries at premises are counted, in whatever order months come', async () => {
  await importers.areas(await temporaryFile('areas.geojson', smallFiles.areas))
  await importers.homes(await temporaryFile('homes.csv', smallFiles.homes))
  await importMonth('2014-03', [
    { id: 'a', ...here },
    { id: 'b', ...there, location: 'On or near Supermarket' },
    { id: 'c', ...there, location: 'On or near Supermarket' },
  ])
  await importMonth('2015-04', [{ id: 'd', ...here }])
  expect(await parts()).toEqual({ counts: [3, 1], repeats: [1, 0], premises: [2, 0] })

  // March of one year is twelve months before March of the next, and thirteen before its April.
  await importMonth('2015-03', [
    { id: 'e', ...here },
    { id: 'f', code: 'E01000001' },
  ])
  expect(await parts()).toEqual({ counts: [3, 2, 1], repeats: [1, 1, 1], premises: [2, 0, 0] })
})

test('the kind of place of burglaries imported without it is taken over when they are imported again', async () => {
  await database.withActor(testImporter, 'forget', (tx) =>
    tx.query('update target.burglary set at_premises = false'),
  )
  await importMonth('2014-03', [{ id: 'b', ...there, location: 'On or near Supermarket' }])
  expect((await parts()).premises).toEqual([1, 0, 0])
})

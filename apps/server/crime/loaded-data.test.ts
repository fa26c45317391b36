import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { importersOn, testImporter } from '../../../test/importers.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import { twoVintages } from '../../../test/two-vintages.ts'
import { importAreas } from '../places/import-areas.ts'
import { whatIsLoaded } from './loaded-data.ts'

const file = (name: keyof typeof twoVintages): Promise<string> => temporaryFile(name, twoVintages[name])

test('homes count for boundaries of another vintage as well, once a look-up leads there', async () => {
  const { database } = await testDatabase()
  const importers = importersOn(database)
  await importers.areas(await file('lsoa-2011.geojson'))
  await importAreas(database, testImporter, [await file('lsoa-2021.geojson')], () => undefined, {
    kind: 'lsoa',
    validFrom: '2021-03-21',
  })
  await importers.homes(await file('homes.csv'))
  const kinds = async (): Promise<[string, number, number][]> =>
    (
      await database.withActor({ id: 'test', role: 'planner' }, 'what is loaded', (tx) =>
        whatIsLoaded(database, tx),
      )
    ).kinds.map(({ validFrom, areas, homes }) => [validFrom, areas, homes])
  const all = 610 + 620 + 630 + 640 + 650 + 660
  expect(await kinds()).toEqual([
    ['2011-03-27', 6, all],
    ['2021-03-21', 6, 610 + 660],
  ])
  await importers.lookup(await file('lookup.csv'))
  expect(await kinds()).toEqual([
    ['2011-03-27', 6, all],
    ['2021-03-21', 6, all],
  ])
})

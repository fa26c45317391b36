import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { boundaryText, squareFeature, testImporter } from '../../../test/importers.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import { importAreas } from './import-areas.ts'
import { wardsInWords } from './place-names.ts'

const { database } = await testDatabase()

const named = (code: string, name: string): object => ({
  ...squareFeature(code, 530_000, 180_000),
  properties: { WD22CD: code, WD22NM: name },
})
test('wards are called by name with the code beside, and by code alone where no boundary names them', async () => {
  const load = async (name: string, validFrom: string) =>
    importAreas(
      database,
      testImporter,
      [await temporaryFile('wards.geojson', boundaryText([named('E05000001', name)]))],
      () => undefined,
      { kind: 'ward', validFrom, code: 'WD22CD', name: 'WD22NM' },
    )
  await load('Abbey Old', '2014-05-22')
  await load('Abbey', '2022-05-05')
  const ward = await database.withActor({ id: 'test', role: 'planner' }, 'test', (tx) =>
    wardsInWords(tx, ['E05000001', 'E05000002', 'E05000001']),
  )
  expect(ward('E05000001')).toBe('Abbey (E05000001)')
  expect(ward('E05000002')).toBe('E05000002')
})

import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'
import { importersOn, smallFiles } from './importers.ts'
import { streetText } from './street-rows.ts'
import { temporaryFile } from './temporary-files.ts'

const importers = importersOn((await testDatabase()).database)

const street = (rows: Parameters<typeof streetText>[0]): Promise<string> =>
  temporaryFile('2014-01-metropolitan-street.csv', streetText(rows))

test('a crime that is published again as another type is told', async () => {
  await importers.areas(await temporaryFile('areas.geojson', smallFiles.areas))
  const before = await importers.street(
    await street([
      { id: 'a', month: '2014-01', code: 'E01000001' },
      { id: 'b', month: '2014-01', code: 'E01000001' },
      { id: 'c', month: '2014-01', code: 'E01000001', type: 'Drugs' },
    ]),
  )
  expect(before.warnings.join()).not.toContain('another type')
  const { warnings } = await importers.street(
    await street([
      { id: 'a', month: '2014-01', code: 'E01000001', type: 'Other theft' },
      { id: 'b', month: '2014-01', code: 'E01000001' },
      { id: 'c', month: '2014-01', code: 'E01000001', type: 'Drugs' },
    ]),
  )
  expect(warnings).toContainEqual(
    expect.stringMatching(/^1 crime that is loaded as a burglary is published here as another type\./),
  )
})

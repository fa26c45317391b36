import { expect, test } from 'vitest'
import type { ImportKind } from '../apps/server/places/import-session.ts'
import { loadWards } from './address-files.ts'
import { testDatabase } from './database.ts'
import { importersOn, smallFiles } from './importers.ts'
import { zipOf } from './packed-files.ts'
import { nameOf, refusals, webPage } from './refusals.ts'
import { temporaryFile, temporaryFolder } from './temporary-files.ts'

const { database } = await testDatabase()
const importers = importersOn(database)
await loadWards(database, 530_000, 180_000)
const { refused } = await refusals()

const kinds = Object.keys(smallFiles) as ImportKind[]

/** What publishers and packing programs put beside the data. */
const notes = {
  'README.txt': 'Counts of the "last 24 months, as published.\n\nA month, a row.\n',
  LICENCE: 'Open Government Licence v3.0\n',
  'terms.pdf': Buffer.from('%PDF-1.4\n\u0000\u0001binary'),
  'about/index.html': webPage,
  '.DS_Store': 'Bud1',
  '__MACOSX/._data.csv': 'Mac OS X',
  'Thumbs.db': Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
}

test.each(kinds)('a zip or folder for import %s may hold notes beside the data', async (kind) => {
  const files = { ...notes, [`data/${nameOf(kind)}`]: smallFiles[kind] }
  const zip = await importers[kind](await temporaryFile('download.zip', await zipOf(files)))
  const [result] = zip.results
  expect(result!.taken).toBeGreaterThan(0)
  const folder = await importers[kind](await temporaryFolder(files))
  const { rows, taken, alreadyPresent } = folder.results[0]!
  expect([rows, taken + alreadyPresent]).toEqual([result!.rows, result!.taken])
})

test.each(['counts', 'incidents'] as const)('what is passed over for import %s is named', async (kind) => {
  const files = { ...notes, 'other.csv': 'Colour,Size\nred,3\n', [nameOf(kind)]: smallFiles[kind] }
  const { warnings } = await importers[kind](await temporaryFile('download.zip', await zipOf(files)))
  const words = warnings.find((each) => each.includes('passed over'))
  expect(words).toMatch(
    /^download\.zip: 6 files were passed over, which are no table of (counts|incidents): /,
  )
  for (const name of ['LICENCE', 'README.txt', 'Thumbs.db', 'about/index.html', 'other.csv'])
    expect(words).toContain(`download.zip › ${name}`)
  expect(words).not.toMatch(/MACOSX|DS_Store/)
})

test.each(['counts', 'incidents'] as const)('notes alone are no data for import %s', async (kind) => {
  await refused(kind, await temporaryFile('download.zip', await zipOf({ LICENCE: notes.LICENCE })), {
    code: 'column_missing',
    message: /column/,
    where: { file: 'download.zip › LICENCE' },
  })
})

test.each(['counts', 'incidents'] as const)(
  'a damaged table of %s beside a good one is refused',
  async (kind) => {
    const text = smallFiles[kind]
    const files = { 'a.csv': text, 'b.csv': text.slice(0, text.lastIndexOf(',')) }
    await refused(kind, await temporaryFile('download.zip', await zipOf(files)), {
      code: 'row_shape',
      message: /cut off/,
      where: { file: 'download.zip › b.csv' },
    })
  },
)

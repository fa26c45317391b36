import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CommandAnswer } from './command-line.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { boundaryText, smallFiles, squareFeature } from './importers.ts'
import { streetText } from './street-rows.ts'

const { answer, folder, refusal, run, write } = await commandLineOnEmptyFolder()

const whole = z.number().int().min(0)
const importResult = z.strictObject({
  file: z.string(),
  rows: whole,
  taken: whole,
  alreadyPresent: whole,
  leftOut: z.record(z.string(), whole),
  possibleRepeats: whole,
})

/** A result for each file, in which every row is accounted for. */
const resultsOf = ({ results }: CommandAnswer): z.infer<typeof importResult>[] => {
  const files = z.array(importResult).min(1).parse(results)
  for (const { rows, taken, alreadyPresent, leftOut } of files) {
    const out = Object.values(leftOut).reduce((sum, count) => sum + count, 0)
    expect(taken + alreadyPresent + out).toBe(rows)
  }
  return files
}

const odd = {
  street: streetText([
    { id: 'a', month: '2014-01', longitude: -0.12, latitude: 51.508, code: 'E01000001' },
    { id: 'a', month: '2014-01', longitude: -0.12, latitude: 51.508, code: 'E01000001' },
    { id: '', month: '2014-01', code: 'E01000002' },
    { id: '', month: '2014-01', code: 'E01000002' },
    { id: 'placed', month: '2014-01', longitude: -0.12, latitude: 51.508 },
    { id: 'nowhere', month: '2014-01' },
    { id: 'elsewhere', month: '2014-01', code: 'E01099999' },
    { id: 'never', month: '2014-13', code: 'E01000001' },
    { id: 'drugs', month: '2014-01', code: 'E01000001', type: 'Drugs' },
  ]),
  counts: smallFiles.counts.replace(',1,2\n', ',1,two\n'),
  incidents: [
    smallFiles.incidents.trimEnd(),
    '01/2/19,2019-03-03 10:00,2019-03-02 09:00,2019-03-03 09:00,531500,180500,Burglary in a Dwelling',
    '01/3/19,yesterday,2019-03-02 09:00,2019-03-03 09:00,531500,180500,Burglary in a Dwelling',
    '01/4/19,2019-03-03 10:00,,,,,Burglary in a Dwelling',
    '',
  ].join('\n'),
  points: [
    smallFiles.points.trimEnd(),
    '0,0,2016-02-05,no place',
    '531500,180600,soon,no date',
    '531500,180600,2016-02-05,b',
    '',
  ].join('\n'),
  areas: boundaryText([
    squareFeature('E01000001', 530_000, 180_000),
    squareFeature('E01000002', 531_000, 180_000),
    squareFeature('E01000002', 531_000, 180_000),
  ]),
  homes: `${smallFiles.homes}E01000002,650,Ash 001B\nE01000003,many,Ash 001C\n,3,\n`,
  lookup: `${smallFiles.lookup}E01000002,E01033333,X,Ash 001B\nE01000003,,X,\n`,
}

const lsoa = ['--kind', 'lsoa', '--valid-from', '2011-03-27']
const pointColumns = ['--x', 'Easting', '--y', 'Northing', '--crs', 'EPSG:27700', '--date', 'Date']
const imports: [kind: keyof typeof odd, file: string, settings: string[], first: object][] = [
  ['areas', 'areas.geojson', lsoa, { rows: 3, taken: 2, leftOut: { exactRepeat: 1 } }],
  [
    'homes',
    'homes.csv',
    ['--code', 'LSOA11CD', '--homes', 'HHOLDS', '--as-of', '2011-03-27'],
    { rows: 5, taken: 2, leftOut: { exactRepeat: 1, badValue: 1, noArea: 1 } },
  ],
  [
    'lookup',
    'lookup.csv',
    ['--from', 'LSOA11CD', '--to', 'LSOA21CD'],
    { rows: 4, taken: 2, leftOut: { exactRepeat: 1, noCode: 1 } },
  ],
  [
    'street',
    '2014-01-metropolitan-street.csv',
    [],
    {
      rows: 9,
      taken: 5,
      leftOut: { exactRepeat: 1, noPlace: 1, unknownArea: 1, badDate: 1, badPlace: 0 },
      possibleRepeats: 1,
    },
  ],
  ['counts', 'counts.csv', [], { rows: 4, taken: 3, leftOut: { badValue: 1 } }],
  ['incidents', 'incidents.csv', [], { rows: 5, taken: 3, leftOut: { exactRepeat: 1, badDate: 1 } }],
  ['points', 'points.csv', pointColumns, { rows: 5, taken: 3, leftOut: { noPlace: 1, badDate: 1 } }],
]

beforeAll(async () => {
  for (const [kind, file] of imports) await write(file, odd[kind])
})

describe.each(imports)('import %s', (kind, file, settings, first) => {
  test('accounts for every row, and takes none a second time', async () => {
    const answered = await answer('import', kind, file, ...settings)
    expect(answered).toMatchObject({ command: `import ${kind}`, inputs: { files: [file] } })
    const [result] = resultsOf(answered)
    expect(result).toMatchObject({ file, alreadyPresent: 0, ...first })

    const [again] = resultsOf(await answer('import', kind, file, ...settings))
    expect(again).toEqual({ ...result, taken: 0, alreadyPresent: result?.taken })
  })
})

test('several files and folders have a result each, named as they were typed', async () => {
  await mkdir(join(folder, 'archive/2014-02'), { recursive: true })
  const february = streetText([{ id: 'february', month: '2014-02', code: 'E01000001' }])
  await write('archive/2014-02/2014-02-metropolitan-street.csv', february)
  const files = ['archive', '2014-01-metropolitan-street.csv', './archive/']
  const answered = await answer('import', 'street', ...files)
  expect(answered.inputs).toEqual({ files })
  expect(resultsOf(answered)).toMatchObject([
    { file: 'archive', rows: 1, taken: 1 },
    { file: '2014-01-metropolitan-street.csv', rows: 9, taken: 0, alreadyPresent: 5 },
    { file: './archive/', rows: 1, taken: 0, alreadyPresent: 1 },
  ])
  const fromAfar = await answer('import', 'street', join(folder, 'archive'))
  expect(resultsOf(fromAfar)).toMatchObject([{ file: join(folder, 'archive'), alreadyPresent: 1 }])
})

test('what could not be used is said in warnings', async () => {
  const { warnings } = await answer('import', 'street', '2014-01-metropolitan-street.csv')
  expect(warnings).toContainEqual(expect.stringContaining('E01099999 (1)'))
  const places = await answer('import', 'incidents', 'incidents.csv')
  expect(places.warnings).toContainEqual(expect.stringMatching(/^1 burglary has no place yet/))
})

test('people have a table on standard output, and notes and progress on standard error', async () => {
  const { code, output, errors } = await run('import', 'street', '2014-01-metropolitan-street.csv')
  expect(code).toBe(0)
  const [heading, rule, row, ...more] = output.trimEnd().split('\n')
  expect(heading).toMatch(/^File +Rows +Taken +Already there +Possible repeats +Left out$/)
  expect(rule).toMatch(/^─+(?: {2}─+){5}$/)
  expect(row).toMatch(
    /^2014-01-metropolitan-street\.csv +9 +0 +5 +1 +1 exact repeats, 1 no place, 1 unknown area, 1 bad date$/,
  )
  expect(more).toEqual([])
  expect(errors).toMatch(/^(?:\S+: 0 rows so far\n)?Note: /)
})

describe('a file that cannot be used', () => {
  test('is told with its name, the line, what stands there and what should', async () => {
    await write('page.csv', '<!DOCTYPE html>\n<html><body>Sign in</body></html>\n')
    await write('short.csv', 'LSOA11CD,HHOLDS\nE01000001,700\nE0100\n')
    const page = await refusal(3, 'import', 'homes', 'page.csv', '--code', 'LSOA11CD', '--homes', 'HHOLDS')
    expect(page).toMatchObject({ code: 'file_wrong_kind', file: 'page.csv', found: 'a web page' })
    const short = await refusal(3, 'import', 'homes', 'short.csv', '--code', 'LSOA11CD', '--homes', 'HHOLDS')
    expect(short).toMatchObject({ code: 'row_shape', file: 'short.csv', line: 3, column: null })
    const column = await refusal(
      3,
      'import',
      'homes',
      'homes.csv',
      '--code',
      'LSOA11CD',
      '--homes',
      'DWELLINGS',
    )
    expect(column).toMatchObject({
      code: 'column_missing',
      file: 'homes.csv',
      line: 1,
      found: expect.stringContaining('HHOLDS') as string,
      expected: expect.stringContaining('DWELLINGS') as string,
    })
    expect(await refusal(3, 'import', 'counts', 'nothing.csv')).toMatchObject({
      code: 'file_missing',
      file: 'nothing.csv',
    })
  })

  test('is told to people in a few lines', async () => {
    const { code, output, errors } = await run('import', 'areas', 'homes.csv', ...lsoa)
    expect({ code, output }).toEqual({ code: 3, output: '' })
    expect(errors).toMatch(/^(?:reading boundaries of lsoa\n)?Error: [A-Z][^\n]*\n {2}where: {4}homes\.csv/)
    expect(errors).not.toMatch(/ at .*:\d+:\d+|TypeError|node:/)
  })

  test('leaves out the good one beside it as well', async () => {
    const march = streetText([{ id: 'march', month: '2014-03', code: 'E01000001' }])
    await write('2014-03-metropolitan-street.csv', march)
    await refusal(3, 'import', 'street', '2014-03-metropolitan-street.csv', 'page.csv')
    const [result] = resultsOf(await answer('import', 'street', '2014-03-metropolitan-street.csv'))
    expect(result).toMatchObject({ taken: 1, alreadyPresent: 0 })
  })
})

test('boundaries cannot cease to hold before they begin to', async () => {
  const error = await refusal(2, 'import', 'areas', 'areas.geojson', ...lsoa, '--valid-to', '2001-01-01')
  expect(error).toMatchObject({ code: 'usage', found: '2001-01-01', expected: '2011-03-27 or later' })
})

test('boundaries and points may name their columns', async () => {
  const features = [squareFeature('E05000001', 530_000, 180_000, 2000, 'CODE')]
  await write('wards.geojson', boundaryText(features))
  const settings = ['--kind', 'ward', '--valid-from', '2014-05-22', '--code', 'CODE', '--name', 'CODE']
  const wards = await answer('import', 'areas', 'wards.geojson', ...settings, '--valid-to', '2018-05-02')
  expect(wards.inputs).toEqual({
    files: ['wards.geojson'],
    kind: 'ward',
    validFrom: '2014-05-22',
    validTo: '2018-05-02',
    code: 'CODE',
    name: 'CODE',
  })
  await write(
    'ranges.csv',
    'lon,lat,from,to\n-0.12,51.508,2016-01-05,2016-01-07\n-0.12,51.508,2016-01-05,2016-01-01\n',
  )
  const columns = ['--x', 'lon', '--y', 'lat', '--crs', 'EPSG:4326', '--date', 'from', '--date-to', 'to']
  expect(resultsOf(await answer('import', 'points', 'ranges.csv', ...columns))).toMatchObject([
    { rows: 2, taken: 1, leftOut: { badDate: 1 } },
  ])
  const wrong = columns.map((part) => part.replace('EPSG:4326', 'EPSG:27700'))
  expect(await refusal(3, 'import', 'points', 'ranges.csv', ...wrong)).toMatchObject({
    code: 'projection_wrong',
    file: 'ranges.csv',
    line: 2,
  })
})

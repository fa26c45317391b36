import { describe, expect, test } from 'vitest'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { codesOfRange } from './code-range.ts'
import { readEarlier } from './read-earlier.ts'

const heading = 'area,from,to,kits,homes,code,code_to,serial,uprn,registered,sticker'
const read = async (...rows: string[]) =>
  readEarlier(await temporaryFile('phase.csv', [heading, ...rows, ''].join('\n')), {
    mapped: {},
    today: '2026-11-29',
  })

test('a kit at a home, a range in an area, and an area with a number: unknown stays unknown', async () => {
  const file = await read(
    'e01000001,2016-05-30,,,,zx000101,,,100023336956,2016-06-02,yes',
    'E01000001,2016-05,,,,ZX000102,ZX000150,,,,no',
    'E01000002,,,212,640,,,,,,',
    'E01000002,2017-02,,,,,,,000012,no,',
  )
  expect(file.rowsRead).toBe(4)
  expect(file.kits).toHaveLength(51)
  expect(file.kits[0]).toEqual({
    line: 2,
    area: 'E01000001',
    days: { from: '2016-05-30', to: '2016-05-30' },
    code: 'ZX000101',
    serial: null,
    uprn: '100023336956',
    registered: true,
    registeredOn: '2016-06-02',
    sticker: true,
  })
  expect(file.kits[49]).toMatchObject({
    line: 3,
    code: 'ZX000150',
    days: { from: '2016-05-01', to: '2016-05-31' },
    uprn: null,
    registered: null,
    sticker: false,
  })
  expect(file.kits[50]).toMatchObject({
    code: null,
    uprn: '12',
    registered: false,
    registeredOn: null,
    sticker: null,
  })
  expect(file.areas).toEqual([
    { area: 'E01000001', days: { from: '2016-05-01', to: '2016-05-31' }, kits: 50, homes: null },
    { area: 'E01000002', days: { from: null, to: null }, kits: 213, homes: 640 },
  ])
})

test('how many kits an area had is not known where one row does not say', async () => {
  const { areas } = await read(
    'E01000001,2016,,,,,,,,,'.replace('2016', '2016-01'),
    'E01000001,2016-03-02,2016-04,12,,,,,,,',
  )
  expect(areas).toEqual([
    { area: 'E01000001', days: { from: '2016-01-01', to: '2016-04-30' }, kits: null, homes: null },
  ])
})

test('codes of a range are written as its ends are', () => {
  expect(codesOfRange('ZX0098', 'ZX0101')).toEqual(['ZX0098', 'ZX0099', 'ZX0100', 'ZX0101'])
  for (const [first, last] of [
    ['ZX0098', 'ZX0097'],
    ['ZX0098', 'ZY0101'],
    ['ZX98', 'ZX101'],
    ['ZX', 'ZY'],
    ['1', '9999999'],
  ] as const)
    expect(codesOfRange(first, last)).toBeUndefined()
})

describe('one fault and nothing is taken; line, column, found and expected are told', () => {
  test.each([
    ['a UPRN that a spreadsheet ruined', 'E1,,,,,ZX12,,,1.00023E+11,,', 'uprn', '1.00023E+11', '12 digits'],
    ['a UPRN of too many digits', 'E1,,,,,ZX12,,,1000233369560,,', 'uprn', '1000233369560', '12 digits'],
    ['a code twice', 'E1,,,,,ZX0001,ZX0002,,,,', 'code', 'a code for the second time', 'line 2'],
    ['a range of two kinds', 'E1,,,,,ZX0005,ZY0009,,,,', 'code_to', 'ZY0009', 'written as the first'],
    ['a range without its first', 'E1,,,,,,ZX0009,,,,', 'code', 'nothing', 'first code'],
    ['another number than codes', 'E1,,,3,,ZX0005,ZX0006,,,,', 'kits', '3', '2, as many'],
    ['many kits at one home', 'E1,,,,,ZX0005,ZX0006,,12,,', 'uprn', '12', 'one kit'],
    ['a day to come', 'E1,2026-12-01,,,,ZX0005,,,,,', 'from', '2026-12-01', 'no day after'],
    ['days the wrong way round', 'E1,2016-05,2016-04,,,ZX0005,,,,,', 'to', '2016-04', '2016-05-01 on'],
    ['a month that is not', 'E1,2016-13,,,,ZX0005,,,,,', 'from', '2016-13', '2016-05'],
    ['no area', ',,,,,ZX0005,,,,,', 'area', 'nothing', 'area'],
    ['a word for yes that is none', 'E1,,,,,ZX0005,,,,perhaps,', 'registered', 'perhaps', 'yes, no'],
    ['another number of homes', 'E0,,,,7,,,,,,', 'homes', '7', '6, as another row'],
    [
      'a serial with a wrong character',
      'E1,,,,,ZX0005,,K7QD2M4X9THA,,,',
      'serial',
      'K7QD2M4X9THA',
      'check character',
    ],
  ])('%s', async (_, row, column, found, expected) => {
    await expect(read('E0,,,,6,ZX0001,,,,,', row)).rejects.toMatchObject({
      code: 'value_invalid',
      where: {
        line: 3,
        column,
        found: expect.stringContaining(found) as string,
        expected: expect.stringContaining(expected) as string,
      },
    })
  })

  test('the month that it is may be named, though it is not over', async () => {
    expect((await read('E1,2026-11,,4,,,,,,,')).areas[0]).toMatchObject({
      days: { from: '2026-11-01', to: '2026-11-30' },
    })
  })
})

import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { plainPostcode, readPostcodes } from './postcode-files.ts'

const read = async (...lines: string[]): ReturnType<typeof readPostcodes> =>
  readPostcodes(await temporaryFile('postcodes.csv', `${lines.join('\n')}\n`))

describe('a table of postcodes', () => {
  test.each([
    ['Code-Point Open without headings', ['"E1  6AN",10,533414,181742,"E92000001"']],
    ['Code-Point Open with headings', ['PC,PQ,EA,NO', 'E1  6AN,10,533414,181742']],
    [
      'the ONS Postcode Directory',
      ['pcd,pcd2,pcds,oseast1m,osnrth1m', 'E1  6AN,E1   6AN,E1 6AN,533414,0181742'],
    ],
    ['degrees', ['Postcode,lat,long', 'e1 6an,51.51885,-0.078536']],
  ])('is read as %s', async (_, lines) => {
    const { rows, tallies } = await read(...lines)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.postcode).toBe('E16AN')
    expect(Math.abs((rows[0]?.easting ?? 0) - 533_414)).toBeLessThan(3)
    expect(Math.abs((rows[0]?.northing ?? 0) - 181_742)).toBeLessThan(3)
    expect(tallies[0]?.leftOut).toEqual({})
  })

  test('leaves out what has no place or is no postcode, by reason', async () => {
    const { rows, tallies } = await read(
      'PC,PQ,EA,NO',
      'E1 6AN,90,0,0',
      'E1 6AO,10,,',
      'London,10,1,1',
      'E1 6AB,10,5,6',
    )
    expect(rows.map(({ postcode }) => postcode)).toEqual(['E16AB'])
    expect(tallies[0]).toMatchObject({ rows: 4, leftOut: { noPlace: 2, badPostcode: 1 } })
  })

  test('without the columns is refused, naming those that it has', async () => {
    await expect(read('Name,Size', 'a,1')).rejects.toMatchObject({
      code: 'column_missing',
      where: { found: 'Name, Size' },
    })
  })

  const file = sharedData('postcodes', 'codepoint_open_2014-08_london_with_lsoa11.csv.gz')
  test.skipIf(!file)('of London is read whole', async () => {
    const { rows, tallies } = await readPostcodes(file ?? '')
    expect(rows.length).toBeGreaterThan(170_000)
    expect(rows.length).toBe(tallies[0]?.rows)
  })
})

test.each([
  ['sw1a 1aa', 'SW1A1AA'],
  [' e1  6an ', 'E16AN'],
  ['ZX1 1AA', 'ZX11AA'],
  ['E1', undefined],
  ['E1 6ANN', undefined],
])('%j as a postcode is %j', (text, plain) => {
  expect(plainPostcode(text)).toBe(plain)
})

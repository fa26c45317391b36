import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { onGrid, readEvents, readPoints, type PointFile, type PointRow } from './point-files.ts'
import { tablesWith } from './tables.ts'

type Wanted = Parameters<typeof readPoints>[1]

const readText = async (
  wanted: Wanted,
  ...lines: string[]
): Promise<{ file: PointFile; rows: PointRow[] }> => {
  const path = await temporaryFile('points.csv', lines.join('\n'))
  for await (const file of readPoints(path, wanted)) {
    const rows: PointRow[] = []
    for await (const batch of file.batches) rows.push(...batch)
    return { file, rows }
  }
  throw new Error('no file')
}

const british = { x: 'Easting', y: 'Northing', date: 'From', crs: 'EPSG:27700' } as const
const degrees = { x: 'lon', y: 'lat', date: 'date', crs: 'EPSG:4326' } as const

describe('points', () => {
  test('in metres, with a range of dates', async () => {
    const { file, rows } = await readText(
      { ...british, dateTo: 'To' },
      'id,Easting,Northing,From,To',
      '1,530120.4,180450,2016-01-30,1/2/2016 9:05',
      '2,530120,180450,2016-01-30,',
      '3,530120,180450,2016-01-30,2016-01-29',
      '4,530120,,2016-01-30,',
      '5,0,0,2016-01-30,',
      '6,530120,180450,NA,',
      '7,830120,180450,2016-01-30,',
    )
    expect(rows).toEqual([
      {
        easting: 530_120,
        northing: 180_450,
        dayFrom: '2016-01-30',
        dayTo: '2016-02-01',
        text: ['1', '530120.4', '180450', '2016-01-30', '1/2/2016 9:05'].join('\u001F'),
        line: 2,
      },
      expect.objectContaining({ dayFrom: '2016-01-30', dayTo: '2016-01-30', line: 3 }),
    ])
    expect(file.tally).toMatchObject({
      rows: 7,
      leftOut: { badDate: 2, noPlace: 3 },
      examples: { badDate: [4, 7], noPlace: [5, 6, 8] },
    })
  })

  const postcodes = sharedData('postcodes', 'codepoint_open_2014-08_london_with_lsoa11.csv.gz')

  test.skipIf(!postcodes)(
    'in degrees come to stand within 5 m of where the Ordnance Survey has them',
    async () => {
      const lines: string[] = []
      const known: [number, number][] = []
      for await (const { columns, batches } of tablesWith(postcodes!, ['long', 'lat', 'EA', 'NO'])) {
        const [longitude = 0, latitude = 0, easting = 0, northing = 0] = columns
        for await (const { rows } of batches) {
          for (const row of rows.slice(0, 100)) {
            if (row[longitude] === '' || lines.length === 2000) continue
            lines.push(`${row[longitude]},${row[latitude]},2016-01-30`)
            known.push([Number(row[easting]), Number(row[northing])])
          }
        }
      }
      const { rows } = await readText(degrees, 'lon,lat,date', ...lines)
      expect(rows).toHaveLength(lines.length)
      const farthest = rows.reduce((most, { easting, northing }, at) => {
        const [knownEasting, knownNorthing] = known[at]!
        return Math.max(most, Math.hypot(easting - knownEasting, northing - knownNorthing))
      }, 0)
      expect(farthest).toBeLessThan(5)
    },
  )

  test('in degrees off the grid have no place', async () => {
    const { file, rows } = await readText(
      degrees,
      'lon,lat,date',
      '-0.1,51.5,2016-01-30',
      '-74.0,40.7,2016-01-30',
    )
    expect([rows.length, file.tally.leftOut]).toEqual([1, { noPlace: 1 }])
  })

  test.each<[Wanted, string, string]>([
    [british, 'Easting,Northing,From', '-0.1276,51.5072,2016-01-30'],
    [degrees, 'lon,lat,date', '530120,180450,2016-01-30'],
    [degrees, 'lon,lat,date', '51.5072,-0.1276,2016-01-30'],
  ])('of another system than the one named are refused', async (wanted, heading, line) => {
    await expect(readText(wanted, heading, line)).rejects.toMatchObject({
      code: 'projection_wrong',
      where: { file: 'points.csv', line: 2 },
    })
  })

  test('of which a few are of another system lose those only', async () => {
    const { file, rows } = await readText(
      british,
      'Easting,Northing,From',
      '-0.1276,51.5072,2016-01-30',
      '530120,180450,2016-01-30',
    )
    expect([rows.length, file.tally.leftOut]).toEqual([1, { noPlace: 1 }])
  })

  test('whole metres on the grid stay where they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 699_999 }), fc.integer({ min: 1, max: 1_299_999 }), (x, y) => {
        expect(onGrid(x, y, 'EPSG:27700')).toEqual({ easting: x, northing: y })
        expect(onGrid(-x, y, 'EPSG:27700')).toBeUndefined()
      }),
    )
  })
})

describe('events in the plane of any city', () => {
  test('keep their order, their metres and their missing dates', async () => {
    const path = await temporaryFile(
      'events.csv',
      'X,Y,date,to\n1.5,2.5,1970-01-02,1970-01-04\n3,4,NA,\n5,,1970-01-02,\n7,8,1970-01-05,1970-01-02\n9,10,soon,\n',
    )
    const events = await readEvents(path, { x: 'x', y: 'y', date: 'date', dateTo: 'to' })
    expect(events).toEqual({
      x: Float64Array.of(1.5, 3, 7, 9),
      y: Float64Array.of(2.5, 4, 8, 10),
      day: Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN),
      dayTo: Float64Array.of(3, Number.NaN, Number.NaN, Number.NaN),
      rowsRead: 5,
      noPlace: 1,
      badDate: 2,
      warnings: [
        'events.csv: 1 left out (noPlace), line 4.',
        'events.csv: 2 left out (badDate), lines 5, 6.',
      ],
    })
  })

  const vectors = sharedData('vectors')

  test.skipIf(!vectors)('a year and a month of one city', async () => {
    const columns = { x: 'X', y: 'Y', date: 'date' }
    const year = await readEvents(`${vectors}/knox_chicago_be_2016.csv`, columns)
    expect(year).toMatchObject({ rowsRead: 11_701, noPlace: 0, badDate: 0, warnings: [] })
    expect(year.day.filter((day) => Number.isNaN(day))).toHaveLength(1)
    const month = await readEvents(`${vectors}/knox_chicago_be_2016_01.csv`, columns)
    expect(month.x).toHaveLength(970)
    expect(month.day.every((day) => !Number.isNaN(day))).toBe(true)
  })
})

describe('dates with the month first', () => {
  const days = Array.from(
    { length: 28 },
    (_, at) => `530000,180000,01/${String(at + 1).padStart(2, '0')}/2016`,
  )

  test('are refused as a file, for half of them would pass with day and month exchanged', async () => {
    const refusal = {
      code: 'value_invalid',
      where: { file: 'points.csv', line: 14, found: '01/13/2016' },
    }
    await expect(readText(british, 'Easting,Northing,From', ...days)).rejects.toMatchObject(refusal)
    const path = await temporaryFile('points.csv', ['Easting,Northing,From', ...days].join('\n'))
    await expect(readEvents(path, { x: 'Easting', y: 'Northing', date: 'From' })).rejects.toMatchObject(
      refusal,
    )
  })

  test('now and then are slips of a British file, and left out', async () => {
    const slips = ['530000,180000,31/01/2016', '530000,180000,30/01/2016', '530000,180000,01/31/2016']
    const { rows, file } = await readText(british, 'Easting,Northing,From', ...slips)
    expect(rows).toHaveLength(2)
    expect(file.tally.leftOut).toEqual({ badDate: 1 })
  })
})

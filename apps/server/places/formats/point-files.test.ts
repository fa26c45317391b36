import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { onGrid } from './coordinates.ts'
import { readEvents } from './event-files.ts'
import { readPoints, type PointFile, type PointRow } from './point-files.ts'
import { nationalGrid } from './reference-system.ts'
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
      for await (const { columns, rows: read } of tablesWith(postcodes!, ['long', 'lat', 'EA', 'NO'])) {
        const [longitude = 0, latitude = 0, easting = 0, northing = 0] = columns
        for await (const { rows } of read()) {
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

  test('in degrees far from the city have no place', async () => {
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
        expect(onGrid(x, y, nationalGrid)).toEqual({ easting: x, northing: y })
        expect(onGrid(-x, y, nationalGrid)).toBeUndefined()
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

const inJanuary = (monthFirst: boolean, days: number): string[] =>
  Array.from({ length: days }, (_, at) => String(at + 1).padStart(2, '0')).map(
    (day) => `530000,180000,${monthFirst ? `01/${day}` : `${day}/01`}/2016`,
  )
const daysOf = async (...lines: string[]): Promise<string[]> =>
  (await readText(british, 'Easting,Northing,From', ...lines)).rows.map(({ dayFrom }) => dayFrom)

describe('dates in figures', () => {
  test.each([true, false])('are read in the one order that the whole file can have', async (monthFirst) => {
    const days = await daysOf(...inJanuary(monthFirst, 28))
    expect(days).toHaveLength(28)
    expect([days[0], days[4], days.at(-1)]).toEqual(['2016-01-01', '2016-01-05', '2016-01-28'])
  })

  test('that may have two orders are refused with both meanings, unless it is said which', async () => {
    const lines = inJanuary(false, 12)
    const refusal = {
      code: 'value_invalid',
      where: {
        file: 'points.csv',
        line: 3,
        column: 3,
        found: '02/01/2016',
        expected: '2016-01-02 or 2016-02-01',
      },
    }
    await expect(readText(british, 'Easting,Northing,From', ...lines)).rejects.toMatchObject(refusal)
    const path = await temporaryFile('points.csv', ['Easting,Northing,From', ...lines].join('\n'))
    const columns = { x: 'Easting', y: 'Northing', date: 'From' }
    await expect(readEvents(path, columns)).rejects.toMatchObject(refusal)
    const { rows } = await readText({ ...british, dates: 'mdy' }, 'Easting,Northing,From', ...lines)
    expect(rows[1]?.dayFrom).toBe('2016-02-01')
  })

  test('now and then of the other order are slips, and left out', async () => {
    const slips = ['530000,180000,31/01/2016', '530000,180000,30/01/2016', '530000,180000,01/31/2016']
    const { rows, file } = await readText(british, 'Easting,Northing,From', ...slips)
    expect(rows).toHaveLength(2)
    expect(file.tally.leftOut).toEqual({ badDate: 1 })
  })

  test('of two orders in numbers are refused with one of each', async () => {
    const lines = [...inJanuary(false, 28), ...inJanuary(true, 20)]
    await expect(readText(british, 'Easting,Northing,From', ...lines)).rejects.toMatchObject({
      code: 'value_invalid',
      where: { found: '01/13/2016', expected: expect.stringContaining('13/01/2016 on line 14') as string },
    })
  })

  test('of a range tell their order by which day is the later', async () => {
    const { rows } = await readText(
      { ...british, dateTo: 'To' },
      'Easting,Northing,From,To',
      '530000,180000,05/03/2016,04/04/2016',
    )
    expect(rows[0]).toMatchObject({ dayFrom: '2016-03-05', dayTo: '2016-04-04' })
  })

  test.each([
    ['a spreadsheet counts', '42400', '2016-01-31'],
    ['a database has them', '2016-01-31 23:15:00+00', '2016-01-31'],
    ['Stata and SAS write them', '31jan2016', '2016-01-31'],
    ['two figures of a year', '31/01/16', '2016-01-31'],
    ['a service sends them', '1454198400000', '2016-01-31'],
  ])('as %s', async (_, text, day) => {
    expect(await daysOf(`530000,180000,${text}`)).toEqual([day])
  })

  test('a number that R or Stata may have counted is refused with both days', async () => {
    await expect(daysOf('530000,180000,16071')).rejects.toMatchObject({
      code: 'value_invalid',
      where: {
        line: 2,
        found: '16071',
        expected: '2014-01-01 (as R counts) or 2004-01-01 (as Stata counts)',
      },
    })
  })
})

describe('months alone', () => {
  test.each(['2016-02', '201602', 'Feb 2016', '2016m2', '02/2016'])('%s is a range of days', async (text) => {
    const { rows } = await readText(british, 'Easting,Northing,From', `530000,180000,${text}`)
    expect(rows).toMatchObject([{ dayFrom: '2016-02-01', dayTo: '2016-02-29' }])
  })

  test('tell nothing of near repeats', async () => {
    const path = await temporaryFile('events.csv', 'x,y,date\n500,600,2016-02\n510,600,2016-03\n')
    await expect(readEvents(path, { x: 'x', y: 'y', date: 'date' })).rejects.toMatchObject({
      code: 'not_enough',
      where: { line: 2, column: 'date', found: '2016-02' },
    })
  })
})

describe('places of any city', () => {
  const cincinnati = ['-84.512016,39.103118', '-84.520000,39.110000'] as const

  test('in degrees and in the feet of a state plane come to stand on one plane of metres', async () => {
    const inDegrees = await readText(
      degrees,
      'lon,lat,date',
      ...cincinnati.map((place) => `${place},2016-01-30`),
    )
    const [one, other] = inDegrees.rows
    expect(Math.floor((one?.easting ?? 0) / 1e6)).toBe(16)
    const apart = Math.hypot(one!.easting - other!.easting, one!.northing - other!.northing)
    // 0.0080° of longitude and 0.0069° of latitude at 39.1° north.
    expect(apart).toBeGreaterThan(1025)
    expect(apart).toBeLessThan(1035)
    const feet = await readText(
      { x: 'X', y: 'Y', date: 'date', crs: 'EPSG:3735' },
      'X,Y,date',
      '1400000,410000,2016-01-30',
    )
    expect(Math.abs(feet.rows[0]!.easting - one!.easting)).toBeLessThan(2000)
  })

  test('of an unknown system are refused', async () => {
    await expect(readText({ ...degrees, crs: 'EPSG:1' }, 'lon,lat,date')).rejects.toMatchObject({
      code: 'usage',
    })
  })
})

const events = async (text: string, more: { crs?: string } = {}) =>
  readEvents(await temporaryFile('events.csv', text), { x: 'x', y: 'y', date: 'date', ...more })

describe('events', () => {
  test('at 0, 0 have no place', async () => {
    const { x, noPlace } = await events('x,y,date\n0,0,2016-01-01\n500,600,2016-01-01\n0,600,2016-01-01\n')
    expect([x.length, noPlace]).toEqual([2, 1])
  })

  test('in degrees are refused, unless it is said that they are such', async () => {
    const text = 'x,y,date\n-84.512016,39.103118,2016-01-01\n-84.512016,39.104018,2016-01-02\n'
    await expect(events(text)).rejects.toMatchObject({ code: 'projection_wrong' })
    const { y } = await events(text, { crs: 'EPSG:4326' })
    expect(Math.abs(y[1]! - y[0]!)).toBeCloseTo(100, 0)
  })

  test('that share the number of an incident are told', async () => {
    const { warnings } = await events(
      'INCIDENT_NO,x,y,date\n7,500,600,2016-01-01\n7,500,600,2016-01-01\n8,500,600,2016-01-01\n',
    )
    expect(warnings).toEqual([expect.stringMatching(/^events\.csv: 1 row shares its INCIDENT_NO/)])
  })
})

import { expect, test } from 'vitest'
import { mostCorners, parts, type RowData } from '@mettrace/protocol/pages/rows'
import { testDatabase } from '../../../../../../test/database.ts'
import { phoneTown } from '../../../../../../test/phone-town.ts'
import { toDegrees } from '../../../../places/formats/projection.ts'
import { encodeLine, encodeWkb } from '../../../../places/wkb.ts'
import { boxAround, groundOf } from './ground.ts'

const { database, owner } = await testDatabase()

const lineOf = (...numbers: number[]): Buffer => encodeLine(Float64Array.from(numbers))
const squareOf = (west: number, south: number, size: number): Buffer =>
  encodeWkb([
    [
      Float64Array.from([
        west,
        south,
        west + size,
        south,
        west + size,
        south + size,
        west,
        south + size,
        west,
        south,
      ]),
    ],
  ])

/** Longitude and latitude of every corner, in millionths of a degree. */
const cornersOf = (line: readonly number[]): [number, number][] => {
  let [x, y] = [0, 0]
  return Array.from({ length: line.length / 2 }, (_, at) => {
    x += line[2 * at]!
    y += line[2 * at + 1]!
    return [x, y]
  })
}

const wiggly = (north: number): Buffer =>
  lineOf(...Array.from({ length: 600 }, (_, at) => [529_860 + at * 0.48, north + (at % 2) * 40]).flat())

/** Where the homes of the town stand. */
const homesAt = [530_000, 180_000] as const

test('where a street begins is read from its line, on every plane', async () => {
  const starts: (readonly [number, number])[] = [
    [530_123.4, 180_456.5],
    [0, 0],
    [1, 1_299_999],
    [60_456_789, -4_500_321.25],
  ]
  for (const start of starts)
    await owner.query('insert into places.street_link (line, metres) values ($1, 10)', [
      lineOf(...start, start[0] + 10, start[1]),
    ])
  const { rows } = await owner.query<{ easting: number; northing: number; line: Buffer }>(
    'select from_easting as easting, from_northing as northing, line from places.street_link',
  )
  expect(rows).toHaveLength(4)
  for (const { easting, northing, line } of rows) {
    expect(Math.abs(easting - line.readDoubleLE(9))).toBeLessThanOrEqual(1)
    expect(Math.abs(northing - line.readDoubleLE(17))).toBeLessThanOrEqual(1)
  }
  await owner.query('delete from places.street_link')
})

test('an assignment comes with streets around its homes, and borders of its own ward alone', async () => {
  const [easting, northing] = homesAt
  await owner.query("insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')")
  for (const [code, ward, west] of [
    ['E1', 'W1', -500],
    ['E2', 'W2', 0],
  ] as const) {
    await owner.query(
      `insert into places.area (kind, valid_from, code, name, min_easting, min_northing, max_easting, max_northing,
                                centre_easting, centre_northing, vertices, boundary)
       values ('lsoa', '2021-01-01', $1, $1, $2, $3, $4, $5, $2, $3, 5, $6)`,
      [
        code,
        easting + west,
        northing - 250,
        easting + west + 500,
        northing + 250,
        squareOf(easting + west, northing - 250, 500),
      ],
    )
    await owner.query("insert into places.lookup values ('LSOA21CD', 'WD22CD', $1, $2, null)", [code, ward])
  }
  await owner.query('insert into places.street_link (line, metres) values ($1, 900), ($2, 50), ($3, 50)', [
    lineOf(easting - 400, northing, easting + 400, northing),
    lineOf(easting + 3000, northing, easting + 3050, northing),
    lineOf(easting, northing + 400, easting + 50, northing + 400),
  ])
  const town = await phoneTown(database, owner)
  const { rows: changes } = await owner.query<{ data: RowData<'ground'> }>(
    'select data from engagement.page_change where page = $1',
    [`${town.walkers[0].assignment}/ground`],
  )
  expect(changes).toHaveLength(1)
  const { streets, areas } = parts.ground.parse(changes[0]!.data)
  expect(streets.map(({ name, line }) => [name, line.length])).toEqual([[null, 4]])
  expect(new Set(areas.map(({ name }) => name))).toEqual(new Set(['E1']))
})

test('ground lies within its box to a metre, and is never more than a phone is to hold', () => {
  const box = boxAround([{ easting: 530_000, northing: 180_000 }])
  expect(box).toEqual({ west: 529_850, south: 179_850, east: 530_150, north: 180_150 })
  const streets = Array.from({ length: 100 }, (_, at) => ({
    name: `Street ${at}`,
    line: wiggly(179_900 + at),
  }))
  const ground = groundOf({ streets, areas: [] }, box)
  const corners = ground.streets.reduce((sum, { line }) => sum + line.length / 2, 0)
  expect(corners).toBeLessThanOrEqual(mostCorners)
  expect(corners).toBeGreaterThan(mostCorners / 2)
  const row = { assignment: '00000005-0000-4000-8000-000000000001', ...ground }
  expect(parts.ground.safeParse(row).success).toBe(true)
  expect(JSON.stringify(row).length).toBeLessThan(120_000)
  const [west, south] = toDegrees(box.west - 1, box.south - 1)
  const [east, north] = toDegrees(box.east + 1, box.north + 1)
  const all = ground.streets.flatMap(({ line }) => cornersOf(line))
  const [longitudes, latitudes] = [all.map(([x]) => x / 1e6), all.map(([, y]) => y / 1e6)]
  expect(Math.min(...longitudes)).toBeGreaterThan(west)
  expect(Math.max(...longitudes)).toBeLessThan(east)
  expect(Math.min(...latitudes)).toBeGreaterThan(south)
  expect(Math.max(...latitudes)).toBeLessThan(north)
})

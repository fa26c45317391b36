import { DatabaseSync } from 'node:sqlite'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boundaryText, squareFeature } from '../../../../test/importers.ts'
import { zipOf } from '../../../../test/packed-files.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { readBoundaries, type BoundaryFile } from './boundary-files.ts'

const read = async (name: string, content: string | Buffer): Promise<BoundaryFile> =>
  readBoundaries(await temporaryFile(name, content), { kind: 'lsoa' })

const one = squareFeature('E01000001', 530_000, 180_000)
const other = squareFeature('E01000002', 531_000, 180_000)

describe('formats that are not read are named, with what to export instead', () => {
  test.each([
    ['a.kml', '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>', 'KML'],
    [
      'a.gml',
      '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml"/>',
      'GML',
    ],
    ['a.gpx', '<gpx version="1.1"></gpx>', 'GPX'],
    ['a.fgb', Buffer.from('fgb\u0003fgb\u0001'), 'FlatGeobuf'],
    ['a.parquet', Buffer.from('PAR1\u0015\u0004'), 'GeoParquet'],
    [
      'a.json',
      '{"geometryType":"esriGeometryPolygon","features":[],"spatialReference":{"wkid":27700}}',
      'Esri JSON',
    ],
  ])('%s', async (name, content, found) => {
    await expect(read(name, content)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringMatching(/GeoJSON|geojson/) as string,
      where: { file: name, found },
    })
    const zip = await zipOf({ [name]: content, 'notes.txt': 'Notes' })
    await expect(read('a.zip', zip)).rejects.toMatchObject({ where: { file: `a.zip › ${name}`, found } })
  })
})

describe("a server's error is told in its own words", () => {
  test.each([
    ['{"error":{"code":498,"message":"Invalid Token","details":[]}}', 'Invalid Token (code 498).'],
    ['{"exceptions":[{"code":"NoApplicableCode","text":"Feature type unknown"}]}', 'Feature type unknown.'],
    [
      '{"type":"about:blank","title":"Not found","status":404,"detail":"No such collection"}',
      'No such collection.',
    ],
    ['{"error":"Too busy!"}', 'Too busy!'],
    [
      '<?xml version="1.0"?><ows:ExceptionReport><ows:Exception><ows:ExceptionText>Unknown layer</ows:ExceptionText></ows:Exception></ows:ExceptionReport>',
      'Unknown layer.',
    ],
  ])('%s', async (content, words) => {
    await expect(read('a.geojson', content)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: `The server answered with an error in the place of boundaries: ${words}`,
    })
  })
})

describe('a download that says itself that it is a part is refused', () => {
  test.each([
    [{ exceededTransferLimit: true }],
    [{ properties: { exceededTransferLimit: true } }],
    [{ numberMatched: 4835, numberReturned: 1 }],
    [{ totalFeatures: 4835 }],
    [{ links: [{ rel: 'next', href: 'https://example.org/items?offset=1' }] }],
  ])('%j', async (more) => {
    await expect(read('a.geojson', boundaryText([one], more))).rejects.toMatchObject({
      code: 'file_truncated',
      where: { file: 'a.geojson', found: expect.stringMatching(/^1 areas/) as string },
    })
  })

  test('and one that says that it is whole goes in', async () => {
    const whole = boundaryText([one], {
      numberMatched: 1,
      exceededTransferLimit: false,
      links: [{ rel: 'self' }],
    })
    expect((await read('a.geojson', whole)).features).toHaveLength(1)
  })
})

const outline = (code: string, ...points: [number, number][]): object => ({
  type: 'Feature',
  properties: { LSOA11CD: code },
  geometry: { type: 'Polygon', coordinates: [[...points, points[0]]] },
})

describe('outlines', () => {
  test.each([
    [
      'half and half',
      [
        [0, 0],
        [500, 500],
        [500, 0],
        [0, 500],
      ],
    ],
    [
      'in one corner',
      [
        [0, 0],
        [500, 0],
        [500, 500],
        [0, 500],
        [0, 200],
        [-20, 400],
        [20, 400],
      ],
    ],
  ] as [string, [number, number][]][])(
    'that cross themselves %s are refused with the place',
    async (_, points) => {
      const shifted = points.map(([x, y]): [number, number] => [530_000 + x, 180_000 + y])
      await expect(read('a.geojson', boundaryText([outline('E01000001', ...shifted)]))).rejects.toMatchObject(
        {
          code: 'geometry_invalid',
          where: {
            found: expect.stringMatching(/^a ring that crosses itself at 5\d+\.\d, 1\d+\.\d$/) as string,
          },
        },
      )
    },
  )

  test('that touch themselves at a corner are used', async () => {
    const touching = outline(
      'E01000001',
      [530_000, 180_000],
      [530_500, 180_000],
      [530_250, 180_250],
      [530_500, 180_500],
      [530_000, 180_500],
      [530_250, 180_250],
    )
    expect((await read('a.geojson', boundaryText([touching]))).features).toHaveLength(1)
  })

  test('that two codes share are refused with both', async () => {
    const text = boundaryText([one, squareFeature('E01000002', 530_000, 180_000)])
    await expect(read('a.geojson', text)).rejects.toMatchObject({
      code: 'geometry_invalid',
      message: 'Two areas have the same outline: E01000001 and E01000002.',
    })
  })

  test('that are missing are left out, and the rest goes in', async () => {
    const without = { type: 'Feature', properties: { LSOA11CD: 'E01000003' }, geometry: null }
    const file = await read('a.geojson', boundaryText([without, one]))
    expect([file.withoutOutline, file.features.length]).toEqual([['E01000003'], 1])
  })

  test('of codes in small letters have them in capitals', async () => {
    const file = await read('a.geojson', boundaryText([squareFeature('e01000001', 530_000, 180_000)]))
    expect(file.features[0]?.code).toBe('E01000001')
  })

  test('of the whole Earth go in, on the plane where they are', async () => {
    const file = await read('a.geojson', boundaryText([squareFeature('BG1', -84.52, 39.1, 0.01)]))
    const [area] = file.features
    expect(Math.floor((area?.centre[0] ?? 0) / 1e6)).toBe(16)
    expect(area!.bbox[3] - area!.bbox[1]).toBeGreaterThan(1100)
    expect(area!.bbox[3] - area!.bbox[1]).toBeLessThan(1140)
  })

  test('far from those that are loaded are refused', async () => {
    const path = await temporaryFile('a.geojson', boundaryText([squareFeature('BG1', -84.52, 39.1, 0.01)]))
    await expect(readBoundaries(path, { kind: 'lsoa' }, 0)).rejects.toMatchObject({
      code: 'projection_wrong',
    })
  })
})

test.each([
  ['a style in JSON', 'style.json', '{"version": 8, "layers": []}'],
  ['metadata in another encoding', 'about.json', Buffer.from('{"title": "Caf\u00E9"}', 'latin1')],
  ['metadata in XML', 'areas.xml', '<?xml version="1.0"?><metadata/>'],
  ['a licence in another encoding', 'licence.txt', Buffer.from('\u00A9 Crown', 'latin1')],
])('%s beside the boundaries is passed over', async (_, name, content) => {
  const zip = await zipOf({ [name]: content, 'z.geojson': boundaryText([one, other]) })
  expect((await read('a.zip', zip)).features).toHaveLength(2)
})

/** Well-known binary of a square, in either order of bytes, with heights or without. */
const wellKnownSquare = (
  west: number,
  south: number,
  side: number,
  { big = false, heights = false } = {},
): Buffer => {
  const corners = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ] as const
  const bytes = Buffer.alloc(1 + 4 + 4 + (1 + 4 + 4 + 4) + corners.length * (heights ? 24 : 16))
  let at = 0
  const order = (): void => void (at = bytes.writeUInt8(big ? 0 : 1, at))
  const count = (value: number): void =>
    void (at = big ? bytes.writeUInt32BE(value, at) : bytes.writeUInt32LE(value, at))
  const double = (value: number): void =>
    void (at = big ? bytes.writeDoubleBE(value, at) : bytes.writeDoubleLE(value, at))
  order()
  count(heights ? 1006 : 6)
  count(1)
  order()
  count(heights ? 1003 : 3)
  count(1)
  count(corners.length)
  for (const [x, y] of corners) {
    double(x)
    double(y)
    if (heights) double(12)
  }
  return bytes
}

const geopackage = async (srs: number, outlines: readonly (Buffer | null)[]): Promise<Buffer> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-file-'))
  const path = join(folder, 'a.gpkg')
  const database = new DatabaseSync(path)
  database.exec(`
    create table gpkg_contents (table_name text, data_type text);
    create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
    create table gpkg_spatial_ref_sys (srs_id integer, organization text, organization_coordsys_id integer, definition text);
    insert into gpkg_spatial_ref_sys values (27700, 'EPSG', 27700, ''), (4326, 'EPSG', 4326, ''), (26916, 'EPSG', 26916, '');
    create table "my areas" (fid integer primary key, geom blob, "LSOA11CD" text, "LSOA11NM" text);
    insert into gpkg_contents values ('my areas', 'features');
    insert into gpkg_geometry_columns values ('my areas', 'geom', ${srs});
  `)
  const insert = database.prepare('insert into "my areas" (geom, "LSOA11CD", "LSOA11NM") values (?, ?, ?)')
  for (const [at, shape] of outlines.entries()) {
    const header = Buffer.from([0x47, 0x50, 0, 0b0000_0001, 0, 0, 0, 0])
    insert.run(shape && Buffer.concat([header, shape]), `E0100000${at + 1}`, `Môn ${at + 1}`)
  }
  database.close()
  const bytes = await readFile(path)
  await rm(folder, { recursive: true })
  return bytes
}

describe('a GeoPackage', () => {
  const squares = [
    wellKnownSquare(530_000, 180_000, 500),
    wellKnownSquare(531_000, 180_000, 500, { big: true }),
    wellKnownSquare(532_000, 180_000, 500, { heights: true }),
    null,
  ]

  test('is read, in either order of bytes, with heights and without outlines', async () => {
    const bytes = await geopackage(27_700, squares)
    for (const file of [
      await read('a.gpkg', bytes),
      await read('a.zip', await zipOf({ 'data/a.gpkg': bytes })),
    ]) {
      expect(file.features.map(({ code, name, centre }) => [code, name, ...centre])).toEqual([
        ['E01000001', 'Môn 1', 530_250, 180_250],
        ['E01000002', 'Môn 2', 531_250, 180_250],
        ['E01000003', 'Môn 3', 532_250, 180_250],
      ])
      expect([file.withoutOutline, file.crsFound]).toEqual([
        ['E01000004'],
        'British National Grid, as the file says',
      ])
    }
  })

  test('of another system is turned by its EPSG code', async () => {
    const file = await read('a.gpkg', await geopackage(26_916, [wellKnownSquare(715_000, 4_330_000, 500)]))
    expect(Math.abs((file.features[0]?.centre[0] ?? 0) - 16_715_250)).toBeLessThan(2)
  })

  test('cut off, or a database of something else, is refused', async () => {
    const bytes = await geopackage(27_700, squares)
    await expect(read('a.gpkg', bytes.subarray(0, 6000))).rejects.toMatchObject({ code: 'file_truncated' })
    const folder = await mkdtemp(join(tmpdir(), 'mettrace-file-'))
    const database = new DatabaseSync(join(folder, 'b.gpkg'))
    database.exec('create table a (b)')
    database.close()
    await expect(read('b.gpkg', await readFile(join(folder, 'b.gpkg')))).rejects.toMatchObject({
      code: 'file_wrong_kind',
    })
    await rm(folder, { recursive: true })
  })
})

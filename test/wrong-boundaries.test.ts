import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../apps/server/foundation/errors.ts'
import { boundaryText, smallFiles, squareFeature } from './importers.ts'
import { zipOf } from './packed-files.ts'
import { refusals } from './refusals.ts'
import { shapefileParts } from './shapefile-parts.ts'
import { temporaryFile } from './temporary-files.ts'

const { importers, refused, refusedFile } = await refusals()

const squares = [{ code: 'E01000009', west: 532_000, south: 180_000, side: 500 }]
const good = shapefileParts(squares, 'LSOA11CD')
const gridPrj = 'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"]]'

describe('a Shapefile', () => {
  test('without its .dbf', async () => {
    const expected = {
      code: 'file_wrong_kind',
      message: /no \.dbf beside it\. Zip all of its files/,
    } as const
    const zip = await zipOf({ 'areas.shp': good.shp, 'areas.shx': good.shx, 'areas.prj': gridPrj })
    await refused('areas', await temporaryFile('areas.zip', zip), {
      ...expected,
      where: { found: '.prj, .shp', expected: '.shp, .dbf and .prj' },
    })
    await refusedFile('areas', 'areas.shp', good.shp, { ...expected, where: { found: '.shp' } })
  })

  test('without its .shp', async () => {
    const zip = await zipOf({ 'areas.dbf': good.dbf, 'areas.prj': gridPrj })
    await refused('areas', await temporaryFile('areas.zip', zip), {
      code: 'file_wrong_kind',
      message: /no \.shp beside it/,
    })
  })

  test('cut off in its outlines or its table', async () => {
    for (const parts of [
      { ...good, shp: good.shp.subarray(0, 150) },
      { ...good, shp: good.shp.subarray(0, 60) },
      { ...good, dbf: good.dbf.subarray(0, 40) },
      { ...good, dbf: good.dbf.subarray(0, 70) },
    ]) {
      const zip = await zipOf({ 'areas.shp': parts.shp, 'areas.dbf': parts.dbf, 'areas.prj': gridPrj })
      await refused('areas', await temporaryFile('areas.zip', zip), {
        code: 'file_truncated',
        message: /damaged or cut off/,
        where: { file: expect.stringMatching(/^areas\.zip › areas\.(shp|dbf)$/) as string },
      })
    }
  })

  test('of a projection that its .prj names and does not describe', async () => {
    const { shp, dbf } = shapefileParts(
      [{ code: 'E01000009', west: 1_170_000, south: 1_890_000, side: 500 }],
      'LSOA11CD',
    )
    const prj = 'PROJCS["NAD_1983_StatePlane_Illinois_East",GEOGCS["GCS_North_American_1983"]]'
    const zip = await zipOf({ 'areas.shp': shp, 'areas.dbf': dbf, 'areas.prj': prj })
    await refused('areas', await temporaryFile('areas.zip', zip), {
      code: 'projection_wrong',
      message: /a map projection that is not known.*British National Grid or WGS84/,
      where: { file: 'areas.zip › areas.prj', found: expect.stringContaining('Illinois') as string },
    })
  })

  test('that is whole goes in', async () => {
    const zip = await zipOf({ 'areas.shp': good.shp, 'areas.dbf': good.dbf, 'areas.prj': gridPrj })
    const { results } = await importers.areas(await temporaryFile('areas.zip', zip))
    expect(results).toMatchObject([{ rows: 1, taken: 1 }])
  })
})

const crs = (name: string): object => ({ crs: { type: 'name', properties: { name } } })

describe('boundaries in the wrong place', () => {
  test.each([
    ['Web Mercator, undeclared', -11_131, 6_711_542, 500, {}],
    ['Web Mercator east of Greenwich, undeclared', 11_131, 6_711_542, 500, {}],
    ['Web Mercator by name', -11_131, 6_711_542, 500, crs('WGS 84 / Pseudo-Mercator')],
    ['UTM of Chicago', 448_000, 4_636_000, 500, crs('urn:ogc:def:crs:EPSG::26916')],
    ['a projection that it is not in', 530_000, 180_000, 500, crs('urn:ogc:def:crs:EPSG::9999')],
    ['degrees of Chicago', -87.63, 41.88, 0.01, crs('urn:ogc:def:crs:OGC:1.3:CRS84')],
    ['degrees of Paris', 2.35, 48.85, 0.01, {}],
    ['latitude before longitude', 51.5, -0.12, 0.01, {}],
    ['metres that are said to be degrees', 530_000, 180_000, 500, crs('urn:ogc:def:crs:OGC:1.3:CRS84')],
    ['degrees that are said to be metres', -0.12, 51.5, 0.01, crs('urn:ogc:def:crs:EPSG::27700')],
    ['everything at zero', 0, 0, 0, {}],
  ])('%s', async (_, west, south, side, more) => {
    await refusedFile(
      'areas',
      'areas.geojson',
      boundaryText([squareFeature('E01000009', west, south, side)], more),
      {
        code: 'projection_wrong',
        message: /projection|British National Grid|wrong order|coordinates are not|far from those/,
        where: { expected: expect.stringContaining('EPSG:27700') as string },
      },
    )
  })

  test.each([
    ['Web Mercator', -11_131, 6_711_542, 500, crs('urn:ogc:def:crs:EPSG::3857')],
    ['UTM', 699_000, 5_710_000, 500, crs('urn:ogc:def:crs:EPSG::32630')],
  ])('%s goes in where the file says that it is such', async (_, west, south, side, more) => {
    const text = boundaryText([squareFeature('E01000077', west, south, side)], more)
    const { results } = await importers.areas(await temporaryFile('areas.geojson', text))
    expect(results).toMatchObject([{ rows: 1 }])
  })

  test('one area far from the others', () =>
    refusedFile(
      'areas',
      'areas.geojson',
      boundaryText([
        squareFeature('E01000009', 530_000, 180_000),
        squareFeature('E01000010', 5_300_000, 180_000),
      ]),
      { code: 'projection_wrong', message: /neither/ },
    ))
})

const outline = (geometry: unknown, code: unknown = 'E01000009'): object => ({
  type: 'Feature',
  properties: { LSOA11CD: code },
  geometry,
})
/** Five times the same point. */
const ringOf = (point: unknown[]): unknown[][] => Array.from({ length: 5 }, () => point)
const whole = squareFeature('E01000008', 530_000, 180_000)

describe('boundaries that are none', () => {
  test.each<[string, unknown, ErrorCode, RegExp]>([
    [
      'a point',
      outline({ type: 'Point', coordinates: [530_000, 180_000] }),
      'geometry_invalid',
      /feature 2 \(E01000009\)/,
    ],
    [
      'a line of two points',
      outline({
        type: 'Polygon',
        coordinates: [
          [
            [530_000, 180_000],
            [530_100, 180_000],
          ],
        ],
      }),
      'geometry_invalid',
      /feature 2/,
    ],
    ['no coordinates', outline({ type: 'Polygon' }), 'geometry_invalid', /feature 2/],
    [
      'an empty list of coordinates',
      outline({ type: 'Polygon', coordinates: [] }),
      'geometry_invalid',
      /feature 2/,
    ],
    [
      'coordinates that are words',
      outline({ type: 'Polygon', coordinates: [ringOf(['a', 'b'])] }),
      'geometry_invalid',
      /feature 2/,
    ],
    [
      'coordinates that are missing',
      outline({ type: 'Polygon', coordinates: [ringOf([null, null])] }),
      'geometry_invalid',
      /feature 2/,
    ],
    [
      'rings where points should stand',
      outline({ type: 'Polygon', coordinates: [530_000, 180_000] }),
      'geometry_invalid',
      /feature 2/,
    ],
    [
      'no extent',
      outline({ type: 'Polygon', coordinates: [ringOf([530_000, 180_000])] }),
      'geometry_invalid',
      /E01000009 has no extent/,
    ],
    ['no code', outline({ type: 'Polygon', coordinates: [] }, ''), 'value_invalid', /Feature 2 has no code/],
    ['no properties', { type: 'Feature', geometry: null }, 'value_invalid', /Feature 2 has no code/],
    ['nothing', null, 'file_wrong_kind', /holds no boundaries/],
  ])('a feature with %s', (_, feature, code, message) =>
    refusedFile('areas', 'areas.geojson', boundaryText([whole, feature as object]), { code, message }),
  )

  test.each([
    ['a table', smallFiles.homes, 'file_wrong_kind', /not a file of boundaries/],
    ['other JSON', '{"rows": []}', 'file_wrong_kind', /holds no boundaries/],
    ['a list', '[1, 2]', 'file_wrong_kind', /holds no boundaries/],
    ['no feature', boundaryText([]), 'file_wrong_kind', /no boundaries here/],
    ['cut off', smallFiles.areas.slice(0, -20), 'file_truncated', /ends in the middle/],
    ['a Topology without objects', '{"type": "Topology"}', 'file_wrong_kind', /holds no boundaries/],
    [
      'a Topology without its arcs',
      JSON.stringify({
        type: 'Topology',
        arcs: [],
        objects: {
          areas: {
            type: 'GeometryCollection',
            geometries: [{ type: 'Polygon', arcs: [[7]], properties: { LSOA11CD: 'E01000009' } }],
          },
        },
      }),
      'geometry_invalid',
      /cannot be put together/,
    ],
    [
      'without the column of codes',
      boundaryText([squareFeature('E01000009', 530_000, 180_000, 500, 'Label')]),
      'column_missing',
      /official code could not be found/,
    ],
  ] as const)('a file that is %s', (_, text, code, message) =>
    refusedFile('areas', 'areas.geojson', text, { code, message }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundaryText, squareFeature } from '../../../../test/importers.ts'
import { zipOf } from '../../../../test/packed-files.ts'
import { shapefileParts } from '../../../../test/shapefile-parts.ts'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import type { BoundaryKind } from './boundary-columns.ts'
import { readBoundaries, type BoundaryFile } from './boundary-files.ts'

type Ring = [x: number, y: number][]

const read = async (text: string, code?: string): Promise<BoundaryFile> =>
  readBoundaries(await temporaryFile('areas.geojson', text), {
    kind: 'lsoa',
    ...(code !== undefined && { code }),
  })

const readZip = async (files: Record<string, string | Buffer>): Promise<BoundaryFile> =>
  readBoundaries(await temporaryFile('areas.zip', await zipOf(files)), { kind: 'lsoa' })

const area = (code: string, ...rings: Ring[]): object => ({
  type: 'Feature',
  properties: { LSOA11CD: code },
  geometry: { type: 'Polygon', coordinates: rings },
})

const squareRing = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

/** Points in their order around their middle: a ring that does not cross itself. */
const aroundTheirMiddle = (points: Ring): Ring => {
  const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length)
  return points.toSorted(
    (one, other) => Math.atan2(one[1] - y!, one[0] - x!) - Math.atan2(other[1] - y!, other[0] - x!),
  )
}

describe('outlines', () => {
  test('in British National Grid come through to the last bit', async () => {
    const easting = fc.double({ min: 503_000, max: 561_000, noNaN: true })
    const northing = fc.double({ min: 155_000, max: 201_000, noNaN: true })
    const corners = fc.array(fc.tuple(easting, northing), { minLength: 3, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(corners, async (points) => {
        const ring = aroundTheirMiddle(points)
        // A square beside it, so that the area has an extent whatever the corners are.
        const { features } = await read(
          JSON.stringify({
            type: 'FeatureCollection',
            features: [
              {
                type: 'Feature',
                properties: { LSOA11CD: 'E01000001' },
                geometry: {
                  type: 'MultiPolygon',
                  coordinates: [[squareRing(503_000, 155_000, 46_000)], [[...ring, ring[0]]]],
                },
              },
            ],
          }),
        )
        expect([...(features[0]?.polygons[1]?.[0] ?? [])]).toEqual([...ring, ring[0]!].flat())
      }),
      { numRuns: 20 },
    )
  })

  test('in degrees are within 5 metres of the grid of the Ordnance Survey', async () => {
    // Caister Water Tower (Ordnance Survey, "Transformations and OSGM15 user guide", annexe A); here 3.5 metres away.
    const { features } = await read(
      boundaryText([squareFeature('E01000001', 1.716073973, 52.658007833, 0.001)]),
    )
    const [easting = NaN, northing = NaN] = features[0]?.polygons[0]?.[0] ?? []
    expect(Math.hypot(easting - 651_409.804, northing - 313_177.45)).toBeLessThan(5)
  })

  test('holes are taken out of the centre, and counted among the points', async () => {
    const { features } = await read(
      boundaryText([area('E01000001', squareRing(530_000, 180_000, 100), squareRing(530_000, 180_000, 50))]),
    )
    // (100² · 50 − 50² · 25) / (100² − 50²)
    expect(features).toMatchObject([{ vertices: 10, bbox: [530_000, 180_000, 530_100, 180_100] }])
    expect(features[0]?.centre[0]).toBeCloseTo(530_000 + 437_500 / 7_500, 6)
    expect(features[0]?.centre[1]).toBeCloseTo(180_000 + 437_500 / 7_500, 6)
  })

  test('a ring left open is closed', async () => {
    const { features } = await read(
      boundaryText([area('E01000001', squareRing(530_000, 180_000, 100).slice(0, 4))]),
    )
    expect(features[0]?.polygons).toEqual([[Float64Array.from(squareRing(530_000, 180_000, 100).flat())]])
  })

  test('features of one code are parts of one area; the same feature again is counted', async () => {
    const [west, east] = [
      area('E01000001', squareRing(530_000, 180_000, 100)),
      area('E01000001', squareRing(540_000, 180_000, 100)),
    ]
    const file = await read(boundaryText([west, east, west]))
    expect(file).toMatchObject({ repeats: 1, features: [{ code: 'E01000001', vertices: 10 }] })
    expect(file.features[0]?.polygons).toHaveLength(2)
    expect(file.features[0]?.centre[0]).toBeCloseTo(535_050, 6)
  })
})

const squareWith = (properties: object): string =>
  boundaryText([{ ...area('', squareRing(530_000, 180_000, 100)), properties }])

describe('columns', () => {
  test('the code of the kind asked for, among the codes of larger areas', async () => {
    const names = { RGN11CD: 'E12', LAD11CD: 'E09', MSOA11CD: 'E02', LSOA11NM: 'Ash 001A', LSOA11CD: 'E01' }
    const file = await read(squareWith(names))
    expect(file).toMatchObject({ codeColumn: 'LSOA11CD', nameColumn: 'LSOA11NM' })
    expect(file.features).toMatchObject([{ code: 'E01', name: 'Ash 001A' }])
  })

  test('a column that is named, in capitals or not', async () => {
    expect(await read(squareWith({ Zone: 'Z1', LSOA11CD: 'E01' }), 'zone')).toMatchObject({
      codeColumn: 'Zone',
      features: [{ code: 'Z1' }],
    })
  })

  test('a column that is named and is not there: what there is, is said', async () => {
    await expect(read(squareWith({ Zone: 'Z1', Size: 3 }), 'LSOA11CD')).rejects.toMatchObject({
      code: 'column_missing',
      where: { column: 'LSOA11CD', found: 'Zone, Size', expected: 'LSOA11CD' },
    })
  })
})

const prj = 'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"]]'
const partsOf = (code: string, west = 532_000): { shp: Buffer; dbf: Buffer } =>
  shapefileParts([{ code, west, south: 180_000, side: 500 }], 'LSOA11CD')

describe('a Shapefile', () => {
  const one = partsOf('E01000009')

  test('without a .prj is placed by its coordinates, and that is said', async () => {
    const file = await readZip({ 'a.shp': one.shp, 'a.dbf': one.dbf })
    expect(file.crsFound).toBe('British National Grid, by its coordinates')
  })

  test('and another of the same columns make one set', async () => {
    const other = partsOf('E01000010', 533_000)
    const { features } = await readZip({
      'a.shp': one.shp,
      'a.dbf': one.dbf,
      'a.prj': prj,
      'b.shp': other.shp,
      'b.dbf': other.dbf,
      'b.prj': prj,
    })
    expect(features.map(({ code }) => code)).toEqual(['E01000009', 'E01000010'])
  })

  test('is read in windows-1252 unless its .cpg says otherwise, or it can only be UTF-8', async () => {
    const old = partsOf('Pré')
    const unicode = partsOf(Buffer.from('Pré').toString('latin1'))
    const [first, second, third] = [
      await readZip({ 'a.shp': old.shp, 'a.dbf': old.dbf, 'a.prj': prj }),
      await readZip({ 'a.shp': unicode.shp, 'a.dbf': unicode.dbf, 'a.prj': prj, 'a.cpg': 'UTF-8' }),
      await readZip({ 'a.shp': unicode.shp, 'a.dbf': unicode.dbf, 'a.prj': prj }),
    ]
    expect([first, second, third].map(({ features }) => features[0]?.code)).toEqual(['Pré', 'Pré', 'Pré'])
  })
})

describe('the published files', () => {
  const folder = sharedData('boundaries')
  const pack = sharedData('packs', 'lewisham_pack.zip')

  test.skipIf(!folder).each<[string, BoundaryKind, number, string, string | null]>([
    ['LSOA_2011_London_gen_MHW_shapefile.zip', 'lsoa', 4835, 'LSOA11CD', 'LSOA11NM'],
    ['london_lsoa2011_gen_with_households.geojson.gz', 'lsoa', 4835, 'LSOA11CD', 'LSOA11NM'],
    ['london_lsoa2021_gen20.geojson.gz', 'lsoa', 4994, 'LSOA21CD', 'LSOA21NM'],
    ['london_oa2011_topojson_by_borough.zip', 'oa', 25_053, 'OA11CD', null],
    ['london_wards_pre2014.geojson.gz', 'ward', 649, 'GSS_CODE', 'NAME'],
    ['london_wards2018.geojson.gz', 'ward', 657, 'GSS_CODE', 'NAME'],
    ['london_wards2022on_WD24.geojson.gz', 'ward', 679, 'WD24CD', 'WD24NM'],
    ['london_boroughs.geojson.gz', 'borough', 33, 'GSS_CODE', 'NAME'],
  ])('%s', async (name, kind, areas, codeColumn, nameColumn) => {
    const file = await readBoundaries(`${folder}/${name}`, { kind })
    expect(file).toMatchObject({ codeColumn, nameColumn, repeats: 0 })
    expect(file.features).toHaveLength(areas)
    expect(new Set(file.features.map(({ code }) => code)).size).toBe(areas)
  })

  test.skipIf(!pack)('the outlines of an archive that holds other areas too, its column named', async () => {
    const file = await readBoundaries(pack!, { kind: 'oa', code: 'OA11CD' })
    expect(file.features).toHaveLength(887)
    expect(file.crsFound).toBe('British National Grid, as the file says')
  })

  test.skipIf(!folder)('Shapefile and GeoJSON of 2011 put every centre in the same place', async () => {
    const grid = await readBoundaries(`${folder}/LSOA_2011_London_gen_MHW_shapefile.zip`, { kind: 'lsoa' })
    const degrees = await readBoundaries(`${folder}/london_lsoa2011_gen_with_households.geojson.gz`, {
      kind: 'lsoa',
    })
    const centres = new Map(degrees.features.map(({ code, centre }) => [code, centre]))
    const apart = grid.features.map(({ code, centre: [easting, northing] }) => {
      const [otherEasting = NaN, otherNorthing = NaN] = centres.get(code) ?? []
      return Math.hypot(easting - otherEasting, northing - otherNorthing)
    })
    expect(Math.max(...apart)).toBeLessThan(1)
  })
})

import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { readEvents } from '../apps/server/places/formats/event-files.ts'
import { readBoundaries, type BoundaryFile } from '../apps/server/places/formats/boundary-files.ts'
import { readPostcodes } from '../apps/server/places/formats/postcode-files.ts'
import { readPanelFile, type PanelFile } from '../apps/server/rooms/measure/panel-file.ts'
import { sharedData } from './shared-data.ts'

const folder = sharedData('failing')

/** Files on which an earlier version failed, with what is right of each beside them. */
const file = (name: string): string => join(folder ?? '', name)

const faultOf = async (work: Promise<unknown>): Promise<MetTraceError> => {
  const fault: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(MetTraceError)
  return fault as MetTraceError
}

describe.skipIf(!folder)('panels', () => {
  const columns = { unit: 'unit', time: 'month', outcome: ['y'], covariates: [], compared: 'never' } as const
  const read = (name: string, more: { cohort?: string; treated?: string }): Promise<PanelFile> =>
    readPanelFile(file(name), { ...columns, ...more })

  test.each([
    'monthend.csv',
    'pandas_nat.csv',
    'pandas_NAq.csv',
    'stata_dot.csv',
    'infinity.csv',
    'shortrows.csv',
    'sepline.csv',
  ])('%s: 20 units of 12 times, of which 11 are treated and 9 never', async (name) => {
    const { units, times, start } = await read(name, { cohort: 'start' })
    expect([units.length, times.length]).toEqual([20, 12])
    expect(start.filter((at) => at !== -1)).toHaveLength(11)
  })

  test('boolR.csv: TRUE and FALSE are 1 and 0', async () => {
    const { start } = await read('boolR.csv', { treated: 'd' })
    expect(start.filter((at) => at !== -1)).toHaveLength(11)
  })
})

test.skipIf(!folder)('xy0.csv: 0, 0 is no place', async () => {
  const { x, noPlace } = await readEvents(file('xy0.csv'), { x: 'x', y: 'y', date: 'date' })
  expect([x.length, noPlace]).toEqual([90, 30])
})

describe.skipIf(!folder)('postcodes', () => {
  test('onspd_ni.csv: Belfast is where its degrees say, not near Chester', async () => {
    const { rows } = await readPostcodes(file('onspd_ni.csv'))
    const belfast = rows.find(({ postcode }) => postcode === 'BT15GS')
    // Chester is at northing 366,000; Belfast, on the British grid carried on over the sea, at 529,000.
    expect(belfast?.northing).toBeGreaterThan(500_000)
    expect(rows.find(({ postcode }) => postcode === 'SW1A1AA')).toMatchObject({ easting: 529_090 })
  })

  test.each(['cpo.zip', 'onspd_docs.zip'])('%s: notes in another encoding stop nothing', async (name) => {
    const passedOver: string[] = []
    const { rows } = await readPostcodes(file(name), (each) => passedOver.push(basename(each)))
    expect(rows.length).toBeGreaterThan(0)
    expect(passedOver).toContain('licence.txt')
  })
})

const outlinesIn = (name: string, code?: string): Promise<BoundaryFile> =>
  readBoundaries(file(name), { kind: 'lsoa', ...(code === undefined ? {} : { code }) })

describe.skipIf(!folder)('outlines', () => {
  test('bowtie_asym.geojson: a ring that crosses itself is refused', async () => {
    expect(await faultOf(outlinesIn('bowtie_asym.geojson', 'LSOA11CD'))).toMatchObject({
      code: 'geometry_invalid',
      message: expect.stringContaining('E01990004') as string,
      where: { found: expect.stringContaining('crosses itself') as string },
    })
  })

  test('esri.json: the format is named, with what to ask for', async () => {
    expect(await faultOf(outlinesIn('esri.json'))).toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringContaining('f=geojson') as string,
      where: { found: 'Esri JSON' },
    })
  })

  test("arcgis_error.geojson: the server's own words", async () => {
    expect(await faultOf(outlinesIn('arcgis_error.geojson'))).toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringContaining('Invalid URL') as string,
    })
  })

  test('idcode.geojson: the id of a feature is a column', async () => {
    const { features, nameColumn } = await outlinesIn('idcode.geojson', 'id')
    expect(features[0]).toMatchObject({ code: 'E01990001', name: 'Made up 001A' })
    expect(nameColumn).toBe('name')
  })

  test('nullgeom.geojson: the one without an outline is left out', async () => {
    const { features, withoutOutline } = await outlinesIn('nullgeom.geojson', 'LSOA11CD')
    expect(withoutOutline).toEqual(['E01990004'])
    expect(features.length).toBeGreaterThan(10)
  })

  test('shp_u8nocpg.zip: names in UTF-8', async () => {
    const { features } = await outlinesIn('shp_u8nocpg.zip', 'LSOA11CD')
    expect(features.map(({ name }) => name)).toContain('Môn Ynys 001A')
  })

  test('spacecode.geojson: a code in small letters is the code', async () => {
    const text = await readFile(file('spacecode.geojson'), 'utf8')
    expect(text).toContain('e01990007')
    const { features } = await outlinesIn('spacecode.geojson', 'LSOA11CD')
    expect(features.map(({ code }) => code)).toContain('E01990007')
  })
})

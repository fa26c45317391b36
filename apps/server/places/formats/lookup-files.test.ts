import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { readLookup } from './lookup-files.ts'

describe('pairs of codes', () => {
  test('with the change indicator, empty sides and repeats', async () => {
    const path = await temporaryFile(
      'lookup.csv',
      ['LSOA11CD,LSOA21CD,CHGIND', 'a,a,U', 'b,c,S', 'b,d,S', 'b,d,S', ',e,X', 'f,,X', 'g,h,'].join('\n'),
    )
    expect(await readLookup(path, { from: 'LSOA11CD', to: 'LSOA21CD' })).toEqual({
      rows: [
        { from: 'a', to: 'a', change: 'U' },
        { from: 'b', to: 'c', change: 'S' },
        { from: 'b', to: 'd', change: 'S' },
        { from: 'g', to: 'h', change: null },
      ],
      rowsRead: 7,
      leftOut: { exactRepeat: 1, noCode: 2 },
      warnings: ['lookup.csv: 2 left out (noCode), lines 6, 7.'],
    })
  })

  test('the indicator of a change between other columns is not theirs', async () => {
    const path = await temporaryFile('lookup.csv', 'OA21CD,LSOA11CD,LSOA21CD,CHGIND\na,b,c,S\n')
    expect((await readLookup(path, { from: 'OA21CD', to: 'LSOA21CD' })).rows).toEqual([
      { from: 'a', to: 'c', change: null },
    ])
    expect((await readLookup(path, { from: 'LSOA11CD', to: 'LSOA21CD' })).rows).toEqual([
      { from: 'b', to: 'c', change: 'S' },
    ])
  })
})

describe('the published files', () => {
  const folder = sharedData('lookups')
  const pack = sharedData('packs', 'lewisham_pack.zip')
  const read = (name: string, from: string, to: string): ReturnType<typeof readLookup> =>
    readLookup(`${folder}/${name}`, { from, to })

  test.skipIf(!folder)('LSOAs of 2011 to those of 2021', async () => {
    const file = await read('lsoa11_lsoa21_exact_fit_london.csv.gz', 'LSOA11CD', 'LSOA21CD')
    expect(file).toMatchObject({ rowsRead: 5016, leftOut: {} })
    expect(new Set(file.rows.map(({ from }) => from)).size).toBe(4835)
    expect(new Set(file.rows.map(({ to }) => to)).size).toBe(4994)
    expect(new Set(file.rows.map(({ change }) => change))).toEqual(new Set(['U', 'S', 'M']))
  })

  test.skipIf(!folder)('small areas up to wards, and boroughs to BCUs', async () => {
    const wards = await read('lsoa21_wd24_lad24_best_fit_london.csv.gz', 'LSOA21CD', 'WD24CD')
    expect(wards).toMatchObject({ rowsRead: 4994, leftOut: {} })
    const boroughs = await read('lsoa21_wd24_lad24_best_fit_london.csv.gz', 'WD24CD', 'LAD24CD')
    expect(boroughs.rows.length + (boroughs.leftOut.exactRepeat ?? 0)).toBe(4994)
    const newWards = await read(
      'derived_lsoa11_to_wardpre2014_ward2018_ward2022_by_point.csv.gz',
      'LSOA11CD',
      'WD24CD',
    )
    expect(newWards.leftOut).toEqual({ noCode: 5 })
    const bcus = await read('borough-to-bcu.csv', 'borough', 'bcu_code')
    expect(new Set(bcus.rows.map(({ to }) => to)).size).toBe(12)
    const outputAreas = await read('oa21_lsoa21_lsoa11_msoa21_wd24_lad22_london.csv.gz', 'OA21CD', 'LSOA21CD')
    expect(outputAreas.rowsRead).toBe(26_559)
  })

  test.skipIf(!pack)('every table of an archive that has both columns', async () => {
    const file = await readLookup(pack!, { from: 'OA11CD', to: 'WD22CD_proposed' })
    expect(file.rowsRead).toBe(887 + 8419)
    expect(file.rows).toHaveLength(887)
  })
})

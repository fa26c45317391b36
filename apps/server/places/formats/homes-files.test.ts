import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { readHomes } from './homes-files.ts'

const total = (rows: { homes: number }[]): number => rows.reduce((sum, { homes }) => sum + homes, 0)

describe('homes of areas', () => {
  test('from a column of codes and a column of numbers', async () => {
    const path = await temporaryFile(
      'homes.csv',
      [
        'Area,Code,Homes',
        'a,E01000001,876',
        'b,E01000002,830.0',
        'c,,12',
        'd,E01000003,many',
        'e,E01000004,"1,204"',
        'f,E01000001,876',
        'g,E01000002,829',
        'h,E01000005,12.5',
      ].join('\r\n'),
    )
    expect(await readHomes(path, { code: 'code', homes: 'Homes' })).toEqual({
      rows: [
        { code: 'E01000001', homes: 876 },
        { code: 'E01000002', homes: 830 },
        { code: 'E01000004', homes: 1204 },
      ],
      rowsRead: 8,
      leftOut: { noArea: 1, badValue: 2, exactRepeat: 1, contradiction: 1 },
      warnings: [
        'homes.csv: 1 left out (noArea), line 4.',
        'homes.csv: 2 left out (badValue), lines 5, 9.',
        'homes.csv: 1 left out (exactRepeat), line 7.',
        'homes.csv: 1 left out (contradiction), line 8.',
      ],
    })
  })

  test('a column of the exact heading goes before one that differs in capitals', async () => {
    const path = await temporaryFile('homes.csv', 'CODE,homes,Homes\nE01000001,1,2\n')
    expect((await readHomes(path, { code: 'code', homes: 'Homes' })).rows).toEqual([
      { code: 'E01000001', homes: 2 },
    ])
  })

  test('a missing column is named', async () => {
    const path = await temporaryFile('homes.csv', 'Code,Households\nE01000001,1\n')
    await expect(readHomes(path, { code: 'Code', homes: 'HHOLDS' })).rejects.toMatchObject({
      code: 'column_missing',
      where: { file: 'homes.csv', expected: 'HHOLDS', found: 'Code, Households' },
    })
  })
})

describe('the published files', () => {
  const folder = sharedData('households')
  const pack = sharedData('packs', 'lewisham_pack.zip')

  test.skipIf(!folder)('3,266,173 homes in 4,835 areas, in both tables of LSOAs', async () => {
    const households = await readHomes(`${folder}/lsoa2011_households.csv.gz`, {
      code: 'LSOA11CD',
      homes: 'HHOLDS',
    })
    expect(households).toMatchObject({ rowsRead: 4835, leftOut: {}, warnings: [] })
    expect(total(households.rows)).toBe(3_266_173)
    const atlas = await readHomes(`${folder}/lsoa_atlas_london_lsoa2011.csv.gz`, {
      code: 'Lower Super Output Area',
      homes: 'Households;All households;2011',
    })
    const byCode = new Map(households.rows.map(({ code, homes }) => [code, homes]))
    expect(atlas.rows.filter(({ code, homes }) => byCode.get(code) !== homes)).toEqual([])
    expect(atlas).toMatchObject({ rowsRead: 4835, leftOut: {} })
  })

  test.skipIf(!folder)(
    'the census table of residents is read, with a warning that it counts people',
    async () => {
      const file = await readHomes(`${folder}/KS101EW_oa2011_london.csv.gz`, {
        code: 'GeographyCode',
        homes: 'KS101EW0001',
      })
      expect(file).toMatchObject({ rowsRead: 25_053, leftOut: {} })
      expect(file.warnings).toEqual([
        'KS101EW_oa2011_london.csv.gz: the census table KS101 counts residents, not homes.',
      ])
    },
  )

  test.skipIf(!pack)('the table of an archive that has the columns', async () => {
    const file = await readHomes(pack!, { code: 'OA11CD', homes: 'All categories: Household spaces' })
    expect(file.rows).toHaveLength(file.rowsRead)
    expect(file.leftOut).toEqual({})
    await expect(readHomes(pack!, { code: 'OA11CD', homes: 'HHOLDS' })).rejects.toMatchObject({
      code: 'column_missing',
      where: { expected: 'OA11CD, HHOLDS' },
    })
  })
})

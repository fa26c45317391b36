import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { formatMonth, parseMonth } from '../../foundation/month.ts'
import { countWarnings, partialMonths, readCounts, type CountFile, type CountRow } from './counts-files.ts'

const readAll = async (path: string): Promise<{ file: CountFile; rows: CountRow[] }> => {
  for await (const file of readCounts(path)) {
    const rows: CountRow[] = []
    for await (const batch of file.batches) rows.push(...batch)
    return { file, rows }
  }
  throw new Error('no file')
}

const readText = async (...lines: string[]): Promise<{ file: CountFile; rows: CountRow[] }> =>
  readAll(await temporaryFile('counts.csv', lines.join('\n')))

describe('a table of counts', () => {
  test('with a column for each month', async () => {
    const { file, rows } = await readText(
      'LSOA Code,LSOA Name,Borough,Major Category,Minor Category,201903,201904',
      'E01000006,Barking and Dagenham 016A,E09000002,Burglary,Burglary - Residential,3,0',
    )
    expect(file).toMatchObject({
      level: 'lsoa',
      firstMonth: parseMonth('2019-03'),
      lastMonth: parseMonth('2019-04'),
      tally: { rows: 2, leftOut: {} },
    })
    expect(rows.map(({ month, offences }) => [formatMonth(month), offences])).toEqual([
      ['2019-03', 3],
      ['2019-04', 0],
    ])
    expect(rows[0]).toEqual({
      level: 'lsoa',
      area: 'E01000006',
      areaName: 'Barking and Dagenham 016A',
      borough: 'E09000002',
      outsideBoroughs: false,
      major: 'BURGLARY',
      minor: 'BURGLARY - RESIDENTIAL',
      burglary: true,
      residential: true,
      month: parseMonth('2019-03'),
      offences: 3,
      line: 2,
    })
  })

  test('with a row for each month', async () => {
    const { file, rows } = await readText(
      'Unnamed: 0,X,Month,CrimeType ,CrimeDetails,CrimeCount,Borough',
      '1,1,201104,Burglary,Burglary In A Dwelling,78,Kensington & Chelsea',
      '2,2,201105,Burglary,Burglary In Other Buildings,9,Unknown',
      '3,3,201105,Theft & Handling,Other Theft,9,',
      '4,4,May,Burglary,Burglary In A Dwelling,9,Sutton',
    )
    expect(rows).toMatchObject([
      {
        level: 'borough',
        area: 'KENSINGTON AND CHELSEA',
        areaName: 'Kensington & Chelsea',
        residential: true,
      },
      { area: 'UNKNOWN', outsideBoroughs: true, burglary: true, residential: false, offences: 9 },
    ])
    expect(file.tally).toMatchObject({
      rows: 4,
      leftOut: { noArea: 1, badDate: 1 },
      examples: { noArea: [4], badDate: [5] },
    })
    expect(formatMonth(file.lastMonth)).toBe('2011-05')
  })

  test('with year and month apart, and headings in another manner', async () => {
    const { rows } = await readText(
      'lsoa_code,borough,major_category,minor_category,value,year,month',
      'E01001116,Croydon,Burglary,Burglary in Other Buildings,2,2016,9',
    )
    expect(rows).toMatchObject([{ area: 'E01001116', offences: 2, month: parseMonth('2016-09') }])
  })

  test('an empty cell says nothing, a zero is a count, other words are left out', async () => {
    const { file, rows } = await readText(
      'MajorText,MinorText,LookUp_BoroughName,201901,201902,201903,201904,201905',
      'Burglary,Domestic Burglary,Barnet,,0,-1,"1,204",7.0',
    )
    expect(rows.map(({ offences }) => offences)).toEqual([0, 1204, 7])
    expect(file.tally).toMatchObject({ rows: 5, leftOut: { noValue: 1, badValue: 1 } })
  })

  test('the same row twice counts once; another borough of the same ward is another row', async () => {
    const { file, rows } = await readText(
      'MajorText,MinorText,WardName,WardCode,LookUp_BoroughName,201901',
      'BURGLARY,DOMESTIC BURGLARY,Heathrow Villages,E05013570,Hillingdon,2',
      'BURGLARY,DOMESTIC BURGLARY,Heathrow Villages,E05013570,Hillingdon,2',
      'BURGLARY,DOMESTIC BURGLARY,Heathrow Villages,E05013570,Aviation Security (SO18),2',
    )
    expect(rows.map(({ borough, outsideBoroughs }) => [borough, outsideBoroughs])).toEqual([
      ['Hillingdon', false],
      ['Aviation Security (SO18)', true],
    ])
    expect(file.tally.leftOut).toEqual({ exactRepeat: 1 })
  })

  test('a burglary category nobody knows is named', async () => {
    const { file } = await readText(
      'MajorText,MinorText,BoroughName,201901',
      'BURGLARY,BURGLARY OF A NEW KIND,Barnet,2',
    )
    expect(countWarnings(file)).toEqual([
      'counts.csv: the burglary category BURGLARY / BURGLARY OF A NEW KIND is not known; it counts in all burglary and not in residential.',
    ])
  })

  test.each([
    [['MajorText,BoroughName,201901', 'BURGLARY,Barnet,2'], 'column_missing'],
    [['MajorText,MinorText,WardName,201901', 'BURGLARY,DOMESTIC BURGLARY,Abbey,2'], 'column_missing'],
    [['MajorText,MinorText,BoroughName', 'BURGLARY,DOMESTIC BURGLARY,Barnet'], 'column_missing'],
    [
      ['MajorText,MinorText,BoroughName,201901,2019-01', 'BURGLARY,DOMESTIC BURGLARY,Barnet,2,2'],
      'value_invalid',
    ],
  ])('%j is refused: %s', async (lines, code) => {
    const error = await readText(...lines).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MetTraceError)
    expect(error).toMatchObject({ code })
  })
})

test('a month of which a file has a fragment is found at either end, and never in the middle', () => {
  const months = [0, 1, 2, 3, 4]
  const found = (totals: number[]): number[] =>
    partialMonths(months, new Map(totals.map((total, at) => [at, total])))
  expect(found([5, 4000, 4100, 3900, 4000])).toEqual([0])
  expect(found([4000, 4000, 10, 3900, 700])).toEqual([4])
  expect(found([5, 40, 41, 39, 40])).toEqual([])
})

describe('the published files', () => {
  const folder = sharedData('counts')

  type Totals = { all: Record<string, number>; residential: Record<string, number> }
  const yearTotals = (rows: CountRow[]): Totals => {
    const totals: Totals = { all: {}, residential: {} }
    for (const { burglary, residential, month, offences } of rows) {
      const year = Math.floor(month / 12)
      if (burglary) totals.all[year] = (totals.all[year] ?? 0) + offences
      if (residential) totals.residential[year] = (totals.residential[year] ?? 0) + offences
    }
    return totals
  }

  test.skipIf(!folder)(
    'boroughs up to February 2024 give the annual totals, airports and unknown places among them',
    async () => {
      const { file, rows } = await readAll(`${folder}/MPS Borough Level Crime (Historical).csv.gz`)
      expect(file.tally).toMatchObject({ rows: 1085 * 167, leftOut: {} })
      const { all, residential } = yearTotals(rows)
      expect(all).toMatchObject({
        2012: 93_319,
        2013: 87_292,
        2014: 75_996,
        2015: 70_596,
        2016: 68_414,
        2017: 76_113,
        2018: 80_546,
        2019: 80_691,
      })
      expect(residential).toMatchObject({
        2012: 61_570,
        2013: 56_434,
        2014: 48_919,
        2015: 44_682,
        2016: 43_018,
        2017: 54_516,
        2018: 59_740,
        2019: 59_638,
      })
      expect(new Set(rows.filter((row) => row.outsideBoroughs).map((row) => row.area))).toEqual(
        new Set(['LONDON HEATHROW AND LONDON CITY AIRPORTS', 'UNKNOWN']),
      )
    },
  )

  test.skipIf(!folder)('every file, with its level, its months and its cells', async () => {
    const found: Record<string, unknown> = {}
    for await (const file of readCounts(folder!)) {
      let taken = 0
      for await (const rows of file.batches) taken += rows.length
      const leftOut = Object.values(file.tally.leftOut).reduce((sum, rows) => sum + rows, 0)
      expect(file.tally.rows).toBe(taken + leftOut)
      expect(file.unknownCategories).toEqual(new Set())
      const months = `${formatMonth(file.firstMonth)}..${formatMonth(file.lastMonth)}`
      found[file.name.replace(/^.*\//, '')] = [file.level, months, file.tally.rows, file.tally.leftOut]
    }
    expect(found).toEqual({
      'MPS Borough Level Crime (Historical) 201004-202107.csv.gz': [
        'borough',
        '2010-04..2021-07',
        234_600,
        {},
      ],
      'MPS Borough Level Crime (Historical).csv.gz': ['borough', '2010-04..2024-02', 181_195, {}],
      'MPS Borough Level Crime (most recent 24 months).csv.gz': ['borough', '2024-03..2026-02', 24_768, {}],
      'MPS LSOA Level Crime (most recent 24 months) burglary.csv.gz': [
        'lsoa',
        '2024-02..2026-02',
        326_325,
        { partialMonth: 13_053 },
      ],
      'MPS Ward Level Crime (Historical) burglary.csv.gz': ['ward', '2010-04..2024-02', 452_403, {}],
      'MPS Ward Level Crime (most recent 24 months) burglary.csv.gz': [
        'ward',
        '2024-02..2026-02',
        50_950,
        { partialMonth: 2_038 },
      ],
      'mps-recordedcrime-borough_201104-201303.csv.gz': [
        'borough',
        '2011-04..2013-03',
        23_771,
        { noArea: 473 },
      ],
    })
  })

  test.skipIf(!folder)('the old long table agrees with the later one within half a per cent', async () => {
    const { rows } = await readAll(`${folder}/mps-recordedcrime-borough_201104-201303.csv.gz`)
    expect(yearTotals(rows).residential[2012]).toBe(61_821)
    expect(Math.abs(61_821 / 61_570 - 1)).toBeLessThan(0.005)
  })
})

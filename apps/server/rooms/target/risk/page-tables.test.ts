import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleRisk } from '../../../../../test/example-city.ts'
import { areaLines } from './page-areas.ts'
import { areasCsv, csv, downloadName } from './page-csv.ts'
import { cityFigures } from './page-figures.ts'
import { intervalBar, intervalWidth, scaleEnd } from './page-interval.ts'
import { readPageQuery, sortColumns, type PageChoices, type PageQuery } from '../question/page-query.ts'
import { areaTable } from './page-tables.ts'

const risk = exampleRisk({ months: 12 })
const choices: PageChoices = {
  covered: '',
  state: '',
  kinds: [{ value: 'lsoa', text: 'LSOAs', kind: 'lsoa', validFrom: null }],
  series: [
    {
      value: 'points',
      text: 'Points',
      series: 'residential',
      source: 'points',
      level: 'any',
      from: risk.inputs.from,
      to: risk.inputs.until,
    },
  ],
  kits: 4000,
  usual: { saturation: 0.85, smallest: 300, largest: 2000 },
}
const asked = (query: Record<string, string> = {}): PageQuery => readPageQuery(query, choices)

describe('the table of areas', () => {
  test('starts with the highest rate and shows fifty', () => {
    const { rows, shown } = areaTable(risk, asked())
    expect(rows).toHaveLength(50)
    expect(rows[0]?.rank).toBe('1')
    expect(shown).toBe('1 to 50 of 60')
  })

  test('says nothing of twelve months where they are not all loaded', () => {
    const texts = (of: typeof risk): string[] => areaTable(of, asked()).headings.map(({ text }) => text)
    expect(texts(risk).at(-1)).toBe('Last 12 months')
    const short = { ...risk, areas: risk.areas.map((area) => ({ ...area, lastYear: null })) }
    expect(texts(short)).toEqual(texts(risk).slice(0, -1))
    expect(areaTable(short, asked()).hasLastYear).toBe(false)
  })

  test('marks areas with few homes for their burglaries, unless burglaries of homes are counted', () => {
    const [shops, ...others] = risk.areas
    const few = { ...risk, areas: [{ ...shops!, homes: 5 }, ...others] }
    const marked = (series: 'all' | 'residential', source: 'street' | 'incidents'): string[] => {
      const table = areaTable({ ...few, inputs: { ...few.inputs, series, source } }, asked())
      return table.rows.filter(({ fewHomes }) => fewHomes).map(({ code }) => code)
    }
    expect(marked('all', 'street')).toEqual([shops!.code])
    expect(marked('residential', 'street')).toEqual([shops!.code])
    expect(marked('residential', 'incidents')).toEqual([])
  })

  test('an area’s address asks about the same burglaries as its table', () => {
    expect(areaTable(risk, asked({ months: '6', until: '2023-06' })).rows[0]?.href).toMatch(
      /\?series=points&until=2023-06&months=6$/,
    )
  })

  test('a page beyond the last is the last', () => {
    expect(areaTable(risk, asked({ page: '99' })).shown).toBe('51 to 60 of 60')
  })

  test('finds by code and by name, in any case', () => {
    expect(areaTable(risk, asked({ find: 'CEDAR' })).found).toBe(20)
    expect(areaTable(risk, asked({ find: 'ex07' })).rows.map(({ code }) => code)).toEqual(['EX07'])
    expect(areaTable(risk, asked({ find: 'nowhere' })).shown).toBe('none')
  })

  test.each(sortColumns)('sorted by %s, up is down turned round but for ties', (sort) => {
    const up = areaLines(risk, asked({ sort, order: 'asc' }).view)
    const down = areaLines(risk, asked({ sort, order: 'desc' }).view)
    const values = (lines: typeof up): unknown[] => lines.map((line) => line[sort])
    expect(values(up)).toEqual(values(down).toReversed())
    expect(new Set(up.map(({ code }) => code)).size).toBe(60)
  })

  test('exactly one heading says how it is sorted, and its link turns it round', () => {
    const { headings } = areaTable(risk, asked({ sort: 'homes' }))
    const sorted = headings.filter(({ sort }) => sort === 'ascending' || sort === 'descending')
    expect(sorted).toMatchObject([{ text: 'Homes', sort: 'descending' }])
    expect(sorted[0]?.href).toContain('order=asc')
  })
})

describe('the figures', () => {
  const figures = cityFigures(risk)

  test('each says how it was made', () => {
    expect(figures.map(({ label }) => label)).toEqual([
      'Burglaries expected',
      'For each 1,000 homes',
      'Half of them fall on',
    ])
    expect(figures.every(({ how }) => how.length > 0)).toBe(true)
  })

  test('half of the burglaries fall on fewer than half of the homes', () => {
    expect(Number.parseFloat(figures[2]?.value ?? '')).toBeGreaterThan(5)
    expect(Number.parseFloat(figures[2]?.value ?? '')).toBeLessThan(50)
  })
})

describe('drawn intervals', () => {
  test('stay inside their box with the tick on the bar', () => {
    const burglaries = fc.double({ min: 0, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(burglaries, burglaries, burglaries, burglaries, (a, b, c, most) => {
        const [low = 0, expected = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y)
        const bar = intervalBar({ low, expected, high }, most)
        expect(bar.x).toBeGreaterThanOrEqual(0)
        expect(bar.x + bar.width).toBeLessThanOrEqual(intervalWidth)
        expect(bar.tick).toBeGreaterThanOrEqual(bar.x - 0.1)
        expect(bar.tick).toBeLessThanOrEqual(bar.x + bar.width + 0.1)
      }),
    )
  })

  test.each([
    [0, 1],
    [7, 8],
    [102, 120],
    [1000, 1000],
    [0.3, 0.3],
  ])('the scale for %d ends at %d', (most, end) => {
    expect(scaleEnd([most, 0])).toBe(end)
  })
})

describe('downloads', () => {
  test('hold every area that was found, with its series and period in each row', () => {
    const rows = parse<Record<string, string>>(areasCsv(risk, asked({ find: 'Alder', page: '1' }).view), {
      columns: true,
    })
    expect(rows).toHaveLength(20)
    expect(rows[0]).toMatchObject({ source: 'points', history_until: '2024-12', months_ahead: '12' })
  })

  test('are read back as they were written', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text) && text !== '')
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        expect(parse(csv(['a', 'b'], rows), { from: 2 })).toEqual(rows)
      }),
    )
  })

  test('a name that a spreadsheet would run as a formula stays a text', () => {
    expect(csv(['name'], [['=cmd()'], ['+1'], ['@x'], ['-1']])).toBe(
      "name\r\n'=cmd()\r\n'+1\r\n'@x\r\n'-1\r\n",
    )
  })

  test('are named for what they hold', () => {
    expect(downloadName('areas', risk, 'csv')).toBe(
      'mettrace-areas-lsoa-residential-until-2024-12-12-months.csv',
    )
  })
})

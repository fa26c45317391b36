import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkTo, parametersOf } from './page-links.ts'
import { fields, readPageQuery, usualKits, type PageChoices } from './page-query.ts'

const choices: PageChoices = {
  covered: '',
  state: 'as it was',
  kits: 130_000,
  usual: { saturation: 0.85, smallest: 300, largest: 2000 },
  kinds: [
    { value: 'lsoa-2011-03-27', text: 'LSOAs', kind: 'lsoa', validFrom: '2011-03-27' },
    { value: 'ward-2018-05-03', text: 'Wards', kind: 'ward', validFrom: '2018-05-03' },
  ],
  series: [
    {
      value: 'all-street',
      text: 'All',
      series: 'all',
      source: 'street',
      level: 'any',
      from: '2011-01',
      to: '2014-12',
    },
    {
      value: 'residential-mps-ward',
      text: 'Residential',
      series: 'residential',
      source: 'mps',
      level: 'ward',
      from: '2010-04',
      to: '2024-02',
    },
  ],
}

const read = (query: unknown): ReturnType<typeof readPageQuery> => readPageQuery(query, choices)
const messages = (query: unknown): string[] =>
  read(query).errors.map(({ field, message }) => `${field}: ${message}`)

describe('reading the question', () => {
  test('nothing asked is the usual question', () => {
    expect(read({}).question).toEqual({
      state: 'as it was',
      kits: 130_000,
      saturation: 0.85,
      until: '2014-12',
      months: 12,
      kind: choices.kinds[0],
      series: choices.series[0],
      exclude: [],
      include: [],
      covered: [],
      smallest: 300,
      largest: 2000,
      most: undefined,
      bcuFloor: 0,
    })
  })

  test.each([
    ['129780', 129_780],
    ['129,780', 129_780],
    ['129 780', 129_780],
    [' 500 ', 500],
  ])('kits typed as %j are %d', (kits, number) => {
    expect(read({ kits }).question?.kits).toBe(number)
  })

  test.each([
    [{ kits: '' }, 'kits: Enter the number of kits'],
    [{ kits: 'abc' }, 'kits: Number of kits must be a whole number, like 129,780'],
    [{ kits: '-5' }, 'kits: Number of kits must be a whole number, like 129,780'],
    [{ kits: '1,5' }, 'kits: Number of kits must be a whole number, like 129,780'],
    [{ kits: '0' }, 'kits: Number of kits must be between 1 and 10,000,000'],
    [{ saturation: '0' }, 'saturation: Saturation must be more than 0% and no more than 100%'],
    [{ saturation: '101' }, 'saturation: Saturation must be more than 0% and no more than 100%'],
    [{ saturation: '1e2' }, 'saturation: Saturation must be a number, like 85'],
    [{ until: 'soon' }, 'until: Use data up to must be a month, like 2014-12'],
    [
      { until: '2015-01' },
      'until: Use data up to must be between January 2011 and December 2014, the months that are loaded',
    ],
    [{ months: '0' }, 'months: Months ahead must be between 1 and 36'],
    [{ areas: 'planet' }, 'areas: Select the kind of area'],
    [{ series: 'other' }, 'series: Select which burglaries to count'],
    [{ series: 'residential-mps-ward' }, 'series: These burglaries are counted by wards: select wards above'],
  ])('%j is told as wrong', (query, message) => {
    expect(messages(query)).toEqual([message])
    expect(read(query).question).toBeUndefined()
  })

  test('errors come in the order of the fields, and what was typed is kept', () => {
    const query = read({ months: 'x', kits: 'many', saturation: '' })
    expect(query.errors.map(({ field }) => field)).toEqual(['kits', 'saturation', 'months'])
    expect(query.typed).toMatchObject({ kits: 'many', saturation: '', months: 'x' })
  })

  test('without a month the history goes to the last that is loaded', () => {
    expect(read({ until: '' }).question?.until).toBeUndefined()
  })

  test('a month may be typed the other way round, a share with its sign', () => {
    expect(read({ until: '3/2014', saturation: '62.5 %' }).question).toMatchObject({
      until: '2014-03',
      saturation: 0.625,
    })
  })

  test('codes may stand between spaces, commas and lines; a parameter given twice counts as given last', () => {
    expect(read({ exclude: 'E01, E02\nE03;', kits: ['1', '2'] }).question).toMatchObject({
      exclude: ['E01', 'E02', 'E03'],
      kits: 2,
    })
  })

  test('what shows the tables falls back when it is wrong', () => {
    expect(read({ sort: 'password', order: 'up', page: '-1', plan: 'some' }).view).toEqual({
      find: '',
      sort: 'rate',
      order: 'desc',
      page: 1,
      wholePlan: false,
    })
  })

  test('nothing that can be sent throws', () => {
    const names = [...fields, 'find', 'sort', 'order', 'page', 'plan', '__proto__']
    const values = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined), fc.integer())
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), values), (query) => {
        const { question, errors } = read(query)
        expect(question === undefined).toBe(errors.length > 0)
      }),
    )
  })
})

test('a link carries the whole question, and reads back as the same', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.constantFrom('rate', 'name', 'homes'),
      fc.string(),
      fc.nat(50),
      (kits, sort, find, page) => {
        const query = read({ kits: String(kits + 1), sort, order: 'asc', find, page: String(page + 1) })
        const link = new URL(linkTo('/', query), 'http://localhost')
        expect(read(Object.fromEntries(link.searchParams))).toEqual(query)
      },
    ),
  )
})

test('the usual view leaves no trace in a link', () => {
  expect(Object.keys(parametersOf(read({})))).toEqual([
    'kits',
    'saturation',
    'until',
    'months',
    'areas',
    'series',
    'smallest',
    'largest',
  ])
})

test('kits for about 4% of homes, to two figures', () => {
  expect(usualKits(3_266_173)).toBe(130_000)
  expect(usualKits(40_000)).toBe(1600)
})

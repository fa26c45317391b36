import { describe, expect, test } from 'vitest'
import { choicesFrom, missingParts } from './page-choices.ts'
import { readPageQuery } from './page-query.ts'
import type { LoadedData } from '../../../crime/types.ts'

const lsoa2011 = { kind: 'lsoa', validFrom: '2011-03-27', areas: 4835, homes: 3_266_173 } as const
const lsoa2021 = { kind: 'lsoa', validFrom: '2021-03-21', areas: 4994, homes: 3_420_000 } as const
const wards = { kind: 'ward', validFrom: '2022-05-05', areas: 679, homes: 3_420_000 } as const
const street = { source: 'street', series: 'all', level: 'any', from: '2011-01', to: '2014-12' } as const
const wardCounts = {
  source: 'mps',
  series: 'residential',
  level: 'ward',
  from: '2010-04',
  to: '2024-02',
} as const

const usual = { saturation: 0.85, smallest: 300, largest: 2000 }

const loaded = (part: Partial<LoadedData>): LoadedData => ({
  kinds: [],
  months: [],
  importedAt: null,
  state: '',
  ...part,
})

describe('what is loaded', () => {
  test.each([
    [loaded({}), ['boundaries of areas', 'homes in each area', 'burglaries']],
    [loaded({ kinds: [{ ...lsoa2011, homes: 0 }] }), ['homes in each area', 'burglaries']],
    [loaded({ kinds: [lsoa2011] }), ['burglaries']],
    [loaded({ months: [street] }), ['boundaries of areas', 'homes in each area']],
  ])('%j leaves out %j, and nothing can be asked', (parts, missing) => {
    expect(missingParts(parts)).toEqual(missing)
    expect(choicesFrom(parts, usual)).toBeUndefined()
  })

  test('counts for wards alone offer wards, not areas that they do not cover', () => {
    const choices = choicesFrom(loaded({ kinds: [lsoa2011, wards], months: [wardCounts] }), usual)
    expect(choices?.kinds.map(({ kind }) => kind)).toEqual(['ward'])
    expect(choices?.series.map(({ text }) => text)).toEqual(['Residential burglary, MPS counts by ward'])
  })

  test('the usual question is one that can be answered', () => {
    const choices = choicesFrom(
      loaded({ kinds: [wards, lsoa2011, lsoa2021], months: [wardCounts, street] }),
      usual,
    )
    expect(choices?.kinds.map(({ text }) => text)).toEqual([
      'LSOAs of 2021 (4,994)',
      'LSOAs of 2011 (4,835)',
      'Wards of 2022 (679)',
    ])
    expect(choices && readPageQuery({}, choices)).toMatchObject({
      errors: [],
      question: { kind: { kind: 'lsoa' }, series: { source: 'street' }, kits: 140_000 },
    })
  })

  const values = (months: LoadedData['months'], kinds: LoadedData['kinds'] = [lsoa2011]): string[] =>
    choicesFrom(loaded({ kinds, months }), usual)?.series.map(({ value }) => value) ?? []
  const incidents = { ...street, source: 'incidents' } as const

  test('residential comes first: counted, then by the shares of wards, then every burglary', () => {
    expect(values([street])).toEqual(['all-street'])
    expect(values([street, wardCounts])).toEqual(['residential-street-by-ward', 'all-street'])
    expect(values([street, wardCounts], [wards, lsoa2011])).toEqual([
      'residential-street-by-ward',
      'all-street',
      'residential-mps-ward',
    ])
    expect(values([street, incidents, { ...incidents, series: 'residential' }, wardCounts])).toEqual([
      'residential-incidents',
      'all-street',
      'all-incidents',
    ])
  })

  const share = (to: string) =>
    choicesFrom(loaded({ kinds: [lsoa2011], months: [street, { ...wardCounts, to }] }), usual)?.series.find(
      ({ value }) => value === 'residential-street-by-ward',
    )

  test('shares of wards are offered for the months that they reach, three years after their last at most', () => {
    expect(share('2014-12')).toMatchObject({ series: 'residential', from: '2011-01', to: '2014-12' })
    expect(share('2010-12')).toMatchObject({ from: '2011-01', to: '2013-11' })
    expect(share('2007-12')).toBeUndefined()
  })

  test('another kind of area is asked with burglaries that are known for it', () => {
    const choices = choicesFrom(loaded({ kinds: [wards, lsoa2011], months: [street, wardCounts] }), usual)!
    expect(readPageQuery({ areas: 'ward-2022-05-05' }, choices)).toMatchObject({
      errors: [],
      question: { series: { value: 'all-street' } },
    })
    expect(
      readPageQuery({ areas: 'ward-2022-05-05', series: 'residential-street-by-ward' }, choices).errors,
    ).toEqual([
      {
        field: 'series',
        message: 'These burglaries are counted by LSOAs or output areas: select LSOAs or output areas above',
      },
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { choicesFrom, missingParts } from './page-choices.ts'
import { readPageQuery } from './page-query.ts'
import type { Loaded } from './types.ts'

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

const loaded = (part: Partial<Loaded>): Loaded => ({ kinds: [], months: [], importedAt: null, ...part })

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
})

import { describe, expect, test } from 'vitest'
import { exampleCity } from '../../../../test/example-city.ts'
import { riskOfCounts } from './risk-of-counts.ts'

describe('the example city', () => {
  test('is the same every time, and another with another seed', () => {
    expect(exampleCity()).toEqual(exampleCity())
    expect(exampleCity(1).counts).not.toEqual(exampleCity().counts)
  })

  test('has a burglary rate that a city has: between 10 and 40 a year for 1,000 homes', () => {
    const { counts, months, ...city } = exampleCity()
    const homes = city.homes.reduce((sum, number) => sum + number, 0)
    const yearly = counts.reduce((sum, count) => sum + count, 0) / (months.length / 12)
    expect((yearly / homes) * 1000).toBeGreaterThan(10)
    expect((yearly / homes) * 1000).toBeLessThan(40)
  })
})

describe('risk of counts', () => {
  const city = exampleCity()
  const risk = riskOfCounts(city, 12)

  test('names what it was worked out from', () => {
    expect(risk.inputs).toEqual({
      kind: 'lsoa',
      validFrom: null,
      series: 'residential',
      source: 'points',
      from: '2021-01',
      until: '2024-12',
      months: 12,
      level: 0.95,
    })
  })

  test('keeps the order of the areas, with intervals around the expectations', () => {
    expect(risk.areas.map(({ code }) => code)).toEqual(city.codes)
    for (const { expected, low, high } of [...risk.areas, risk.city]) {
      expect(low).toBeLessThan(expected)
      expect(high).toBeGreaterThan(expected)
    }
    const sum = risk.areas.reduce((total, { expected }) => total + expected, 0)
    expect(risk.city.expected).toBeCloseTo(sum, 6)
  })

  test('counts the last twelve months where all of them are loaded, and says nothing where not', () => {
    const lastYearOf = (months: Int32Array): number | null | undefined => {
      const counts = new Int32Array(city.codes.length * months.length).fill(1)
      return riskOfCounts({ ...city, months, counts }, 12).areas[0]?.lastYear
    }
    expect(lastYearOf(city.months)).toBe(12)
    expect(lastYearOf(city.months.filter((month) => month !== (city.months.at(-1) ?? 0) - 3))).toBeNull()
    expect(lastYearOf(city.months.slice(-11))).toBeNull()
  })

  test('tells when there is nothing to go by', () => {
    expect(() => riskOfCounts({ ...city, months: new Int32Array(), counts: new Int32Array() }, 12)).toThrow(
      /No month/,
    )
    expect(() => riskOfCounts({ ...city, homes: city.homes.map(() => 0) }, 12)).toThrow(/No homes/)
  })
})

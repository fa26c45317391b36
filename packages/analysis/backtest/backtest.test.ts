import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syntheticCity } from '../risk/synthetic-city.ts'
import { backtest, type BacktestInputs } from './backtest.ts'
import { gaussianKernel, kernelRates, kernelSums, prospectiveKernel } from './kernel-rates.ts'
import { rollingWindows } from './rolling-windows.ts'
import { selectAreas } from './select-areas.ts'

const january2020 = 2020 * 12

describe('selectAreas', () => {
  const base = { saturation: 0.85, kitRounding: 'none' } as const

  it('takes the highest rate first, passes over what no longer fits, breaks ties by code', () => {
    const expected = [10, 9, 5, 5, 50]
    const homes = [10, 10, 10, 10, 100]
    const codes = ['a', 'b', 'd', 'c', 'e']
    // Rates 1, .9, .5, .5, .5 and 8.5 kits each; 85 kits for e.
    expect([...selectAreas({ ...base, expected, homes, codes, kits: 26 })]).toEqual([0, 1, 3])
    expect([...selectAreas({ ...base, expected, homes, codes, kits: 34 })]).toEqual([0, 1, 3, 2])
    expect([...selectAreas({ ...base, expected, homes, codes, kits: 26, kitRounding: 'up' })]).toEqual([0, 1])
  })

  it('never spends more than the kits, leaves nothing that would fit, and skips areas without homes', () => {
    const area = fc.record({
      expected: fc.integer({ min: 0, max: 50 }),
      homes: fc.integer({ min: 0, max: 400 }),
    })
    fc.assert(
      fc.property(
        fc.array(area, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.constantFrom('none' as const, 'up' as const),
        (areas, kits, kitRounding) => {
          const homes = areas.map((a) => a.homes)
          const needed = homes.map((h) => (kitRounding === 'up' ? Math.ceil(h * 0.85 - 1e-9) : h * 0.85))
          const chosen = selectAreas({
            expected: areas.map((a) => a.expected),
            homes,
            codes: areas.map((_, i) => `A${i}`),
            kits,
            saturation: 0.85,
            kitRounding,
          })
          const spent = chosen.reduce((total, i) => total + needed[i]!, 0)
          expect(spent).toBeLessThanOrEqual(kits + 1e-5)
          const taken = new Set(chosen)
          homes.forEach((h, i) => {
            if (h === 0) expect(taken.has(i)).toBe(false)
            else if (!taken.has(i)) expect(needed[i]! + spent).toBeGreaterThan(kits - 1e-5)
          })
        },
      ),
    )
  })

  it('refuses kits and saturation that cannot be', () => {
    const one = { expected: [1], homes: [1], codes: ['a'] }
    expect(() => selectAreas({ ...base, ...one, kits: -1 })).toThrow(RangeError)
    expect(() => selectAreas({ ...base, ...one, kits: 1, saturation: 1.2 })).toThrow(RangeError)
  })
})

describe('kernels', () => {
  it('sums weights by distance', () => {
    const points = { eastings: [0, 120, 399, 401], northings: [0, 0, 0, 0], weights: [1, 2, 1, 5] }
    const site = { eastings: [0], northings: [0] }
    expect(kernelSums(site, points, prospectiveKernel)[0]).toBeCloseTo(1 + 2 / 3 + 1 / 8, 12)
    expect(kernelSums(site, points, gaussianKernel(50))[0]).toBeCloseTo(1 + 2 * Math.exp(-2.88), 12)
  })
  it('gives equal rates where burglaries follow homes', () => {
    const eastings = [0, 300, 600, 900]
    const northings = [0, 0, 0, 0]
    const homes = [100, 400, 200, 50]
    const rates = kernelRates(
      { eastings, northings, homes },
      { eastings, northings, weights: [2, 8, 4, 1] },
      gaussianKernel(300),
    )
    for (const rate of rates) expect(rate).toBeCloseTo(0.02, 12)
  })
})

describe('backtest', () => {
  const city = syntheticCity({ side: 20, months: 60, firstMonth: january2020, seed: 21, level: 1.5 })
  const inputs: BacktestInputs = {
    ...city,
    until: january2020 + 47,
    testFrom: january2020 + 48,
    testTo: january2020 + 59,
    kits: 20_000,
  }
  const results = backtest(inputs)
  const of = (model: string) => results.find((result) => result.model === model)!

  it('scores every model on the same test', () => {
    expect(results.map((result) => result.model)).toEqual([
      'mettrace',
      'lastYear',
      'threeYearMean',
      'kde',
      'prospective',
      'oracle',
    ])
    for (const result of results) {
      expect(result.homes * 0.85).toBeLessThanOrEqual(20_000.001)
      expect(result.areas).toBe(result.codes.length)
      expect(result.pei).toBeLessThanOrEqual(1.01)
      const homes = city.homes.reduce((a, b) => a + b, 0)
      expect(result.pai).toBeCloseTo(result.hitRate! / (result.homes / homes), 10)
    }
    expect(of('oracle').pei).toBe(1)
    expect(of('mettrace').hits).toBeGreaterThan(of('lastYear').hits)
    expect(of('threeYearMean').hits).toBeGreaterThan(of('prospective').hits)
    expect(of('mettrace').low).toBeLessThan(of('mettrace').expected)
    expect(of('lastYear').low).toBeNull()
  })

  it('knows nothing of the test: changing what happened changes no choice', () => {
    const months = city.months.length
    const counts = city.counts.map((value, k) => (k % months >= 48 ? (k * 13) % 9 : value))
    const other = backtest({ ...inputs, counts, models: ['mettrace', 'lastYear', 'kde', 'prospective'] })
    for (const result of other) expect(result.codes).toEqual(of(result.model).codes)
  })

  it('leaves excluded areas out of everything', () => {
    const exclude = of('oracle').codes.slice(0, 3)
    for (const result of backtest({ ...inputs, exclude }))
      for (const code of exclude) expect(result.codes).not.toContain(code)
    expect(() => backtest({ ...inputs, exclude: ['nowhere'] })).toThrow('nowhere')
  })

  it('refuses a test that was not observed or lies in the past', () => {
    expect(() => backtest({ ...inputs, testTo: january2020 + 60 })).toThrow('not observed')
    expect(() => backtest({ ...inputs, testFrom: january2020 + 47 })).toThrow(RangeError)
    expect(() => backtest({ ...inputs, historyFrom: january2020 + 48 })).toThrow('no month of history')
  })

  it('works on a single month of history', () => {
    const thin = backtest({ ...inputs, historyFrom: january2020 + 47 })
    for (const result of thin) expect(Number.isFinite(result.expected)).toBe(true)
  })
})

describe('rollingWindows', () => {
  it('keeps within the observed months, holes included', () => {
    const months = [0, 1, 2, 3, 4, 5, 9, 10, 11].map((t) => january2020 + t)
    const windows = rollingWindows(months, january2020 + 1, january2020 + 11, 2, [1, 3])
    expect(windows.map(({ until, testTo }) => [until - january2020, testTo - january2020])).toEqual([
      [1, 2],
      [1, 4],
      [3, 4],
      [9, 10],
    ])
  })
})

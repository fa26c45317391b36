import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutCity } from './cut-city.ts'
import { expectedBurglaries } from './expected-burglaries.ts'
import type { RiskInputs } from './inputs.ts'
import { predictiveIntervals, setTotal, setTotals } from './set-total.ts'
import { syntheticCity, type SyntheticCity } from './synthetic-city.ts'

const january2020 = 2020 * 12

/** The first `known` months as history and the total of the next `horizon` as what happened. */
const split = (city: SyntheticCity, known: number, horizon: number) => cutCity(city, { at: known, horizon })

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)
const finite = (values: ArrayLike<number>) => Array.from(values).every((v) => Number.isFinite(v) && v >= 0)

const deviance = (actual: Float64Array, mean: ArrayLike<number>): number => {
  const scale = sum(actual) / sum(mean)
  return actual.reduce((total, count, i) => {
    const expected = Math.max(0.1, mean[i]! * scale)
    return total + 2 * ((count > 0 ? count * Math.log(count / expected) : 0) - (count - expected))
  }, 0)
}

/** Areas of 600 homes in a row, with counts given by area and month. */
const odd = (areas: number, months: number, fill: (area: number, month: number) => number): RiskInputs => {
  return {
    homes: Float64Array.from({ length: areas }, () => 600),
    months: Int32Array.from({ length: months }, (_, t) => january2020 + t),
    counts: Float64Array.from({ length: areas * months }, (_, k) => fill(Math.floor(k / months), k % months)),
    groups: new Int32Array(areas),
    eastings: Float64Array.from({ length: areas }, (_, i) => 400 * i),
    northings: new Float64Array(areas),
    horizon: 6,
  }
}

const spread = (months: number) =>
  expectedBurglaries(odd(40, months, (i, t) => (i * 7 + t * 3) % 5)).city.logVariance

describe('expectedBurglaries', () => {
  const city = syntheticCity({ side: 25, months: 48, firstMonth: january2020, seed: 7, level: 1.5 })
  const { inputs, actual } = split(city, 36, 12)
  const forecast = expectedBurglaries(inputs)

  it('sums to the city and is the same every time', () => {
    expect(sum(forecast.expected)).toBeCloseTo(forecast.city.expected, 6)
    expect(expectedBurglaries(inputs)).toEqual(forecast)
  })

  it('does not depend on the order of the areas', () => {
    const areas = city.homes.length
    const order = Array.from({ length: areas }, (_, i) => (i * 7) % areas)
    const pick = (values: ArrayLike<number>) => Float64Array.from(order, (i) => values[i]!)
    const counts = new Float64Array(areas * 36)
    order.forEach((i, row) => {
      for (let t = 0; t < 36; t++) counts[row * 36 + t] = inputs.counts[i * 36 + t]!
    })
    const turned = expectedBurglaries({
      homes: pick(inputs.homes),
      groups: pick(inputs.groups),
      // Equal distances on a perfect grid would leave the choice of neighbours to the order.
      eastings: pick(inputs.eastings),
      northings: pick(inputs.northings),
      months: inputs.months,
      counts,
      horizon: 12,
    })
    order.forEach((i, row) => {
      expect(Math.abs(turned.expected[row]! / forecast.expected[i]! - 1)).toBeLessThan(0.1)
    })
  })

  it('comes nearer to what happened than last year’s count and than no knowledge of areas', () => {
    const lastYear = Float64Array.from(city.homes, (_, i) =>
      sum(Array.from({ length: 12 }, (_month, t) => inputs.counts[i * 36 + 24 + t]!)),
    )
    expect(deviance(actual, forecast.expected)).toBeLessThan(0.8 * deviance(actual, lastYear))
    expect(deviance(actual, forecast.expected)).toBeLessThan(0.5 * deviance(actual, city.homes))
  })

  it('covers single areas and chosen totals about as often as it says', () => {
    let covered = 0
    let chosenCovered = 0
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    for (const seed of seeds) {
      const drawn = split(
        syntheticCity({ side: 16, months: 36, firstMonth: january2020, seed, level: 1.5 }),
        24,
        12,
      )
      const risk = expectedBurglaries(drawn.inputs)
      const { low, high } = predictiveIntervals(risk, 0.9)
      drawn.actual.forEach((y, i) => {
        if (y >= low[i]! && y <= high[i]!) covered++
      })
      const hottest = Array.from(risk.expected, (_, i) => i)
        .toSorted((a, b) => risk.expected[b]! / city.homes[b]! - risk.expected[a]! / city.homes[a]!)
        .slice(0, 20)
      const total = setTotal(risk, hottest, 0.9)
      const happened = hottest.reduce((s, i) => s + drawn.actual[i]!, 0)
      if (happened >= total.low && happened <= total.high) chosenCovered++
    }
    expect(covered / (256 * seeds.length)).toBeGreaterThan(0.85)
    expect(covered / (256 * seeds.length)).toBeLessThan(0.96)
    expect(chosenCovered).toBeGreaterThanOrEqual(8)
  })

  it('finds less lasting risk where there is less', () => {
    const fleeting = syntheticCity({
      side: 20,
      months: 36,
      firstMonth: january2020,
      seed: 3,
      level: 2,
      persistent: 0.01,
      block: 0.001,
      shortLived: 0.3,
      memory: 2,
    })
    const passing = expectedBurglaries(split(fleeting, 36, 12).inputs).components.variances
    const lasting = forecast.components.variances
    expect(passing[0]).toBeLessThan(0.4 * lasting[0])
    expect(passing[2] + passing[3]).toBeGreaterThan(lasting[2] + lasting[3])
  })
})

describe('thin and odd histories', () => {
  it.each([
    [1, 1],
    [1, 24],
    [2, 1],
    [2, 12],
    [3, 12],
    [8, 3],
    [30, 1],
    [30, 2],
    [30, 12],
    [200, 1],
  ])('works with %i areas and %i months', (areas, months) => {
    const forecast = expectedBurglaries(odd(areas, months, (i, t) => (i * 7 + t * 3) % 5))
    expect(finite(forecast.expected)).toBe(true)
    expect(sum(forecast.expected)).toBeCloseTo(forecast.city.expected, 6)
    const { low, high } = predictiveIntervals(forecast, 0.9)
    expect(finite(low) && finite(high)).toBe(true)
    low.forEach((value, i) => expect(value).toBeLessThanOrEqual(high[i]!))
    const whole = setTotal(
      forecast,
      Array.from({ length: areas }, (_, i) => i),
      0.9,
    )
    expect(whole.low).toBeLessThan(forecast.city.expected)
    expect(whole.high).toBeGreaterThan(forecast.city.expected)
  })

  it('is less sure of itself the less it has seen', () => {
    expect(spread(2)).toBeGreaterThan(spread(36))
  })

  it('expects next to nothing where nothing ever happened', () => {
    const forecast = expectedBurglaries(odd(30, 24, () => 0))
    expect(finite(forecast.expected)).toBe(true)
    expect(forecast.city.expected).toBeLessThan(1)
    expect(predictiveIntervals(forecast, 0.9).low.every((low) => low === 0)).toBe(true)
  })

  it('reckons with areas without homes, with and without burglaries', () => {
    const inputs = odd(50, 36, (i, t) => (i === 3 ? 4 : i === 4 ? 0 : (i + t) % 3))
    const homes = Float64Array.from(inputs.homes)
    homes[3] = 0
    homes[4] = 0
    const { expected } = expectedBurglaries({ ...inputs, homes })
    expect(finite(expected)).toBe(true)
    expect(expected[3]).toBeGreaterThan(12)
    expect(expected[3]).toBeLessThan(36)
    expect(expected[4]).toBeLessThan(1)
    expect(finite(expectedBurglaries({ ...inputs, homes: new Float64Array(50) }).expected)).toBe(true)
  })

  it('takes holes in the history and a forecast that starts later', () => {
    const city = syntheticCity({ side: 12, months: 30, firstMonth: january2020, seed: 5, level: 1 })
    const months = city.months.map((month, t) => (t < 24 ? month : month + 36))
    const { homes, groups, eastings, northings, counts } = city
    const inputs = { homes, groups, eastings, northings, counts, months, horizon: 3 }
    const soon = expectedBurglaries(inputs)
    const later = expectedBurglaries({ ...inputs, firstMonth: months[29]! + 24 })
    expect(finite(soon.expected) && finite(later.expected)).toBe(true)
    expect(later.city.logVariance).toBeGreaterThan(soon.city.logVariance)
    expect(sum(later.logVariance)).toBeGreaterThan(sum(soon.logVariance))
  })

  it('gives finite figures whatever the counts, homes, places and groups', () => {
    const shape = fc.record({
      areas: fc.integer({ min: 1, max: 150 }),
      months: fc.integer({ min: 1, max: 40 }),
      most: fc.constantFrom(0, 1, 5, 400),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(shape, ({ areas, months, most, seed }) => {
        // A linear congruential scatter: coarse, full of ties and zeros on purpose.
        const draw = (k: number, below: number) => ((seed * 31 + k * 7919) % 104_729) % below
        const inputs = odd(areas, months, (i, t) =>
          draw(i * months + t, 5) === 0 ? draw(i + t, most + 1) : 0,
        )
        const forecast = expectedBurglaries({
          ...inputs,
          homes: Float64Array.from({ length: areas }, (_, i) => draw(i, 7) * draw(i + 9, 300)),
          groups: Int32Array.from({ length: areas }, (_, i) => draw(i, 6)),
          eastings: Float64Array.from({ length: areas }, (_, i) => 100 * draw(i, 11)),
          northings: Float64Array.from({ length: areas }, (_, i) => 100 * draw(i + 3, 13)),
        })
        expect(finite(forecast.expected)).toBe(true)
        const { low, high } = predictiveIntervals(forecast, 0.95)
        expect(finite(low) && finite(high)).toBe(true)
        expect(finite(Object.values(setTotal(forecast, [0], 0.95)))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('looks for past forecasts on both sides of a hole in the history', () => {
    const city = syntheticCity({ side: 12, months: 60, firstMonth: january2020, seed: 5, level: 1 })
    const { inputs } = cutCity(city, { at: 48, horizon: 12 })
    // Two years, a year and a half that nobody has, and two years again.
    const months = Int32Array.from(inputs.months, (month, t) => (t < 24 ? month : month + 18))
    expect(expectedBurglaries({ ...inputs, months }).learnt).toMatchObject({ hindcasts: 2, converged: true })
    const short = Int32Array.from(inputs.months, (month, t) => (t < 12 ? month : month + 18))
    const year = cutCity(city, { at: 24, horizon: 12 }).inputs
    expect(expectedBurglaries({ ...year, months: short.subarray(0, 24) }).learnt).toMatchObject({
      hindcasts: 0,
    })
  })

  it('takes areas that all lie on one spot', () => {
    const inputs = odd(40, 12, (i, t) => (i + t) % 4)
    expect(finite(expectedBurglaries({ ...inputs, eastings: new Float64Array(40) }).expected)).toBe(true)
  })
})

describe('setTotal', () => {
  const city = syntheticCity({ side: 15, months: 36, firstMonth: january2020, seed: 11, level: 1.5 })
  const forecast = expectedBurglaries(split(city, 36, 12).inputs)

  it('keeps the shared uncertainty: a larger set is relatively surer, but never surer than the city', () => {
    const width = (count: number) => {
      const { expected, low, high } = setTotal(
        forecast,
        Array.from({ length: count }, (_, i) => i),
        0.9,
      )
      return (high - low) / expected
    }
    expect(width(100)).toBeLessThan(width(5))
    expect(width(100)).toBeGreaterThan(3.2 * Math.sqrt(forecast.city.logVariance))
  })

  it('is the same for many sets at once', () => {
    const sets = [[0], [1, 2, 16], [40, 41, 55, 56], Array.from({ length: 60 }, (_, i) => i)]
    expect(setTotals(forecast, sets, 0.95)).toEqual(sets.map((set) => setTotal(forecast, set, 0.95)))
    expect(() => setTotals(forecast, [[3, 3]], 0.95)).toThrow('twice')
  })

  it('refuses areas twice or unknown', () => {
    expect(() => setTotal(forecast, [1, 1], 0.9)).toThrow('twice')
    expect(() => setTotal(forecast, [225], 0.9)).toThrow(RangeError)
    expect(setTotal(forecast, [], 0.9)).toEqual({ expected: 0, low: 0, high: 0 })
  })
})

import { describe, expect, it } from 'vitest'
import { cutCity } from './cut-city.ts'
import { expectedBurglaries, type RiskForecast } from './expected-burglaries.ts'
import { effectNames, type EffectName } from './learnt-effects.ts'
import { setContrast, setTotal } from './set-total.ts'
import { syntheticCity } from './synthetic-city.ts'

// Each part of the model on a made-up city that has what the part is for: without the part its test fails.

const january2020 = 2020 * 12
const sumAt = (values: ArrayLike<number>, areas: Iterable<number>) =>
  Array.from(areas).reduce((sum, i) => sum + values[i]!, 0)
const areasOf = (city: { homes: ArrayLike<number> }, holds: (area: number) => boolean) =>
  Array.from({ length: city.homes.length }, (_, i) => i).filter(holds)

/** Expected over found in some areas, beside the same for the whole city. */
const leanOf = (forecast: RiskForecast, actual: Float64Array, areas: readonly number[]) =>
  sumAt(forecast.expected, areas) /
  sumAt(actual, areas) /
  (forecast.city.expected / actual.reduce((sum, value) => sum + value, 0))
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('the season of the city', () => {
  const city = syntheticCity({
    side: 12,
    months: 54,
    firstMonth: january2020,
    seed: 4,
    level: 3,
    season: 0.35,
  })

  it('is expected to come back', () => {
    for (const at of [42, 45, 48, 51]) {
      const { inputs, actual } = cutCity(city, { at, horizon: 3 })
      const found = actual.reduce((sum, value) => sum + value, 0)
      expect(Math.abs(Math.log(expectedBurglaries(inputs).city.expected / found))).toBeLessThan(0.15)
    }
  })
})

const isFarOut = (i: number) => i % 50 === 5

describe('long tails of the lasting risk', () => {
  it.each([
    [24, 0.96],
    [12, 0.88],
  ])('leave a few areas far out where they are after %i months', (length, least) => {
    const leans = [9, 10, 11].map((seed) => {
      const city = syntheticCity({
        side: 20,
        months: 36,
        firstMonth: january2020,
        seed,
        level: 1.2,
        persistent: 0.05,
        block: 0.02,
        shortLived: 0.02,
        excess: (i) => (isFarOut(i) ? 1.6 : 0),
      })
      const { inputs, actual } = cutCity(city, { at: 24, horizon: 12, length })
      return leanOf(expectedBurglaries(inputs), actual, areasOf(city, isFarOut))
    })
    expect(meanOf(leans)).toBeGreaterThan(least)
    expect(meanOf(leans)).toBeLessThan(1.08)
  })
})

const isMarked = (i: number) => (i * 7919) % 10 < 3

/** A city where what marks an area is known from one part of its burglaries, and says where its risk is going. */
const markedCity = (part: 'repeats' | 'premises', yearly: number) => {
  const city = syntheticCity({
    side: 20,
    months: 60,
    firstMonth: january2020,
    seed: 21,
    level: 3,
    shortLived: 0.03,
    drift: (i) => (isMarked(i) ? yearly : 0),
  })
  const counts = Int32Array.from(city.counts, (count, k) =>
    isMarked(Math.floor(k / 60)) ? Math.ceil(count / 2) : 0,
  )
  return { city: { ...city, [part]: counts }, marked: areasOf(city, isMarked) }
}
const effect = (forecast: RiskForecast, name: EffectName) => forecast.learnt!.mean[effectNames.indexOf(name)]!

describe('traits of areas', () => {
  it.each([
    ['repeats', -0.15, 0.9, 1.2],
    ['premises', 0.25, 0.92, 1.05],
  ] as const)('learn what %s foretell', (part, yearly, least, most) => {
    const { city, marked } = markedCity(part, yearly)
    const { inputs, actual } = cutCity(city, { at: 48, horizon: 12 })
    const forecast = expectedBurglaries(inputs)
    expect(Math.sign(yearly) * effect(forecast, part)).toBeGreaterThan(0.06)
    expect(leanOf(forecast, actual, marked)).toBeGreaterThan(least)
    expect(leanOf(forecast, actual, marked)).toBeLessThan(most)
  })

  it('where the history is too short to learn from are London’s, and say that they are unsure', () => {
    const { city } = markedCity('premises', 0)
    const short = expectedBurglaries(cutCity(city, { at: 48, horizon: 12, length: 15 }).inputs)
    const long = expectedBurglaries(cutCity(city, { at: 48, horizon: 12 }).inputs)
    expect(short.learnt!.hindcasts).toBe(0)
    expect(effect(short, 'premises')).toBeCloseTo(0.032, 12)
    expect(long.learnt!.hindcasts).toBe(3)
    expect(effect(long, 'premises')).toBeLessThan(0.02)
    effectNames.forEach((_, a) => {
      const at = a * effectNames.length + a
      expect(long.learnt!.covariance[at]).toBeLessThan(short.learnt!.covariance[at]!)
    })
  })
})

describe('the level of the upper fifth', () => {
  it('is learnt where the hottest areas grow hotter', () => {
    const leans = [13, 14, 15].map((seed) => {
      const lasting = new Map<number, number>()
      const city = syntheticCity({
        side: 24,
        months: 60,
        firstMonth: january2020,
        seed,
        level: 2.5,
        persistent: 0.25,
        shortLived: 0.02,
        drift: (i, own) => {
          lasting.set(i, own)
          return own > 0.6 ? 0.2 : 0
        },
      })
      const { inputs, actual } = cutCity(city, { at: 48, horizon: 12 })
      return leanOf(
        expectedBurglaries(inputs),
        actual,
        areasOf(city, (i) => lasting.get(i)! > 0.6),
      )
    })
    expect(meanOf(leans)).toBeGreaterThan(0.89)
    expect(meanOf(leans)).toBeLessThan(1.05)
  })
})

const draw = (seed: number) =>
  syntheticCity({
    side: 20,
    months: 36,
    firstMonth: january2020,
    seed,
    level: 2,
    persistent: 0.05,
    blockPassing: 0.15,
    shortLived: 0.05,
  })

/** Areas of some rows of a city of 20 × 20. */
const rows = (from: number, to: number) => Array.from({ length: 20 * (to - from) }, (_, k) => 20 * from + k)
const width = ({ low, high }: { low: number; high: number }) => high - low

describe('what areas share', () => {
  it('keeps the totals of boroughs unsure: they are covered about as often as their intervals say', () => {
    let covered = 0
    for (const seed of [1, 2, 3, 4]) {
      const city = draw(seed)
      const { inputs, actual } = cutCity(city, { at: 24, horizon: 12 })
      const forecast = expectedBurglaries(inputs)
      for (let block = 0; block < 16; block++) {
        const inside = areasOf(city, (i) => city.groups[i] === block)
        const { low, high } = setTotal(forecast, inside, 0.9)
        const found = sumAt(actual, inside)
        if (found >= low && found <= high) covered++
      }
    }
    expect(covered).toBeGreaterThanOrEqual(54)
  })

  it('cancels between sets that have it in common', () => {
    // Without boroughs all that areas have in common is their neighbourhood.
    const { inputs } = cutCity(draw(1), { at: 24, horizon: 12 })
    const forecast = expectedBurglaries({ ...inputs, groups: new Int32Array(400) })
    const columns = (odd: number) => rows(0, 4).filter((i) => i % 2 === odd)
    const mixed = setContrast(forecast, columns(0), columns(1)).logVariance
    const apart = setContrast(forecast, rows(0, 2), rows(18, 20)).logVariance
    expect(mixed).toBeLessThan(0.5 * apart)
    const turned = setContrast(forecast, columns(1), columns(0)).logVariance
    expect(turned).toBeCloseTo(mixed, 12)
  })

  it('counts what is unsure about the learnt effects, which all chosen areas have in common', () => {
    const forecast = expectedBurglaries(cutCity(draw(1), { at: 24, horizon: 12, length: 12 }).inputs)
    const order = Array.from(forecast.expected, (_, i) => i).toSorted(
      (a, b) => forecast.expected[b]! - forecast.expected[a]!,
    )
    const [hottest, rest] = [order.slice(0, 40), order.slice(40)]
    const known = { ...forecast, learnt: null }
    const extra =
      setContrast(forecast, hottest, rest).logVariance - setContrast(known, hottest, rest).logVariance
    expect(extra).toBeGreaterThan(0.02 ** 2)
    expect(width(setTotal(forecast, hottest, 0.9))).toBeGreaterThan(width(setTotal(known, hottest, 0.9)))
  })
})

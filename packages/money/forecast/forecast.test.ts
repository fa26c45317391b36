import { describe, expect, test } from 'vitest'
import { pence } from '../pence/pence.ts'
import { forecastOf } from './forecast.ts'
import { priceOfHours, unitCost } from './unit-cost.ts'

/** Mulberry32: chance that is the same in each run. */
const chanceOf = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How often the interval holds what came, of so many processes that are known. */
const coverageOf = (
  draw: (chance: () => number, at: number) => number,
  known: number,
  left: number,
): number => {
  const times = 2000
  let held = 0
  for (let seed = 1; seed <= times; seed += 1) {
    const chance = chanceOf(seed)
    const months = Array.from({ length: known + left }, (_, at) => pence(Math.round(draw(chance, at))))
    const taken = months.slice(0, known).reduce((sum, each) => sum + each, 0)
    const whole = months.reduce((sum, each) => sum + each, 0)
    const found = forecastOf(pence(taken), months.slice(0, known), left)
    if ('because' in found) throw new Error(found.because)
    if (found.low <= whole && whole <= found.high) held += 1
  }
  return held / times
}

describe('a forecast', () => {
  test('of a steady pace is exact', () => {
    const months = Array.from({ length: 8 }, () => pence(7_000_000))
    expect(forecastOf(pence(56_000_000), months, 4)).toEqual({
      estimate: 84_000_000,
      low: 84_000_000,
      high: 84_000_000,
    })
  })

  test('by hand: months of £1, £2 and £3, and two to come', () => {
    // s = £1, t(0.9, 2) = 1.885618, √(2 + 4/3) = 1.825742: £4 ± £3.44 beyond £6.
    expect(forecastOf(pence(600), [pence(100), pence(200), pence(300)], 2)).toEqual({
      estimate: 1000,
      low: 656,
      high: 1344,
    })
  })

  test.each<[string, (chance: () => number, at: number) => number, number, number, number, number]>([
    ['even chance', (chance) => 1e6 * chance(), 8, 4, 0.76, 0.84],
    [
      'bell',
      (chance) => 1e6 * (6 + chance() + chance() + chance() - chance() - chance() - chance()),
      6,
      12,
      0.76,
      0.84,
    ],
    // Orders that come seldom and are large: the interval is honest where the pace is not even.
    ['seldom and large', (chance) => (chance() < 0.3 ? 5e6 : 0), 12, 4, 0.72, 0.92],
  ])('holds what comes four times in five: %s', (_, draw, known, left, least, most) => {
    const held = coverageOf(draw, known, left)
    expect(held).toBeGreaterThan(least)
    expect(held).toBeLessThan(most)
  })

  test('says that it cannot tell of two months, and goes no lower than what is taken', () => {
    expect(forecastOf(pence(500), [pence(100), pence(400)], 3)).toEqual({
      because: 'cannot tell: 2 full months are known, and 3 are needed',
    })
    const found = forecastOf(pence(900), [pence(0), pence(0), pence(900)], 1)
    expect(found).toMatchObject({ low: 900 })
    expect(forecastOf(pence(900), [], 0)).toEqual({ estimate: 900, low: 900, high: 900 })
  })
})

describe('a unit cost', () => {
  test('is dearer the fewer there were, without an upper end where there may have been none', () => {
    expect(unitCost(pence(1_000_000), { figure: 100, low: 50, high: 200 })).toEqual({
      figure: 10_000,
      low: 5000,
      high: 20_000,
    })
    expect(unitCost(pence(1_000_000), { figure: null, low: -20, high: 40 })).toEqual({
      figure: null,
      low: 25_000,
      high: null,
    })
    expect(unitCost(pence(1_000_000), { figure: null, low: -40, high: -20 })).toEqual({
      figure: null,
      low: null,
      high: null,
    })
  })

  test('of hours is rounded once', () => {
    expect(priceOfHours(12.5 / 60, 3000)).toBe(625)
  })
})

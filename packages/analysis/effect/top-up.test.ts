import { describe, expect, test } from 'vitest'
import { holmAdjusted } from './holm.ts'
import { fitDecay, topUpMonth } from './top-up.ts'

const bins = (first: number, halfLife: number, se: number) =>
  [0, 6, 12, 18, 24, 30].map((from) => {
    let left = 0
    for (let age = from; age < from + 6; age++) left += (1 - first * 0.5 ** (age / halfLife)) / 6
    return { from, to: from + 5, logRatio: Math.log(left), se }
  })

describe('decay', () => {
  test('finds the half-life that made the figures, with an interval about it', () => {
    const found = fitDecay(bins(0.25, 18, 0.02))
    expect(found?.halfLife).toBe(18)
    expect(found?.first).toBeCloseTo(0.25, 4)
    expect(found?.halfLifeLow).toBeLessThan(18)
    expect(found?.halfLifeHigh).toBeGreaterThan(18)
  })

  test('that cannot be told from none reaches to no decay at all', () => {
    expect(fitDecay(bins(0.2, 60, 0.2))?.halfLifeHigh).toBe(Infinity)
  })

  test('is not fitted to too few bins, nor to a rise', () => {
    expect(fitDecay(bins(0.25, 18, 0.01).slice(0, 2))).toBeNull()
    expect(fitDecay(bins(-0.2, 18, 0.01))).toBeNull()
    // A bin without an error is passed over, whichever way it lies.
    const odd = { from: 36, to: 41, logRatio: 3, se: Number.NaN }
    expect(fitDecay([...bins(0.25, 18, 0.02), odd, { ...odd, se: 0 }, { ...odd, se: Infinity }])).toEqual(
      fitDecay(bins(0.25, 18, 0.02)),
    )
    // Nothing counted in a bin is the largest fall of all, and must not be left out for it.
    const empty = bins(0.25, 18, 0.02).with(3, { from: 18, to: 23, logRatio: -Infinity, se: Number.NaN })
    expect(fitDecay(empty)).toBeNull()
  })
})

const decay = { first: 0.2, halfLife: 18 }
const meanLoss = (length: number): number => {
  let lost = 0
  for (let age = 1; age <= length; age++) lost += 3 * 1250 * 0.2 * (1 - 0.5 ** (age / 18))
  return (4000 + lost) / length
}
const topUpAt = (cost: number): number | null => topUpMonth(decay, { monthly: 3, value: 1250, cost })

describe('the month in which a top-up pays', () => {
  test('has the least mean loss per month of all lengths of a round', () => {
    const money = { monthly: 3, value: 1250, cost: 4000 }
    const month = topUpMonth(decay, money) ?? 0
    const best = Array.from({ length: 60 }, (_, at) => at + 1).reduce((a, b) =>
      meanLoss(b) < meanLoss(a) ? b : a,
    )
    expect(Math.abs(month - best)).toBeLessThanOrEqual(1)
  })

  test('comes later where a round costs more, and never where nothing fades or it costs too much', () => {
    expect(topUpAt(8000)).toBeGreaterThan(topUpAt(2000) ?? 60)
    expect(topUpAt(1e7)).toBeNull()
    expect(topUpMonth({ first: 0.2, halfLife: Infinity }, { monthly: 3, value: 1250, cost: 1 })).toBeNull()
  })
})

test('p-values are adjusted for their number as Holm has it', () => {
  expect(holmAdjusted([0.01, 0.04, 0.03, null])).toEqual([0.03, 0.06, 0.06, null])
  expect(holmAdjusted([0.9, 0.6])).toEqual([1, 1])
})

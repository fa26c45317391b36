import { expect, test } from 'vitest'
import { priceLadder, type RungPlan } from './price-ladder.ts'

const forecast = { burglariesPer1000Kits: 17.39, hoursPerBurglary: 14.32, minutesPerHome: 12.5 }
const asked: number[] = []
const planFor = (kits: number): RungPlan => {
  asked.push(kits)
  return { areas: 1, homes: kits, kitsUsed: kits, expected: kits / 100, low: 0, high: kits / 50 }
}

test('the decision’s own figures come out: 440,000 kits for £5.6 million are 7,652 burglaries and 109,567 hours', () => {
  const [rung] = priceLadder([560_000_000], [560_000_000 / 440_000], forecast, planFor)
  expect(rung?.kits).toBe(440_000)
  // 17.39 and 14.32 are rounded to two decimals in the setting.
  expect(rung?.linear.burglaries).toBeCloseTo(7652, -1)
  expect(rung?.linear.hours).toBeCloseTo(109_567, -2)
  expect(rung?.deliveryHours).toBeCloseTo(91_666.67, 1)
})

test('rungs stand by budget and price, and one number of kits is planned for once', () => {
  asked.length = 0
  const rungs = priceLadder([1000, 2000], [10, 20], forecast, planFor)
  expect(rungs.map(({ budget, price, kits }) => [budget, price, kits])).toEqual([
    [1000, 10, 100],
    [1000, 20, 50],
    [2000, 10, 200],
    [2000, 20, 100],
  ])
  expect(asked).toEqual([100, 50, 200])
})

test('money and prices out of range are refused', () => {
  expect(() => priceLadder([-1], [1], forecast, planFor)).toThrow(RangeError)
  expect(() => priceLadder([1], [0], forecast, planFor)).toThrow(RangeError)
})

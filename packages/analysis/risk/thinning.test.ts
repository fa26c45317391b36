import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedBurglaries } from './expected-burglaries.ts'
import { setTotal } from './set-total.ts'
import { groupShares, thinnedForecast } from './thinning.ts'

describe('shares of a narrower series', () => {
  test('lie between the group’s own share and that of all, nearer to its own the more burglaries it has', () => {
    const part = [2, 200, 700, 40]
    const whole = [10, 1000, 1000, 50]
    const { share } = groupShares(part, whole)
    const mean = 942 / 2060
    for (const [group, value] of share.entries()) {
      const own = part[group]! / whole[group]!
      expect(value).toBeGreaterThanOrEqual(Math.min(own, mean))
      expect(value).toBeLessThanOrEqual(Math.max(own, mean))
    }
    expect(Math.abs(share[1]! - 0.2)).toBeLessThan(Math.abs(share[0]! - 0.2))
  })

  test('are all alike when chance explains the differences', () => {
    const { share } = groupShares([50, 49, 51], [100, 100, 100])
    for (const value of share) expect(value).toBeCloseTo(0.5, 3)
  })

  test('a group without burglaries has the share of all', () => {
    expect(groupShares([0, 60, 40], [0, 100, 80]).share[0]).toBeCloseTo(100 / 180, 12)
  })

  test('are all or nothing, as all of them are, where there is nothing to tell them apart by', () => {
    expect([...groupShares([0, 0], [1, 3]).share]).toEqual([0, 0])
    expect([...groupShares([1, 3], [1, 3]).share]).toEqual([1, 1])
  })

  test('are probabilities with a variance, whatever the counts', () => {
    const groups = fc.array(
      fc.tuple(fc.nat(500), fc.nat(500)).map(([one, other]) => ({ part: one, whole: one + other })),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(groups, (counts) => {
        const { share, variance } = groupShares(
          counts.map(({ part }) => part),
          counts.map(({ whole }) => whole),
        )
        for (const [group, value] of share.entries()) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
          expect(variance[group]).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('a part larger than its whole is refused', () => {
    expect(() => groupShares([3], [2])).toThrow(RangeError)
  })
})

test('a thinned forecast expects the share of each area, and its interval is relatively wider', () => {
  const forecast = expectedBurglaries({
    homes: [500, 600, 700, 800],
    months: Int32Array.from({ length: 36 }, (_, month) => 24_000 + month),
    counts: Int32Array.from({ length: 4 * 36 }, (_, at) => (at * 7) % 5),
    groups: [0, 0, 1, 1],
    eastings: [0, 500, 1000, 1500],
    northings: [0, 0, 0, 0],
    horizon: 12,
  })
  const thinned = thinnedForecast(forecast, {
    share: Float64Array.of(0.5, 0.5, 0.8, 0.8),
    variance: Float64Array.of(0.01, 0.01, 0.01, 0.01),
  })
  expect(thinned.expected[0]).toBeCloseTo(forecast.expected[0]! / 2, 12)
  const before = setTotal(forecast, [0, 1, 2, 3], 0.9)
  const after = setTotal(thinned, [0, 1, 2, 3], 0.9)
  expect(after.expected).toBeCloseTo(thinned.city.expected, 9)
  expect((after.high - after.low) / after.expected).toBeGreaterThan(
    (before.high - before.low) / before.expected,
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateRatio } from './compare-rates.ts'
import { shareDifference, shareRatio } from './compare-shares.ts'
import {
  concentrationCurve,
  concentrationEstimate,
  concentrationIndex,
  erreygersIndex,
  horizontalInequity,
  wagstaffIndex,
} from './concentration.ts'
import { relativeSlopeIndex, slopeIndex } from './gradient.ts'
import { saysOfRatio, saysOfShares } from './says-of-ratio.ts'
import { dissimilarity, gini, shareRatios } from './spread.ts'

// Worked with R 4.
const homes = [1000, 1200, 900, 1100, 1300]
const uptake = { homes, rates: [0.34, 0.4, 0.42, 0.45, 0.5] }
const need = { homes, rates: [0.014, 0.012, 0.01, 0.009, 0.007] }
const kits = homes.map((count, group) => count * uptake.rates[group]!)
const burglaries = homes.map((count, group) => count * need.rates[group]!)
const binomial = uptake.rates.map((rate, group) => (rate * (1 - rate)) / homes[group]!)
const poisson = need.rates.map((rate, group) => rate / homes[group]!)

const groupsOf = (least: number) =>
  fc
    .array(
      fc.record({
        count: fc.integer({ min: 1, max: 5000 }),
        rate: fc.double({ min: 0.001, max: 1, noNaN: true }),
      }),
      { minLength: least, maxLength: 12 },
    )
    .map((drawn) => ({ homes: drawn.map(({ count }) => count), rates: drawn.map(({ rate }) => rate) }))

describe('concentration', () => {
  test('of uptake and need by five groups', () => {
    expect(concentrationIndex(uptake)).toBeCloseTo(0.07072517751, 10)
    expect(concentrationIndex(need)).toBeCloseTo(-0.1350096712, 10)
    expect(erreygersIndex(uptake)).toBeCloseTo(0.1205157025, 10)
    expect(wagstaffIndex(uptake)).toBeCloseTo(0.123214595, 9)
    const inequity = horizontalInequity({
      homes,
      done: uptake.rates,
      needed: need.rates,
      doneVariances: binomial,
      neededVariances: poisson,
    })
    expect(inequity!.value).toBeCloseTo(0.2057348487, 10)
    expect(inequity!.low).toBeLessThan(inequity!.value)
  })

  test('is half of one less twice the area under the curve', () => {
    fc.assert(
      fc.property(groupsOf(1), (groups) => {
        const curve = concentrationCurve(groups)!
        const area = curve.slice(1).reduce((sum, point, at) => {
          const before = curve[at]!
          return sum + (point.homes - before.homes) * ((point.share + before.share) / 2)
        }, 0)
        expect(concentrationIndex(groups)).toBeCloseTo(1 - 2 * area, 9)
        expect(curve.at(-1)!.homes).toBeCloseTo(1, 9)
        expect(curve.at(-1)!.share).toBeCloseTo(1, 9)
      }),
    )
  })

  test('changes its sign where the order is turned round, and does not change where a group is cut in two', () => {
    fc.assert(
      fc.property(groupsOf(2), (groups) => {
        const turned = { homes: groups.homes.toReversed(), rates: groups.rates.toReversed() }
        const index = concentrationIndex(groups)!
        expect(concentrationIndex(turned)).toBeCloseTo(-index, 9)
        const cut = {
          homes: [groups.homes[0]! / 3, (2 * groups.homes[0]!) / 3, ...groups.homes.slice(1)],
          rates: [groups.rates[0]!, ...groups.rates],
        }
        expect(concentrationIndex(cut)).toBeCloseTo(index, 9)
      }),
    )
  })

  test('has an interval that holds the truth about as often as it says', () => {
    const truth = concentrationIndex(uptake)!
    let state = 1
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return (state + 0.5) / 4294967296
    }
    let held = 0
    const draws = 400
    for (let draw = 0; draw < draws; draw++) {
      const rates = uptake.rates.map((rate, group) => {
        let found = 0
        for (let home = 0; home < homes[group]!; home++) if (random() < rate) found++
        return found / homes[group]!
      })
      const variances = rates.map((rate, group) => (rate * (1 - rate)) / homes[group]!)
      const { low, high } = concentrationEstimate({ homes, rates }, variances)!
      if (low <= truth && truth <= high) held++
    }
    // Five standard errors of 95% in 400.
    expect(held / draws).toBeGreaterThan(0.95 - 5 * 0.0109)
    expect(held / draws).toBeLessThan(0.95 + 5 * 0.0109)
  })

  test('says nothing where nothing happened, and refuses groups that are none', () => {
    const none = { homes: [3, 4], rates: [0, 0] }
    expect([concentrationIndex(none), concentrationCurve(none), erreygersIndex(none)]).toEqual([
      null,
      null,
      null,
    ])
    expect(wagstaffIndex({ homes: [3, 4], rates: [1, 1] })).toBeNull()
    expect(() => concentrationIndex({ homes: [1], rates: [1, 2] })).toThrow('1 and 2')
    expect(() => concentrationIndex({ homes: [0], rates: [1] })).toThrow('no homes')
    expect(() => concentrationIndex({ homes: [1], rates: [-1] })).toThrow('not negative')
    expect(() => concentrationEstimate(uptake, [0])).toThrow('1 of 5')
  })
})

test('the slope of uptake from the most deprived to the least', () => {
  expect(slopeIndex(uptake)).toBeCloseTo(0.1886956522, 9)
  expect(relativeSlopeIndex(uptake)).toBeCloseTo(0.4429475403, 9)
  expect(slopeIndex({ homes: [5], rates: [0.3] })).toBeNull()
  expect(relativeSlopeIndex({ homes: [5, 5], rates: [0, 0] })).toBeNull()
})

describe('spread', () => {
  test('of values', () => {
    expect(gini([1, 2, 3, 4, 5])).toBeCloseTo(0.2666666667, 10)
    expect(gini([0, 0, 10, 0, 0])).toBeCloseTo(0.8, 12)
    expect([gini([]), gini([0, 0])]).toEqual([null, null])
  })

  test('of kits against burglaries', () => {
    const expected = [0.5845985001, 0.8023900982, 1.0110115237, 1.2035851472, 1.7194073532]
    shareRatios(kits, burglaries).forEach((ratio, group) => expect(ratio).toBeCloseTo(expected[group]!, 9))
    expect(dissimilarity(kits, burglaries)).toBeCloseTo(0.1535674395, 9)
    expect(shareRatios([1, 1], [0, 2])[0]).toBeNull()
    expect(() => dissimilarity([1], [1, 2])).toThrow('1 and 2')
    expect(() => shareRatios([-1], [1])).toThrow('not negative')
  })
})

describe('comparisons', () => {
  test.each([
    [{ found: 340, of: 1000 }, { found: 510, of: 1200 }, 0.8, 0.7176910211, 0.8917486511, 'less'],
    [{ found: 8, of: 200 }, { found: 30, of: 400 }, 0.5333333333, 0.2491238513, 1.1417792516, 'cannot tell'],
    [{ found: 510, of: 1200 }, { found: 340, of: 1000 }, 1.25, 1 / 0.8917486511, 1 / 0.7176910211, 'more'],
  ])('of the shares %o and %o', (one, other, value, low, high, says) => {
    const ratio = shareRatio(one, other)!
    expect(ratio.value).toBeCloseTo(value, 9)
    expect(ratio.low).toBeCloseTo(low, 8)
    expect(ratio.high).toBeCloseTo(high, 8)
    expect(saysOfRatio(ratio)).toBe(says)
  })

  test('of a share with none found tell nothing', () => {
    expect(shareRatio({ found: 0, of: 5 }, { found: 1, of: 5 })).toBeNull()
    expect(shareRatio({ found: 1, of: 5 }, { found: 0, of: 5 })).toBeNull()
    expect(saysOfRatio(null)).toBe('cannot tell')
    expect(() => shareRatio({ found: 6, of: 5 }, { found: 1, of: 5 })).toThrow('6 of 5')
    expect(() => shareRatio({ found: 1, of: 5 }, { found: 1.5, of: 5 })).toThrow('1.5 of 5')
  })

  test('of a share with none found say less where their difference does', () => {
    expect(saysOfShares({ found: 0, of: 500 }, { found: 30, of: 400 })).toBe('less')
    expect(saysOfShares({ found: 30, of: 400 }, { found: 0, of: 500 })).toBe('more')
    expect(saysOfShares({ found: 0, of: 5 }, { found: 0, of: 5 })).toBe('cannot tell')
    expect(saysOfShares({ found: 340, of: 1000 }, { found: 510, of: 1200 })).toBe('less')
  })

  test('of a difference', () => {
    const { value, low, high } = shareDifference({ found: 340, of: 1000 }, { found: 510, of: 1200 })
    expect(value).toBeCloseTo(-0.085, 12)
    expect(low).toBeCloseTo(-0.12521024792, 9)
    expect(high).toBeCloseTo(-0.04423340368, 9)
  })

  test('of rates, exact', () => {
    const ratio = rateRatio({ count: 28, exposure: 10000 }, { count: 12, exposure: 9000 })!
    expect(ratio.value).toBeCloseTo(2.1, 12)
    expect(ratio.low).toBeCloseTo(1.03416828192, 8)
    expect(ratio.high).toBeCloseTo(4.53388994155, 8)
    expect(ratio.p).toBeCloseTo(0.03821290068, 9)
    expect(rateRatio({ count: 0, exposure: 1 }, { count: 0, exposure: 1 })).toBeNull()
    expect(rateRatio({ count: 3, exposure: 1 }, { count: 0, exposure: 1 })).toMatchObject({
      value: Infinity,
      high: Infinity,
    })
    expect(() => rateRatio({ count: 1, exposure: 0 }, { count: 1, exposure: 1 })).toThrow('above 0')
    expect(() => rateRatio({ count: 0.5, exposure: 1 }, { count: 1, exposure: 1 })).toThrow('whole')
  })

  test('of rates turned round are one over each other, with the same p', () => {
    const rate = fc.record({
      count: fc.integer({ min: 1, max: 300 }),
      exposure: fc.double({ min: 0.5, max: 1e5, noNaN: true }),
    })
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const [ratio, turned] = [rateRatio(one, other)!, rateRatio(other, one)!]
        expect(ratio.value * turned.value).toBeCloseTo(1, 9)
        expect(ratio.low * turned.high).toBeCloseTo(1, 6)
        expect(ratio.p).toBeCloseTo(turned.p, 9)
        expect(ratio.low <= ratio.value && ratio.value <= ratio.high).toBe(true)
      }),
    )
  })
})

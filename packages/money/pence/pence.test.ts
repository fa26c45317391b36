import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { inPounds, pence, readPounds, sumOf } from './pence.ts'
import { worth, worthBetween } from './price.ts'
import { split } from './split.ts'
import { netWithin, vatOn } from './vat.ts'

const numRuns = testCounts.propertyRuns
const amounts = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(pence)
const prices = fc.record({
  pence: fc.nat({ max: 1_000_000 }).map(pence),
  per: fc.integer({ min: 1, max: 500 }),
})
const quantities = fc.nat({ max: 500_000 })

describe('amounts', () => {
  test('are whole pence', () => {
    expect(() => pence(0.1 + 0.2)).toThrow('no whole number of pence')
    expect(() => pence(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError)
    expect(Object.is(pence(-0), 0)).toBe(true)
    expect(sumOf([pence(1), pence(-3)])).toBe(-2)
  })

  test('are read as they are written', () => {
    expect(inPounds(pence(1_272_050))).toBe('£12,720.50')
    expect(inPounds(pence(-64_000))).toBe('−£640.00')
    for (const [text, amount] of [
      ['12720.5', 1_272_050],
      ['£12,720.50', 1_272_050],
      ['-640', -64_000],
      ['(640.00)', -64_000],
      ['.50', undefined],
      ['1,27,20', undefined],
      ['12.725', undefined],
      ['1e3', undefined],
      ['(-1)', undefined],
      ['', undefined],
    ] as const)
      expect(readPounds(text)).toBe(amount)
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(readPounds(inPounds(amount))).toBe(amount)
      }),
      { numRuns },
    )
  })
})

describe('parts', () => {
  test('make the whole, each within a penny of its share', () => {
    expect(split(pence(100), [1, 1, 1])).toEqual([34, 33, 33])
    expect(split(pence(-100), [0, 1, 2])).toEqual([0, -33, -67])
    expect(() => split(pence(1), [0])).toThrow(RangeError)
    const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(amounts, weights, (amount, given) => {
        fc.pre(given.some((weight) => weight > 0))
        const whole = given.reduce((sum, weight) => sum + weight, 0)
        const parts = split(amount, given)
        expect(sumOf(parts)).toBe(amount)
        for (const [at, part] of parts.entries())
          expect(Math.abs(part - (amount * given[at]!) / whole)).toBeLessThan(1.000001)
      }),
      { numRuns },
    )
  })

  test('of a price are rounded once, and follow each other without losing a penny', () => {
    // A box of 50 for £635.99: £12.7198 each, which 50 times rounded would be a penny dearer.
    const box = { pence: pence(63_599), per: 50 }
    expect(worth(50, box)).toBe(63_599)
    expect(worth(1000, box)).toBe(1_271_980)
    expect(1000 * worth(1, box)).toBe(1_272_000)
    fc.assert(
      fc.property(prices, fc.array(quantities, { minLength: 1, maxLength: 8 }), (price, ends) => {
        const steps = [0, ...ends.toSorted((a, b) => a - b)]
        const parts = steps.slice(1).map((end, at) => worthBetween(steps[at]!, end, price))
        expect(sumOf(parts)).toBe(worth(steps.at(-1)!, price))
        expect(
          Math.abs(worth(steps.at(-1)!, price) - (steps.at(-1)! * price.pence) / price.per),
        ).toBeLessThan(0.501)
      }),
      { numRuns },
    )
  })

  test('are refused where the quantity is none', () => {
    expect(() => worth(0.5, { pence: pence(1), per: 1 })).toThrow(RangeError)
    expect(worthBetween(5, 3, { pence: pence(1), per: 1 })).toBe(0)
  })
})

describe('VAT', () => {
  test('of a net amount, and within a gross one', () => {
    expect(vatOn(pence(1_272_000))).toBe(254_400)
    expect(netWithin(pence(21_347_700))).toBe(17_789_750)
    expect(vatOn(pence(3), 500)).toBe(0)
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000 }).map(pence), (net) => {
        expect(netWithin(sumOf([net, vatOn(net)]))).toBe(net)
      }),
      { numRuns },
    )
  })
})

import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { mustBeDay } from './day.ts'
import { poundsOf, printedMoney } from './printed-money.ts'
import { valueOf } from './value.ts'

describe('a value with and without VAT', () => {
  test('is exact at 20% for the thresholds with VAT', () => {
    for (const [gross, net] of [
      [21_347_700, 17_789_750],
      [21_490_400, 17_908_667],
      [20_772_000, 17_310_000],
    ] as const)
      expect(valueOf({ gross })).toEqual({ net, gross, inferred: 'net', vat: 2000 })
    expect(valueOf({ net: 380_000_000, gross: 456_000_000 }).inferred).toBeNull()
  })

  test('goes there and back to the same penny', () => {
    assert(
      property(integer({ min: 0, max: 10_000_000_000_00 }), integer({ min: 0, max: 10_000 }), (net, vat) => {
        const { gross } = valueOf({ net }, vat)
        expect(gross - net).toBeGreaterThanOrEqual(0)
        expect(valueOf({ gross }, vat).net).toBe(net)
        // The tax to the nearest penny, by whole numbers alone.
        const tax = BigInt(gross - net) * 10_000n - BigInt(net) * BigInt(vat)
        expect(tax >= -5000n && tax <= 5000n).toBe(true)
      }),
      { numRuns: testCounts.propertyRuns },
    )
  })

  test('refuses what is no whole pence, no rate, and a gross below its net', () => {
    for (const net of [0.5, -1, Number.NaN, 2e13])
      expect(() => valueOf({ net })).toThrow(/must be whole pence/)
    for (const vat of [0.2, -1, 10_001]) expect(() => valueOf({ net: 1 }, vat)).toThrow(/hundredths/)
    expect(() => valueOf({ net: 2, gross: 1 })).toThrow(/must not be below/)
  })
})

describe('sums of money as they are printed', () => {
  test.each([
    ['£5.6m', 560_000_000, 10_000_000],
    ['£1.587m', 158_700_000, 100_000],
    ['£181,302', 18_130_200, 100],
    ['£15,804.44', 1_580_444, 1],
    ['£2.4 million', 240_000_000, 10_000_000],
    ['£33.83m', 3_383_000_000, 1_000_000],
    ['£1bn', 100_000_000_000, 100_000_000_000],
    ['£500k', 50_000_000, 100_000],
  ])('%s', (text, pence, step) => {
    expect(printedMoney(`It costs ${text}.`)).toEqual([{ text, pence, step, at: 9 }])
  })

  test('keeps the order, and takes no month, mile or word for a million', () => {
    expect(printedMoney('£4m and £5 more in May, £6 mile').map(({ pence }) => pence)).toEqual([
      400_000_000, 500, 600,
    ])
    expect(printedMoney('5.6m, £ and £0.001')).toEqual([])
  })

  test('prints pence only where there are any', () => {
    expect([18_130_200, 17_789_750, 5].map(poundsOf)).toEqual(['£181,302', '£177,897.50', '£0.05'])
  })
})

test('a day is one of the calendar', () => {
  expect(mustBeDay('2024-02-29')).toBe('2024-02-29')
  for (const day of ['2023-02-29', '2019', '2019-2-1', '', '2019-13-01'])
    expect(() => mustBeDay(day)).toThrow(RangeError)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../../test/property-runs.ts'
import { paceWeeks, weeksInWords, weeksLeft } from './stock-forecast.ts'

describe('weeks that a stock lasts', () => {
  test('worked out by hand: ten kits every week for eight weeks', () => {
    // Poisson: margin 2.365 × √(10 / 8) = 2.644; 100 / 12.644 = 7.91, 100 / 7.356 = 13.59.
    const left = weeksLeft(100, Array<number>(paceWeeks).fill(10))
    expect(left).toMatchObject({ weeks: 10, isLow: false })
    expect(left?.low).toBeCloseTo(7.909, 3)
    expect(left?.high).toBeCloseTo(13.595, 2)
    expect(weeksInWords(left)).toBe('10 (8 to 14)')
  })

  test('weeks that differ more than chance widen the range', () => {
    // Mean 10, variance 800 / 7; margin 2.365 × √(114.29 / 8) = 8.939; 100 / 18.939 = 5.28, 100 / 1.061 = 94.2.
    const left = weeksLeft(100, [20, 0, 20, 0, 20, 0, 20, 0])
    expect(left?.low).toBeCloseTo(5.28, 2)
    expect(left?.high).toBeCloseTo(94.3, 0)
  })

  test('without a pace nothing is known', () => {
    expect(weeksLeft(100, Array<number>(paceWeeks).fill(0))).toBeUndefined()
    expect(weeksLeft(100, [])).toBeUndefined()
    expect(weeksLeft(100, [7])).toBeUndefined()
    expect(weeksInWords(undefined)).toBe('not known')
  })

  test('a pace that may as well be nothing has no upper end', () => {
    expect(weeksInWords(weeksLeft(40, [0, 0, 0, 0, 0, 0, 0, 8]))).toMatch(/^40 \(\d+ or more\)$/)
  })

  test('low is what may be used up in four weeks', () => {
    expect(weeksLeft(20, Array<number>(paceWeeks).fill(10))?.isLow).toBe(true)
    expect(weeksLeft(0, Array<number>(paceWeeks).fill(10))).toMatchObject({ weeks: 0, low: 0, isLow: true })
  })

  test('the range holds the estimate, and more kits last longer', () => {
    const out = fc.array(fc.nat({ max: 500 }), { minLength: 2, maxLength: paceWeeks })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), out, (kits, weeks) => {
        const left = weeksLeft(kits, weeks)
        const more = weeksLeft(kits + 1, weeks)
        if (!left || !more) return weeks.every((each) => each === 0)
        return (
          left.low <= left.weeks &&
          left.weeks <= (left.high ?? Infinity) &&
          left.weeks < more.weeks &&
          left.low < more.low
        )
      }),
    )
  })
})

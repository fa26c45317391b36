import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flagOf, isInfinity, isMissing, NumberReader, wholeNumber } from './numbers.ts'

const read = (text: string, ...parameters: ['a.csv', (',' | ';' | '\t')?, string[][]?]): number =>
  new NumberReader(...parameters).read(text, 2, 'y')

describe('numbers', () => {
  test.each([
    ['12', 12],
    [' 12.0 ', 12],
    ['-3.5e2', -350],
    ['.5', 0.5],
    ['1,234', 1234],
    ['1,234,567.5', 1_234_567.5],
    ['1 234', 1234],
    ['1\u00A0234\u202F567', 1_234_567],
    ["1'234", 1234],
    ['12,5', 12.5],
    ['1.234,5', 1234.5],
    ['1.234.567', 1_234_567],
    ['\u22124', -4],
  ])('between commas, %s is %d', (text, number) => {
    expect(read(text, 'a.csv')).toBe(number)
  })

  test.each([
    ['12,5', 12.5],
    ['0,123', 0.123],
    ['1234,567', 1234.567],
    ['1,234.5', 1234.5],
    ['1,234,567', 1_234_567],
    ['1.5', 1.5],
  ])('between semicolons, %s is %d', (text, number) => {
    expect(read(text, 'a.csv', ';')).toBe(number)
  })

  test('between semicolons, 1,234 is refused with both meanings, unless other cells tell', () => {
    expect(() => read('1,234', 'a.csv', ';')).toThrow(
      expect.objectContaining({
        code: 'value_invalid',
        where: {
          file: 'a.csv',
          line: 2,
          column: 'y',
          found: '1,234',
          expected: '1234 or 1.2340, so that it is plain which is meant',
        },
      }) as Error,
    )
    expect(read('1,234', 'a.csv', ';', [['a'], ['12,5']])).toBe(1.234)
    expect(() => read('1.234', 'a.csv', ';', [['12,5']])).toThrow('two ways')
  })

  test.each(['', 'many', '1-2', '12 5', '1,23,456', '12%', '0x10', '1.2.3'])('%j is none', (text) => {
    expect(read(text, 'a.csv')).toBeNaN()
  })

  test('whole numbers are read back as Britain writes them, and from fractions', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        for (const text of [String(number), `${number}.0`, number.toLocaleString('en-GB')])
          expect(wholeNumber(read(text, 'a.csv'))).toBe(number)
        expect(wholeNumber(-number - 1)).toBeUndefined()
        expect(wholeNumber(number + 0.5)).toBeUndefined()
      }),
    )
  })
})

test.each(['', ' ', 'NA', 'N/A', '<NA>', 'NaN', 'nan', 'NaT', 'NULL', 'None', '.', '.a', '-', '#N/A', '\\N'])(
  '%j is a missing value',
  (text) => {
    expect(isMissing(text)).toBe(true)
  },
)

test.each(['0', 'no', '..', 'nap', 'Nathan'])('%j is none', (text) => {
  expect(isMissing(text)).toBe(false)
})

test.each(['Inf', 'inf', 'Infinity', '-Infinity', '∞'])('%s is without end', (text) => {
  expect(isInfinity(text)).toBe(true)
})

test('flags', () => {
  expect(['TRUE', 'yes', 'Y', 't', '1', '1.0'].map(flagOf)).toEqual(Array(6).fill(true))
  expect(['FALSE', 'no', 'N', 'f', '0', '0.0'].map(flagOf)).toEqual(Array(6).fill(false))
  expect(['', 'NA', 'unknown', 'N/K'].map(flagOf)).toEqual(Array(4).fill(null))
  expect(['2', 'perhaps'].map(flagOf)).toEqual([undefined, undefined])
})

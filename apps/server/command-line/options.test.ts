import fc from 'fast-check'
import { InvalidArgumentError } from 'commander'
import { describe, expect, test } from 'vitest'
import { formatMonth } from '../foundation/month.ts'
import {
  calendarDay,
  codes,
  durations,
  history,
  level,
  month,
  monthRange,
  monthsAhead,
  risingNumbers,
  share,
  wholeNumber,
} from './options.ts'

const december = 2014 * 12 + 11

describe.each([
  [
    'a whole number',
    wholeNumber(1),
    { '1': 1, '129780': 129_780 },
    ['', '0', '-1', '1.5', '1e3', ' 1', '9'.repeat(17)],
  ],
  ['a number of months ahead', monthsAhead, { '1': 1, '120': 120 }, ['0', '121']],
  [
    'a share',
    share,
    { '0.85': 0.85, '1': 1, '.5': 0.5 },
    ['', '0', '1.01', '85', '85%', '-0.5', '0,85', 'NaN'],
  ],
  ['a level', level, { '0.9': 0.9 }, ['1', '0', '']],
  ['a month', month, { '2014-12': december }, ['2014', '2014-13', '0000-01', 'Dec 2014']],
  [
    'a range of months',
    monthRange,
    {
      '2014-12..2015-02': { from: december, to: december + 2 },
      '2014-12..2014-12': { from: december, to: december },
    },
    [
      '2014-12',
      '2015-01..2014-12',
      '2014-12..',
      '..2014-12',
      '2014-12..2015-01..2015-02',
      '2014-12...2015-01',
    ],
  ],
  [
    'a history',
    history,
    { '48': { months: 48 }, '2014-12': { from: december } },
    ['0', '-1', '1.5', '99999', 'all'],
  ],
  [
    'a day',
    calendarDay,
    { '2011-03-27': '2011-03-27', '2012-02-29': '2012-02-29' },
    ['2011-02-29', '2011-3-27', '27/03/2011', '0000-01-01', '2011-03-27T00:00', ''],
  ],
  ['two lengths', durations, { '24,12': [24, 12], '1.5,1': [1.5, 1] }, ['', '24', '24,0', '24,12,6', '-1,2']],
  [
    'rising numbers',
    risingNumbers,
    { '0,0.1,200': [0, 0.1, 200], '0, 7': [0, 7] },
    ['', '0', ',5', '0,,5', '0,5,', '0,0', '5,0', '-5,5', '0,x', '0,Infinity'],
  ],
] as [string, (text: string) => unknown, Record<string, unknown>, string[]][])(
  '%s',
  (_, read, right, wrong) => {
    test('is read', () => {
      for (const [text, value] of Object.entries(right)) expect(read(text)).toEqual(value)
    })

    test.each(wrong)('is not "%s", and the words say what it should be', (text) => {
      expect(() => read(text)).toThrow(InvalidArgumentError)
      expect(() => read(text)).toThrow(`Found ${JSON.stringify(text)}, expected `)
    })
  },
)

const part = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'))

test('every day of the calendar is a day, and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2199 }), part(13), part(32), (year, monthPart, day) => {
      const text = `${year}-${monthPart}-${day}`
      const at = new Date(Date.UTC(year, Number(monthPart) - 1, Number(day)))
      if (at.toISOString().startsWith(text)) expect(calendarDay(text)).toBe(text)
      else expect(() => calendarDay(text)).toThrow(InvalidArgumentError)
    }),
  )
})

test('months come back as they were written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900 * 12, max: 2199 * 12 }), (at) => {
      expect(month(formatMonth(at))).toBe(at)
    }),
  )
})

test('codes gather, with commas or one after another', () => {
  expect(codes('E01, E02,,', ['E00'])).toEqual(['E00', 'E01', 'E02'])
  expect(codes('')).toEqual([])
})

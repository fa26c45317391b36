import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstDay, formatMonth, monthOfDay, parseMonth } from './month.ts'

test('a month comes back as it was written, and the next is one more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900 * 12, max: 2199 * 12 + 11 }), (month) => {
      expect(parseMonth(formatMonth(month))).toBe(month)
      expect(monthOfDay(firstDay(month))).toBe(month)
      const next = new Date(`${firstDay(month)}T00:00:00Z`)
      next.setUTCMonth(next.getUTCMonth() + 1)
      expect(monthOfDay(next.toISOString())).toBe(month + 1)
    }),
  )
})

test('is written with its year and two digits', () => {
  expect(formatMonth(2014 * 12 + 11)).toBe('2014-12')
  expect(formatMonth(2015 * 12)).toBe('2015-01')
  expect(firstDay(2015 * 12)).toBe('2015-01-01')
})

test.each([
  '2014-00',
  '2014-13',
  '2014-1',
  '14-12',
  '2014-12-01',
  ' 2014-12',
  '2014/12',
  '0000-01',
  '0214-12',
  '',
])('"%s" is no month', (text) => {
  expect(parseMonth(text)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { disputedDays, dueOn, paidWithin } from './due.ts'

test('thirty days that begin with the day of a valid invoice', () => {
  expect(dueOn('2026-11-01', [], '2026-12-20')).toBe('2026-11-30')
  expect(dueOn('2028-02-01', [], '2028-03-20')).toBe('2028-03-01')
})

test('days in dispute are apart, and are counted once', () => {
  const disputes = [
    { from: '2026-11-05', until: '2026-11-15' },
    { from: '2026-11-10', until: '2026-11-20' },
  ]
  expect(disputedDays(disputes, '2026-11-01', '2026-12-31')).toBe(15)
  expect(dueOn('2026-11-01', disputes, '2026-12-31')).toBe('2026-12-15')
  expect(paidWithin('2026-11-01', disputes, '2026-12-10')).toEqual({ days: 39, disputed: 15 })
})

test('a dispute that goes on moves the day with today, and one that came too late does not', () => {
  const open = [{ from: '2026-11-21', until: null }]
  expect(dueOn('2026-11-01', open, '2026-11-21')).toBe('2026-11-30')
  expect(dueOn('2026-11-01', open, '2026-11-24')).toBe('2026-12-03')
  expect(dueOn('2026-11-01', [{ from: '2026-12-01', until: null }], '2026-12-20')).toBe('2026-11-30')
  // On the last day itself.
  expect(dueOn('2026-11-01', [{ from: '2026-11-30', until: '2026-12-02' }], '2026-12-20')).toBe('2026-12-02')
  // In the days that another one added.
  const second = [
    { from: '2026-11-05', until: '2026-11-15' },
    { from: '2026-12-05', until: '2026-12-08' },
  ]
  expect(dueOn('2026-11-01', second, '2026-12-31')).toBe('2026-12-13')
})

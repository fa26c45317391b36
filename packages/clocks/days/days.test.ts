import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, correspondingDate, daysInclusive, weekday } from './days.ts'

const day = fc
  .date({ min: new Date('2007-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('days', () => {
  test('are counted with both ends', () => {
    expect(daysInclusive('2026-09-10', '2026-09-20')).toBe(11)
    expect(daysInclusive('2026-09-03', '2026-09-03')).toBe(1)
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 4000 }), (first, more) => {
        expect(daysInclusive(first, addDays(first, more))).toBe(more + 1)
      }),
    )
  })

  test('go on across the end of a year and a leap day', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ])
    expect(weekday('2026-11-29')).toBe(0)
  })
})

const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))

describe('the corresponding date', () => {
  test.each([
    ['2026-09-03', 1, '2026-10-03'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-30', 1, '2024-02-29'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('of %s in %i months is %s', (received, months, expected) => {
    expect(correspondingDate(received, months)).toBe(expected)
  })

  test('is of that month and never of a later day in it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 24 }), (received, months) => {
        const date = correspondingDate(received, months)
        expect(monthNumber(date) - monthNumber(received)).toBe(months)
        expect(Number(date.slice(8))).toBeLessThanOrEqual(Number(received.slice(8)))
      }),
    )
  })
})

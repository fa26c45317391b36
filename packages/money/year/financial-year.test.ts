import { expect, test } from 'vitest'
import { financialYearOf, firstDay, lastDay, monthOfYear, yearInWords } from './financial-year.ts'

test('a year begins in April', () => {
  expect(financialYearOf('2026-03-31')).toBe(2025)
  expect(financialYearOf('2026-04-01')).toBe(2026)
  expect([firstDay(2026), lastDay(2026)]).toEqual(['2026-04-01', '2027-03-31'])
  expect(financialYearOf(firstDay(2026))).toBe(financialYearOf(lastDay(2026)))
  expect(yearInWords(2026)).toBe('2026/27')
  expect(yearInWords(1999)).toBe('1999/00')
  expect(['2026-04-01', '2026-11-29', '2026-12-31', '2027-01-01', '2027-03-31'].map(monthOfYear)).toEqual([
    1, 8, 9, 10, 12,
  ])
})

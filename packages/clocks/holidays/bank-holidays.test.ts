import { expect, test } from 'vitest'
import { bankHolidays } from './bank-holidays.ts'
import { easterSunday } from './easter.ts'
import { nations, type Nation } from './nations.ts'

test.each([
  [2008, '2008-03-23'],
  [2011, '2011-04-24'],
  [2024, '2024-03-31'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, day) => {
  expect(easterSunday(year)).toBe(day)
})

test('the holidays of 2026, by nation', () => {
  const shared = ['2026-01-01', '2026-04-03', '2026-05-04', '2026-05-25', '2026-12-25', '2026-12-28']
  const england = [...shared, '2026-04-06', '2026-08-31'].toSorted()
  expect(bankHolidays('england and wales', 2026)).toEqual(england)
  expect(bankHolidays('northern ireland', 2026)).toEqual([...england, '2026-03-17', '2026-07-13'].toSorted())
  expect(bankHolidays('scotland', 2026)).toEqual(
    [...shared, '2026-01-02', '2026-06-15', '2026-08-03', '2026-11-30'].toSorted(),
  )
})

const at = (nation: Nation, year: number, month: string): string[] =>
  bankHolidays(nation, year).filter((day) => day.startsWith(`${year}-${month}`))

test('what falls on a weekend goes to the next weekday that is free', () => {
  expect(at('england and wales', 2021, '12')).toEqual(['2021-12-27', '2021-12-28'])
  expect(at('england and wales', 2022, '12')).toEqual(['2022-12-26', '2022-12-27'])
  expect(at('england and wales', 2027, '12')).toEqual(['2027-12-27', '2027-12-28'])
  expect(at('scotland', 2021, '01')).toEqual(['2021-01-01', '2021-01-04'])
  expect(at('scotland', 2022, '01')).toEqual(['2022-01-03', '2022-01-04'])
  expect(at('scotland', 2023, '01')).toEqual(['2023-01-02', '2023-01-03'])
  expect(at('scotland', 2027, '01')).toEqual(['2027-01-01', '2027-01-04'])
})

test('what was proclaimed is one, and the day in whose place it stands is none', () => {
  const days = bankHolidays('england and wales', 2022)
  expect(days).toEqual(expect.arrayContaining(['2022-06-02', '2022-06-03', '2022-09-19']))
  expect(days).not.toContain('2022-05-30')
  expect(bankHolidays('england and wales', 2026)).not.toContain('2026-06-15')
})

test('none is on a weekend, and of the years before the list nothing is said', () => {
  for (const nation of nations) {
    for (let year = 2007; year < 2100; year++) {
      const days = bankHolidays(nation, year)
      expect(days.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toEqual([])
      expect(new Set(days).size).toBe(days.length)
    }
    expect(() => bankHolidays(nation, 2006)).toThrow('known from 2007 on')
  }
})

import { expect, test } from 'vitest'
import { nations } from '../holidays/nations.ts'
import { isWorkingDay, orNextWorkingDay, workingDaysAfter } from './working-days.ts'

test('a bank holiday of one nation is a working day in another', () => {
  expect(isWorkingDay('2026-11-30', ['england and wales'])).toBe(true)
  expect(isWorkingDay('2026-11-30', nations)).toBe(false)
})

test('the next working day is the day itself where it is one', () => {
  expect(orNextWorkingDay('2026-12-24', ['england and wales'])).toBe('2026-12-24')
  expect(orNextWorkingDay('2026-12-25', ['england and wales'])).toBe('2026-12-29')
})

test('the day itself is not counted', () => {
  expect(workingDaysAfter('2026-11-27', 1, ['england and wales'])).toBe('2026-11-30')
  expect(workingDaysAfter('2026-11-28', 1, ['england and wales'])).toBe('2026-11-30')
  expect(workingDaysAfter('2026-11-27', 0, ['england and wales'])).toBe('2026-11-27')
})

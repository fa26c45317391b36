import { bankHolidays } from '../holidays/bank-holidays.ts'
import { isWeekend } from '../holidays/calendar.ts'
import type { Nation } from '../holidays/nations.ts'
import { addDays } from './days.ts'

/** Whether people work on a day: no weekend, and a bank holiday in none of these nations. */
export const isWorkingDay = (day: string, nations: readonly Nation[]): boolean =>
  !isWeekend(day) && !nations.some((nation) => bankHolidays(nation, Number(day.slice(0, 4))).includes(day))

/** The day itself where it is a working day, or the next that is one. */
export const orNextWorkingDay = (day: string, nations: readonly Nation[]): string => {
  let next = day
  while (!isWorkingDay(next, nations)) next = addDays(next, 1)
  return next
}

/** The so-manieth working day after a day; the day itself is not counted. */
export const workingDaysAfter = (day: string, count: number, nations: readonly Nation[]): string => {
  let last = day
  for (let counted = 0; counted < count; counted++) last = orNextWorkingDay(addDays(last, 1), nations)
  return last
}

import { expect, test } from 'vitest'
import { parseMonth, type Month } from '../foundation/month.ts'
import { holesIn } from './holes.ts'

const from = (first: string, length: number): Month[] =>
  Array.from({ length }, (_, at) => parseMonth(first)! + at)

const lost = 'No burglaries of January 2020 to December 2021 are loaded; the history has a hole there.'

test('after a hole of a year or more and less than two years, the accuracy is in doubt', () => {
  const doubt =
    ' Less than two years are loaded after it, so the forecast may find no more burglaries than last year’s counts would.'
  expect(holesIn([...from('2017-01', 36), ...from('2022-01', 12)], undefined)).toEqual([lost + doubt])
  expect(holesIn(from('2017-01', 36), parseMonth('2021-12'))).toEqual([lost + doubt])
  expect(holesIn([...from('2017-01', 36), ...from('2022-01', 24)], undefined)).toEqual([lost])
})

test('a shorter hole is named alone, and a whole history has none', () => {
  expect(holesIn([...from('2019-01', 6), ...from('2019-08', 6)], undefined)).toEqual([
    'No burglaries of July 2019 are loaded; the history has a hole there.',
  ])
  expect(holesIn(from('2019-01', 6), parseMonth('2019-06'))).toEqual([])
})

import { expect, test } from 'vitest'
import { compareStocktake, type OnEitherSide } from './compare.ts'
import { periodsOf, stocktakesDue } from './due.ts'

test('a year has equal parts of whole months', () => {
  expect(periodsOf(2026, 4)).toEqual([
    { from: '2026-01-01', to: '2026-03-31' },
    { from: '2026-04-01', to: '2026-06-30' },
    { from: '2026-07-01', to: '2026-09-30' },
    { from: '2026-10-01', to: '2026-12-31' },
  ])
  for (let times = 1; times <= 12; times += 1) {
    const periods = periodsOf(2028, times)
    expect([periods.length, periods[0]!.from, periods.at(-1)!.to]).toEqual([
      times,
      '2028-01-01',
      '2028-12-31',
    ])
  }
})

// VAGO 2018, case 32.
test('of four stocktakes a year two were done: the two quarters that lack one are named', () => {
  const finished = ['2026-02-10', '2026-02-11', '2026-07-01', '2025-12-31']
  expect(stocktakesDue(4, finished, '2026-12-01')).toEqual({
    done: 2,
    due: 4,
    missed: [{ from: '2026-04-01', to: '2026-06-30' }],
    now: { from: '2026-10-01', to: '2026-12-31' },
  })
  expect(stocktakesDue(4, finished, '2026-12-31').missed).toHaveLength(1)
  expect(stocktakesDue(4, ['2026-12-31'], '2026-12-31').now).toBeUndefined()
  expect(stocktakesDue(1, [], '2026-06-01')).toMatchObject({ done: 0, due: 1, missed: [] })
})

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 1, 9, minute))
const one = (exhibit: string, rest: Partial<OnEitherSide>): OnEitherSide => ({
  exhibit,
  isHere: true,
  countedAt: null,
  cameAt: at(-60),
  leftAt: null,
  ...rest,
})

test('what differs between ledger and shelves, while the store goes on working', () => {
  const result = compareStocktake(
    [
      one('found', { countedAt: at(5) }),
      one('missing', {}),
      one('came back before it', { leftAt: at(-90) }),
      one('came meanwhile', { cameAt: at(3) }),
      one('came meanwhile and was counted', { cameAt: at(3), countedAt: at(4) }),
      one('left after it was counted', { isHere: false, countedAt: at(4), leftAt: at(6) }),
      one('left before it was counted', { isHere: false, countedAt: at(4), leftAt: at(2) }),
      one('never here', { isHere: false, countedAt: at(4), cameAt: null }),
    ],
    at(0),
  )
  expect(result).toEqual({
    expected: 5,
    found: 3,
    missing: ['missing', 'came back before it'],
    notExpected: ['left before it was counted', 'never here'],
  })
})

import { expect, test } from 'vitest'
import { usualKits } from '../question/page-query.ts'
import { usualBudgets } from './usual-money.ts'

test('the budgets of the decision are rungs wherever the homes could take their kits', () => {
  expect(usualBudgets(usualKits(3_266_173))).toEqual([56_000_000, 112_000_000, 560_000_000])
  expect(usualBudgets(usualKits(600_000))).toEqual([56_000_000, 112_000_000])
  expect(usualBudgets(1600)).toEqual([1_000_000, 2_000_000, 4_100_000])
})

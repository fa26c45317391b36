import { describe, expect, test } from 'vitest'
import { complianceOf } from './compliance.ts'
import { duesOf, isUnderAct, type DutyContract, type PublicationKind } from './duties.ts'

const contract = (over: Partial<DutyContract> = {}): DutyContract => ({
  id: 'c',
  begunOn: '2025-09-01',
  startsOn: '2026-02-01',
  endsOn: '2028-01-31',
  grossPence: 560_000_000,
  ...over,
})
const dues = (kind: PublicationKind, today: string, contracts: readonly DutyContract[] = [contract()]) =>
  duesOf({ from: '2026-01-15', today, contracts })
    .filter((each) => each.kind === kind)
    .map(({ first, last, due }) => `${first} ${last} ${due}`)

describe('what is due', () => {
  test('of items each month that is over, by the end of the next', () => {
    expect(dues('items', '2026-03-01')).toEqual([
      '2026-01-01 2026-01-31 2026-02-28',
      '2026-02-01 2026-02-28 2026-03-31',
    ])
    // The last day of a month is not over.
    expect(dues('items', '2026-02-28')).toHaveLength(1)
  })

  test('of payments over £30,000 thirty days after a quarter, first of that which began on 1 April 2026', () => {
    expect(dues('payments', '2026-06-30')).toEqual([])
    expect(dues('payments', '2026-10-01')).toEqual([
      '2026-04-01 2026-06-30 2026-07-30',
      '2026-07-01 2026-09-30 2026-10-30',
    ])
  })

  test('of compliance thirty days after 31 March and 30 September', () => {
    expect(dues('compliance', '2026-10-01')).toEqual([
      '2025-10-01 2026-03-31 2026-04-30',
      '2026-04-01 2026-09-30 2026-10-30',
    ])
  })

  test('of indicators at the start, and of each year of the contract by its last day', () => {
    expect(dues('indicators', '2026-02-01')).toEqual(['2026-02-01 2026-02-01 2026-02-01'])
    expect(dues('assessment', '2027-03-01')).toEqual([
      '2026-02-01 2027-01-31 2027-01-31',
      '2027-02-01 2028-01-31 2028-01-31',
    ])
    // Exactly £5m is not above it.
    expect(dues('indicators', '2027-03-01', [contract({ grossPence: 500_000_000 })])).toEqual([])
  })

  test('of income before each year begins', () => {
    expect(dues('income', '2026-06-01')).toEqual(['2026-04-01 2027-03-31 2026-03-31'])
  })

  test.each<[string, string | null, boolean]>([
    ['the day before the Act', '2025-02-23', false],
    ['its first day', '2025-02-24', true],
    ['nobody knows', null, false],
  ])('and nothing of the Act of 2023 for a procurement that began before it: %s', (_, begunOn, under) => {
    expect(isUnderAct(begunOn)).toBe(under)
    for (const kind of ['payments', 'compliance', 'indicators', 'assessment'] as const)
      expect(dues(kind, '2027-03-01', [contract({ begunOn })]).length > 0).toBe(under)
  })
})

test('a compliance notice tells days and shares, the thirtieth day in time', () => {
  expect(
    complianceOf([
      { days: 30, pence: 100 },
      { days: 31, pence: 200 },
      { days: 60, pence: 300 },
      { days: 61, pence: 400 },
    ]),
  ).toEqual({ payments: 4, averageDays: 45.5, within30: 250, within60: 500, later: 250, latePence: 900 })
  expect(complianceOf([])).toMatchObject({ payments: 0, averageDays: null, within30: null })
})

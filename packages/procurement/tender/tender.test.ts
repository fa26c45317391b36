import { assert, array, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditsDue, nextAssessmentBy } from './assessments.ts'
import { noticesFor, standstillAfter } from './award-days.ts'
import { isAbnormallyLow, pricePoints, weightedPoints, type Criterion } from './compare-bids.ts'
import { isFault, kitsFor, priceOfKit, readSchedule, type PriceBand } from './price-schedule.ts'

const head = 'lot,from_kits,price\n'
const bandsOf = (text: string): readonly PriceBand[] => {
  const read = readSchedule(head + text, ['1'])
  if (isFault(read)) throw new Error(JSON.stringify(read))
  return read.get('1')!
}

describe('a price schedule', () => {
  test('is read by lot, whatever ends its lines', () => {
    const read = readSchedule('\uFEFFLot, from_kits ,price\r\n1,0,12.72\r\n1,100000,11.9\r\n2,0,7\r\n', [
      '1',
      '2',
    ])
    expect(isFault(read)).toBe(false)
    expect([...(read as ReadonlyMap<string, unknown>)]).toEqual([
      [
        '1',
        [
          { from: 0, pence: 1272 },
          { from: 100_000, pence: 1190 },
        ],
      ],
      ['2', [{ from: 0, pence: 700 }]],
    ])
  })

  test.each([
    ['', 1, 1, ''],
    ['lot;from_kits;price\n', 1, 1, 'lot;from_kits;price'],
    [`${head}1,0\n`, 2, 3, '1,0'],
    [`${head}3,0,1\n`, 2, 1, '3'],
    [`${head}1,x,1\n`, 2, 2, 'x'],
    [`${head}1,0,£12.72\n`, 2, 3, '£12.72'],
    [`${head}1,0,12.725\n`, 2, 3, '12.725'],
    [`${head}1,0,0.00\n`, 2, 3, '0.00'],
    [`${head}1,5,1\n`, 2, 2, '5'],
    [`${head}1,0,2\n\n1,0,1\n`, 4, 2, '0'],
    [`${head}1,0,2\n1,9,3\n`, 3, 3, '3'],
    [`${head}1,0,2\n`, 3, 1, 'the end of the file'],
  ])('%j is told by line and column', (text, line, column, found) => {
    expect(readSchedule(text, ['1', '2'])).toMatchObject({ line, column, found })
  })

  test('buys the most kits that its bands allow', () => {
    const bands = bandsOf('1,0,10\n1,100,8\n')
    expect([99, 100].map((kits) => priceOfKit(bands, kits))).toEqual([1000, 800])
    // £790 buys 79 at £10; 98 at £8 would not reach the band. £800 does.
    expect([0, 79_000, 79_999, 80_000, 99_000, 100_000].map((budget) => kitsFor(bands, budget))).toEqual([
      0, 79, 79, 100, 123, 125,
    ])
  })

  test('never buys what it could not pay, and never fewer than one could find', () => {
    const prices = array(record({ from: integer({ min: 1, max: 60 }), less: integer({ min: 0, max: 9 }) }), {
      maxLength: 3,
    })
    assert(
      property(prices, integer({ min: 0, max: 2000 }), (steps, budget) => {
        let [from, pence] = [0, 40]
        const bands = [{ from, pence }]
        for (const step of steps) {
          from += step.from
          pence -= step.less
          bands.push({ from, pence })
        }
        const bought = kitsFor(bands, budget)
        const canPay = (kits: number): boolean => kits * priceOfKit(bands, kits) <= budget
        expect(canPay(bought)).toBe(true)
        for (let more = bought + 1; more <= 250; more++) expect(canPay(more)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('bids beside each other', () => {
  const criteria: Criterion[] = [
    { key: 'price', title: 'Price', kind: 'price', weight: 4000 },
    { key: 'q1', title: 'Service', kind: 'quality', weight: 6000 },
  ]

  test('have the points of their price and their scores by weight', () => {
    expect([pricePoints(1000, 800), pricePoints(800, 800)]).toEqual([80, 100])
    expect(weightedPoints(criteria, { q1: 50 }, 80)).toBe(62)
    expect(weightedPoints(criteria, {}, 80)).toBeUndefined()
  })

  test('are to be explained at 20% below the mean of the others, and not told of beside one', () => {
    expect([isAbnormallyLow(800, [900, 1100]), isAbnormallyLow(801, [900, 1100])]).toEqual([true, false])
    expect(isAbnormallyLow(1, [1000])).toBeNull()
  })
})

describe('assessments', () => {
  const term = { startsOn: '2027-08-01', endsOn: '2029-07-31' }
  const year = { from: '2027-08-01', to: '2028-07-31', met: false }

  test('are owed within twelve months, and at the end', () => {
    expect(nextAssessmentBy(term, [])).toBe('2028-07-31')
    expect(nextAssessmentBy(term, [{ ...year, to: '2027-12-31' }])).toBe('2028-12-31')
    expect(nextAssessmentBy(term, [{ ...year, to: '2029-01-01' }])).toBe('2029-07-31')
    expect(nextAssessmentBy(term, [{ ...year, to: '2029-07-31' }])).toBeNull()
  })

  test('cost a credit for each period that was missed, by what was entered last of it', () => {
    const next = { from: '2028-08-01', to: '2028-10-31', met: false }
    expect(creditsDue(500, [year, next])).toBe(1000)
    expect(creditsDue(500, [year, next, { ...year, met: true }])).toBe(500)
    expect(creditsDue(null, [year])).toBeNull()
  })
})

describe('after an award', () => {
  test('the standstill is eight working days with the first under the Act, and ten days before it', () => {
    // 2 to 11 December 2026 is eight working days; 30 November is a holiday in Scotland.
    expect(standstillAfter('2026-06-01', '2026-12-02')).toMatchObject({
      last: '2026-12-11',
      signFrom: '2026-12-12',
    })
    expect(standstillAfter('2026-06-01', '2026-11-28')).toMatchObject({ last: '2026-12-10' })
    expect(standstillAfter('2025-02-23', '2026-12-02')).toMatchObject({ last: '2026-12-14' })
    expect(standstillAfter(null, '2026-12-02')).toBeNull()
  })

  test('notices are of the rules that the procurement began under', () => {
    const asked = { awardTold: '2026-12-02', contractSigned: '2026-12-14' }
    const under = noticesFor({ begun: '2026-06-01', ...asked })
    expect(under.map(({ code, by }) => [code, by])).toEqual([
      ['UK4', null],
      ['UK6', '2026-12-02'],
      ['UK7', '2027-01-13'],
    ])
    expect(noticesFor({ begun: '2024-06-01', ...asked }).map(({ by }) => by)).toEqual([null, '2027-01-13'])
  })
})

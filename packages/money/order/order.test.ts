import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { nothing, pence, sumOf } from '../pence/pence.ts'
import { worth } from '../pence/price.ts'
import { askedOf, figuresOf, leftOf, takenBy, type OrderLine } from './figures.ts'
import { whyNotApprove, whyNotCancel, whyNotCommit, whyNotReceive, whyNotVirement } from './rules.ts'

const price = { pence: pence(1272), per: 1 }
const line = (change: Partial<OrderLine> = {}): OrderLine => ({
  price,
  ordered: 1000,
  received: 0,
  invoiced: 0,
  spent: nothing,
  ...change,
})

describe('figures of an order', () => {
  test('what was ordered is committed, accrued when it came, and spent when it was invoiced', () => {
    expect(figuresOf(line())).toEqual({ committed: 1_272_000, accrued: 0, spent: 0, prepaid: 0 })
    expect(figuresOf(line({ received: 990 }))).toEqual({
      committed: 12_720,
      accrued: 1_259_280,
      spent: 0,
      prepaid: 0,
    })
    const invoiced = { received: 990, invoiced: 990, spent: pence(1_259_280) }
    expect(figuresOf(line(invoiced))).toEqual({ committed: 12_720, accrued: 0, spent: 1_259_280, prepaid: 0 })
  })

  test('what is invoiced before it came is a prepayment, and what came beyond the order is not accrued', () => {
    expect(figuresOf(line({ invoiced: 10, spent: pence(12_720) }))).toMatchObject({
      committed: 1_259_280,
      prepaid: 12_720,
    })
    expect(figuresOf(line({ received: 1500 }))).toMatchObject({ committed: 0, accrued: 1_272_000 })
  })

  test('nothing that comes or is invoiced at the price of the order changes what an order takes', () => {
    const lines = fc.record({
      price: fc.record({ pence: fc.nat({ max: 99_999 }).map(pence), per: fc.integer({ min: 1, max: 60 }) }),
      ordered: fc.nat({ max: 9999 }),
      received: fc.nat({ max: 12_000 }),
      invoiced: fc.nat({ max: 9999 }),
    })
    fc.assert(
      fc.property(lines, (given) => {
        fc.pre(given.invoiced <= given.ordered)
        const each = { ...given, spent: worth(given.invoiced, given.price) }
        expect(takenBy(each)).toBe(askedOf(given.ordered, given.price))
        expect(leftOf(pence(5), [each])).toBe(5 - takenBy(each))
        const { committed, accrued, prepaid } = figuresOf(each)
        expect(Math.min(committed, accrued, prepaid)).toBeGreaterThanOrEqual(0)
        expect(sumOf([accrued, prepaid]) === 0 || accrued === 0 || prepaid === 0).toBe(true)
      }),
      { numRuns: testCounts.propertyRuns },
    )
  })
})

describe('what is refused, and why', () => {
  test('a commitment beyond what is left', () => {
    expect(whyNotCommit(pence(4_800_000), pence(3_518_000))).toBe(
      '£48,000.00 is asked for, and £35,180.00 is left on this line',
    )
    expect(whyNotCommit(pence(5), pence(5))).toBeUndefined()
    expect(whyNotVirement({ pence: pence(6), by: 'a' }, { by: 'b', left: pence(5) })).toContain(
      '£0.05 is left',
    )
    expect(whyNotVirement({ pence: pence(5), by: 'a' }, { by: 'a', left: pence(5) })).toContain(
      'second person',
    )
    expect(whyNotVirement({ pence: pence(5), by: 'a' }, { by: 'b', left: pence(5) })).toBeUndefined()
  })

  test('orderer, receiver and approver are three people', () => {
    const hands = { orderer: 'orla', approvers: ['ann'], receivers: ['rob'] }
    expect(whyNotApprove(hands, 'orla')).toContain('you ordered it')
    expect(whyNotApprove(hands, 'rob')).toContain('you received it')
    expect(whyNotApprove(hands, 'ann')).toBeUndefined()
    expect(whyNotReceive(hands, 'orla')).toContain('you ordered it')
    expect(whyNotReceive(hands, 'ann')).toContain('you approved it')
    expect(whyNotReceive({ ...hands, approvers: [] }, 'rob')).toContain('not approved yet')
    expect(whyNotReceive(hands, 'rob')).toBeUndefined()
  })

  test('cancelling what came or was invoiced', () => {
    expect(whyNotCancel(line({ received: 990 }), 11)).toBe(
      '10 of it has not come, and 11 cannot be cancelled',
    )
    expect(whyNotCancel(line({ received: 990 }), 10)).toBeUndefined()
    expect(whyNotCancel(line({ invoiced: 1000 }), 1)).toContain('0 of it')
  })
})

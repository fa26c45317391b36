import { describe, expect, test } from 'vitest'
import { nothing, pence } from '../pence/pence.ts'
import type { OrderLine } from '../order/figures.ts'
import { matchLine, numberKey, type InvoiceKey } from './match.ts'
import { whyNotApproveLine } from './rules.ts'
import { allowedOn, assumedTolerance, toleranceOn } from './tolerance.ts'

const order: OrderLine = {
  price: { pence: pence(1272), per: 1 },
  ordered: 1000,
  received: 1000,
  invoiced: 0,
  spent: nothing,
}
const invoice: InvoiceKey = { supplier: 'North Marking', number: 'INV-0041', gross: pence(1_526_400) }
const line = { quantity: 1000, net: pence(1_272_000) }
const asked = { earlier: [], tolerance: assumedTolerance }
const statesOf = (net: number, quantity = 1000) =>
  matchLine(invoice, { quantity, net: pence(net) }, order, asked).states

describe('an invoice against its order and what came', () => {
  test('matches where all three agree, and of a part', () => {
    expect(matchLine(invoice, line, order, asked)).toMatchObject({ states: ['matched'], payable: 1000 })
    const part = { quantity: 10, net: pence(12_720) }
    expect(matchLine(invoice, part, order, asked)).toMatchObject({ states: ['matched'], payable: 10 })
  })

  test('of 1,000 ordered, 990 came and 1,000 are invoiced: 990 can be paid', () => {
    expect(matchLine(invoice, line, { ...order, received: 990 }, asked)).toEqual({
      states: ['quantity'],
      overInvoiced: 10,
      overDelivered: 0,
      payable: 990,
      expected: 1_272_000,
      priceDifference: 0,
    })
  })

  test('what was invoiced before is not paid again', () => {
    const rest = { ...order, invoiced: 600 }
    expect(matchLine(invoice, line, rest, asked)).toMatchObject({ states: ['quantity'], overInvoiced: 600 })
  })

  test('says no order, no receipt, too many, and a duplicate', () => {
    expect(matchLine(invoice, line, undefined, asked).states).toEqual(['no order'])
    expect(matchLine(invoice, line, { ...order, received: 0 }, asked)).toMatchObject({
      states: ['no receipt'],
      payable: 0,
    })
    expect(matchLine(invoice, line, { ...order, received: 1500 }, asked)).toMatchObject({
      states: ['over-delivered'],
      overDelivered: 500,
      payable: 1000,
    })
    const again = { ...invoice, number: 'inv 0041' }
    expect(matchLine(invoice, line, order, { ...asked, earlier: [again] })).toMatchObject({
      states: ['duplicate'],
      payable: 0,
    })
    for (const other of [{ supplier: 'Other' }, { number: 'INV-0042' }, { gross: pence(1) }])
      expect(
        matchLine(invoice, line, order, { ...asked, earlier: [{ ...invoice, ...other }] }).states,
      ).toEqual(['matched'])
  })

  test('a price may differ by the smaller of 1% and £25, either way', () => {
    expect([statesOf(1_274_500), statesOf(1_274_501), statesOf(1_269_500), statesOf(1_269_499)]).toEqual([
      ['matched'],
      ['price'],
      ['matched'],
      ['price'],
    ])
    expect([statesOf(12_847, 10), statesOf(12_848, 10)]).toEqual([['matched'], ['price']])
    expect(numberKey('inv 0041/a')).toBe('INV0041A')
  })
})

describe('tolerances', () => {
  test('are those of the day', () => {
    const later = { ...assumedTolerance, from: '2026-04-01', price: pence(1000) }
    expect(toleranceOn('2026-03-31', [later, assumedTolerance])).toBe(assumedTolerance)
    expect(toleranceOn('2026-04-01', [assumedTolerance, later])).toBe(later)
    expect(toleranceOn('2014-03-31', [assumedTolerance])).toBeUndefined()
    expect(allowedOn(pence(199), assumedTolerance)).toBe(1)
  })
})

describe('approving a line', () => {
  const short = matchLine(invoice, line, { ...order, received: 990 }, asked)
  test.each([
    ['what came', 990, undefined, undefined],
    ['what did not come', 1000, undefined, '10 of it did not come'],
    ['what did not come, with a reason', 1000, 'The contract asks for it beforehand', undefined],
    ['more than is invoiced', 1001, 'Why not', '1000 of it is not approved yet'],
  ])('%s', (_what, quantity, because, why) => {
    const said = whyNotApproveLine(short, 1000, { quantity, ...(because && { because }) })
    if (why) expect(said).toContain(why)
    else expect(said).toBeUndefined()
  })

  test('another price needs a reason, and no reason makes up for a missing order or a duplicate', () => {
    const dear = matchLine(invoice, { quantity: 1000, net: pence(1_280_000) }, order, asked)
    expect(whyNotApproveLine(dear, 1000, { quantity: 1000 })).toContain('£80.00 more')
    expect(whyNotApproveLine(dear, 1000, { quantity: 1000, because: 'Agreed on 3 May' })).toBeUndefined()
    const none = matchLine(invoice, line, undefined, asked)
    expect(whyNotApproveLine(none, 1000, { quantity: 1000, because: 'Urgent' })).toContain('no order')
    const twice = matchLine(invoice, line, order, { ...asked, earlier: [invoice] })
    expect(whyNotApproveLine(twice, 1000, { quantity: 1, because: 'Urgent' })).toContain('came before')
  })
})

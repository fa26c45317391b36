import { describe, expect, test } from 'vitest'
import type { Contract } from '../suppliers.ts'
import { contractIn, penceFrom, priceIn, supplierIn } from './supplier-forms.ts'
import { lateInWords, poundsInWords, shortBy } from './supplier-words.ts'

const id = '00000000-0000-7000-8000-000000000001'
const contract: Contract = { id, reference: 'C-1', startsOn: '2026-01-01', endsOn: '2027-12-31', prices: [] }

const hrefs = (read: object): string[] =>
  'errors' in read ? (read.errors as { href: string }[]).map(({ href }) => href) : []
const came = (first: string | null, received = 0) => ({ place: 1, received, first, faulty: 0 })

test.each([
  ['12.72', 1272],
  ['£12.72', 1272],
  ['12', 1200],
  ['1,250.00', 125_000],
  ['0.05', 5],
  ['12.7', undefined],
  ['12,72', undefined],
  ['-3', undefined],
  ['99999.99', undefined],
  ['', undefined],
])('%s as pence', (typed, pence) => expect(penceFrom(typed)).toBe(pence))

test('pence as people read them', () => expect(poundsInWords(1272)).toBe('£12.72'))

describe('a form says each fault beside its field', () => {
  test('of a supplier', () => {
    expect(hrefs(supplierIn({ name: '  ' }))).toEqual(['#name'])
    expect(supplierIn({ act: id, name: ' Liquid \u0000 Ltd ' })).toEqual({
      value: { id, name: 'Liquid Ltd' },
    })
  })

  test('of a contract', () => {
    expect(hrefs(contractIn({}, id))).toEqual(['#reference', '#starts', '#ends'])
    const sent = { act: id, reference: 'C-2', starts: '2027-02-01', ends: '2027-01-31' }
    expect(hrefs(contractIn(sent, id))).toEqual(['#ends'])
    expect(hrefs(contractIn({ ...sent, ends: '2027-02-30' }, id))).toEqual(['#ends'])
    expect(contractIn({ ...sent, ends: '2027-02-01' }, id)).toMatchObject({ value: { supplier: id } })
  })

  test('of a price', () => {
    expect(hrefs(priceIn({}, [contract]))).toEqual(['#contract', '#from', '#price', '#vat'])
    const sent = { act: id, contract: id, from: '2026-06-01', price: '12.72', vat: 'excluding VAT' }
    expect(priceIn(sent, [contract])).toMatchObject({ value: { pence: 1272, vat: 'excluding VAT' } })
    expect(hrefs(priceIn({ ...sent, from: '2028-01-01' }, [contract]))).toEqual(['#from'])
    expect(hrefs(priceIn(sent, []))).toEqual(['#contract'])
  })
})

describe('how a batch came', () => {
  const due = { dueOn: '2026-03-01' }

  test.each([
    [came('2026-03-01'), 'on time'],
    [came('2026-02-20'), 'on time'],
    [came('2026-03-02'), '1 day late'],
    [came(null), '9 days late so far'],
    [undefined, 'not known'],
  ])('%j is %s', (delivered, words) => expect(lateInWords(due, delivered, '2026-03-10')).toBe(words))

  test('a batch that is not due yet says when it is', () => {
    expect(lateInWords(due, came(null), '2026-02-10')).toBe('due on 1 March 2026')
    expect(lateInWords({ dueOn: null }, came(null), '2026-02-10')).toBe('not known')
  })

  test('short is what was ordered and did not come, where both are known', () => {
    expect(shortBy({ ordered: 50 }, came('2026-03-01', 47))).toBe(3)
    expect(shortBy({ ordered: 50 }, came('2026-03-01', 52))).toBe(0)
    expect(shortBy({ ordered: null }, came('2026-03-01', 47))).toBeNull()
    expect(shortBy({ ordered: 50 }, undefined)).toBeNull()
  })
})

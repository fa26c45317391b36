import { createHash } from 'node:crypto'
import { duesOf } from '@mettrace/money/publication/duties'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../../test/database.ts'
import { moneyPeople, putBudget, testYear } from '../../../../../../test/money-things.ts'
import type { TestPerson } from '../../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { addIncome } from '../income.ts'
import { approveInvoice, enterInvoice, pay } from '../invoices.ts'
import { addPayee, decideOrder, placeOrder, receive } from '../orders.ts'
import { tableIn } from './contents.ts'
import {
  checkPublication,
  draftPublication,
  markPerson,
  publicationOf,
  publications,
  releasePublication,
  sayValue,
} from './publications.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)

let [orla, ruth, adam] = [] as unknown as [TestPerson, TestPerson, TestPerson]
let line: string
const as = <T>({ actor }: TestPerson, work: (tx: Transaction, by: string) => Promise<T>): Promise<T> =>
  database.withActor(actor, 'a test of publication', (tx) => work(tx, actor.id))

beforeAll(async () => {
  const people = await moneyPeople(database, owner)
  ;[orla, ruth, adam] = people as [TestPerson, TestPerson, TestPerson]
  line = (await putBudget(database, people, 'P', [100_000_000])).lines[0]!
})

let number = 0
/** A payment of so many pence with VAT, from its order on. Returns the order and the payee. */
const paid = async (
  title: string,
  pence: number,
  paidOn: string,
  { payee = uuidv7(), name = `Firm ${title}`, contract = null as string | null, net = pence } = {},
): Promise<{ order: string; payee: string }> => {
  number += 1
  const [order, invoice, approval] = [uuidv7(), uuidv7(), uuidv7()]
  await as(orla, async (tx, by) => {
    if (contract === null) await addPayee(tx, by, { id: payee, name })
    await placeOrder(tx, by, {
      id: order,
      payee,
      contract,
      title,
      orderedOn: '2026-04-10',
      lines: [{ line, year: testYear, what: title, quantity: 1, pence: net, per: 1, isKits: false }],
    })
  })
  await as(adam, (tx, by) => decideOrder(tx, by, { order }))
  const [orderLine] = (
    await owner.query<{ id: string }>('select id from account.order_line where purchase_order = $1', [order])
  ).rows
  const ordered = orderLine!.id
  await as(ruth, (tx, by) =>
    receive(tx, by, { id: uuidv7(), orderLine: ordered, quantity: 1, receivedOn: '2026-04-11', batch: null }),
  )
  await as(orla, (tx, by) =>
    enterInvoice(tx, by, {
      id: invoice,
      payee,
      kind: 'invoice',
      credits: null,
      number: `INV-${number}`,
      datedOn: '2026-04-12',
      validOn: '2026-04-12',
      lines: [{ orderLine: ordered, what: title, quantity: 1, net, vat: pence - net }],
    }),
  )
  const [invoiceLine] = (
    await owner.query<{ id: string }>('select id from account.invoice_line where invoice = $1', [invoice])
  ).rows
  const lines = [{ invoiceLine: invoiceLine!.id, quantity: 1, because: null }]
  await as(adam, (tx, by) => approveInvoice(tx, by, { id: approval, invoice, lines }))
  await as(orla, (tx, by) => pay(tx, by, { id: uuidv7(), approval, paidOn, reference: `BACS ${number}` }))
  return { order, payee }
}

const may = { kind: 'items', first: '2026-05-01', last: '2026-05-31', contract: null } as const
const valued = (order: string, reason = 'Lowest of three quotes'): Promise<void> =>
  as(orla, (tx, by) => sayValue(tx, by, { id: uuidv7(), order, reason }))
const draft = async (who = orla, of: Parameters<typeof draftPublication>[3] = may): Promise<string> => {
  const id = uuidv7()
  await as(who, (tx, by) => draftPublication(tx, by, id, of, []))
  return id
}
const tableOf = async (id: string): Promise<string[][]> =>
  tableIn((await as(orla, (tx) => publicationOf(tx, id)))!.content)

describe('items of May', () => {
  test('£500.01 with recipient, purpose and reason, and not £500.00; a person is withheld, a formula is text', async () => {
    await paid('Stickers', 50_000, '2026-05-10')
    const { order } = await paid('Lamps', 50_001, '2026-05-11', { name: 'North Marking' })
    await expect(draft()).rejects.toThrow('Missing: Why “Lamps” is good value for money.')
    await valued(order)
    const formula = await paid('=HYPERLINK("http://x")', 60_000, '2026-05-12', {
      name: '+44 Ltd',
      net: 50_000,
    })
    await valued(formula.order, '@best')
    const person = await paid('Interpreting', 70_000, '2026-05-13', { name: 'Pat Example' })
    await valued(person.order)
    await as(orla, (tx, by) => markPerson(tx, by, person.payee))
    await paid('Next month', 90_000, '2026-06-01')
    const id = await draft()
    expect(await tableOf(id)).toEqual([
      ['paid_on', 'recipient', 'purpose', 'value_for_money', 'contract', 'paid_gbp', 'of_which_vat_gbp'],
      ['2026-05-11', 'North Marking', 'Lamps', 'Lowest of three quotes', '', '500.01', '0.00'],
      ['2026-05-12', "'+44 Ltd", `'=HYPERLINK("http://x")`, "'@best", '', '600.00', '100.00'],
      ['2026-05-13', 'Withheld: a person', 'Interpreting', 'Lowest of three quotes', '', '700.00', '0.00'],
    ])
  })

  test('are checked by a second person, published as they were checked, and corrected by the next version', async () => {
    const [first] = await as(orla, (tx) => publications(tx))
    const { id } = first!
    const publish = (which = id): Promise<void> =>
      as(orla, (tx, by) => releasePublication(tx, by, { id: which, foundAt: 'https://example.org/may' }))
    await expect(publish()).rejects.toThrow('A second person has not checked it.')
    await expect(as(orla, (tx, by) => checkPublication(tx, by, { id }))).rejects.toThrow('You drafted it')
    await expect(draft()).rejects.toThrow('A draft of it is open.')
    await as(ruth, (tx, by) => checkPublication(tx, by, { id }))
    // What is found after the check is not published unseen.
    const late = await paid('Late', 80_000, '2026-05-30')
    await valued(late.order)
    await expect(publish()).rejects.toThrow('The entries have changed since it was drafted.')
    await owner.query(`set mettrace.change_by = 'a test'`)
    await owner.query('update account.payment set paid_on = $1 where pence = 80000', ['2026-06-02'])
    await publish()
    await expect(draft()).rejects.toThrow('It is published as the entries are now.')
    await owner.query('update account.payment set paid_on = $1 where pence = 80000', ['2026-05-30'])
    const next = await draft()
    expect(await as(orla, (tx) => publicationOf(tx, next))).toMatchObject({ version: 2, lines: 4 })
    await as(ruth, (tx, by) => checkPublication(tx, by, { id: next, sentBackBecause: 'a word is wrong' }))
    const third = await draft()
    await as(ruth, (tx, by) => checkPublication(tx, by, { id: third }))
    await publish(third)
    const { content, digest } = (await as(orla, (tx) => publicationOf(tx, third)))!
    expect(digest).toBe(createHash('sha256').update(content).digest('hex'))
    // The first stays as it was published.
    expect(await tableOf(id)).toHaveLength(4)
    await owner.query(`reset mettrace.change_by`)
  })

  test('never name a person, whatever the words of an order say', async () => {
    const { order } = await paid('Thanks to pat example', 90_000, '2026-05-20')
    await valued(order)
    await expect(draft()).rejects.toThrow('It would name a payee who is a person.')
  })

  test('of two drafts at the same moment one is made', async () => {
    const june = { ...may, first: '2026-06-01', last: '2026-06-30' }
    for (const { id } of (
      await owner.query<{ id: string }>(
        `select o.id from account.purchase_order o where not exists (select from account.order_value v where v.purchase_order = o.id)`,
      )
    ).rows)
      await valued(id)
    const tried = await Promise.allSettled([draft(orla, june), draft(ruth, june)])
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

const contract = async (begunOn: string | null): Promise<{ id: string; payee: string }> => {
  const [id, payee] = [uuidv7(), uuidv7()]
  await as(orla, (tx, by) => addPayee(tx, by, { id: payee, name: `Payee ${payee}` }))
  await owner.query(
    `insert into account.contract (id, payee, reference, title, starts_on, ends_on, net_pence, vat_pence, begun_on, actor)
     values ($1, $2, $3, 'Kits', '2026-04-01', '2031-03-31', 466666667, 93333333, $4, 'test')`,
    [id, payee, `C-${id}`, begunOn],
  )
  return { id, payee }
}
describe('under the Procurement Act 2023', () => {
  const quarter = { kind: 'payments', first: '2026-07-01', last: '2026-09-30', contract: null } as const

  test('payments over £30,000 of a quarter, with VAT, and none of an older procurement', async () => {
    const [under, before, unknown] = [
      await contract('2025-02-24'),
      await contract('2025-02-23'),
      await contract(null),
    ]
    for (const [title, pence, of] of [
      ['exactly', 3_000_000, under],
      ['above', 3_000_001, under],
      ['older', 3_100_000, before],
      ['not known', 3_200_000, unknown],
    ] as const) {
      const { order } = await paid(title, pence, '2026-07-15', { payee: of.payee, contract: of.id })
      await valued(order)
    }
    const [, ...rows] = await tableOf(await draft(orla, quarter))
    expect(rows.map((row) => [row[2], row[5]])).toEqual([['above', '30000.01']])
    const dues = duesOf({
      from: '2026-04-10',
      today: '2026-10-01',
      contracts: [
        {
          id: under.id,
          begunOn: '2025-02-24',
          startsOn: '2026-04-01',
          endsOn: '2031-03-31',
          grossPence: 560_000_000,
        },
      ],
    })
    expect(dues.filter(({ kind }) => kind === 'payments').map(({ due }) => due)).toEqual([
      '2026-07-30',
      '2026-10-30',
    ])
  })

  test('a compliance notice counts the days of these payments alone', async () => {
    const half = { kind: 'compliance', first: '2026-04-01', last: '2026-09-30', contract: null } as const
    const [, ...rows] = await tableOf(await draft(orla, half))
    // Two payments, each on the 95th day where 12 April is the first.
    expect(Object.fromEntries(rows)).toMatchObject({
      payments: '2',
      'average days from a valid invoice': '95',
      'per cent within 30 days': '0.0',
      'per cent after 60 days': '100.0',
      'paid after 30 days, GBP': '60000.01',
    })
  })

  test('fewer than three indicators are none', async () => {
    const { id } = await contract('2025-03-01')
    const of = { kind: 'indicators', first: '2026-04-01', last: '2026-04-01', contract: id } as const
    const make = (typed: string[]) => as(orla, (tx, by) => draftPublication(tx, by, uuidv7(), of, typed))
    await expect(make(['one', 'two'])).rejects.toThrow('At least three indicators')
    await make(['Kits within 10 days', 'Faults below 1%', 'Answers within a day'])
  })
})

test('a sponsor is published with conditions and the conflict that was declared', async () => {
  const sponsor = {
    id: uuidv7(),
    year: 2027,
    source: 'North Marking',
    pence: 5_000_000,
    conditions: 'Kits for Harrow alone',
    conflict: 'It supplies the kits',
    receivedOn: '2026-11-03',
  }
  for (let sent = 0; sent < 2; sent += 1) await as(orla, (tx, by) => addIncome(tx, by, sponsor))
  const of = { kind: 'income', first: '2027-04-01', last: '2028-03-31', contract: null } as const
  expect(await tableOf(await draft(orla, of))).toEqual([
    ['source', 'received_on', 'amount_gbp', 'conditions', 'declared_conflict_of_interest'],
    ['North Marking', '2026-11-03', '50000.00', 'Kits for Harrow alone', 'It supplies the kits'],
  ])
})

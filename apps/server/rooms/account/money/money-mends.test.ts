import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { wrongWithMoney, type MoneyOf } from '../../../../../test/money-check.ts'
import { moneyPeople, putBatch, putBudget, putSupplier, testYear } from '../../../../../test/money-things.ts'
import type { TestPerson } from '../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { changeBudget, decideBudget } from './budgets.ts'
import { linesOfYear } from './figures.ts'
import { approveInvoice, enterInvoice, pay, takeBackInvoice, type NewInvoice } from './invoices.ts'
import { journalOf, type Posting } from './journal.ts'
import { decideOrder, placeOrder, receive, takeBackReceipt } from './orders.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)

let [orla, ruth, adam] = [] as unknown as [TestPerson, TestPerson, TestPerson]
let people: Awaited<ReturnType<typeof moneyPeople>>
beforeAll(async () => {
  people = await moneyPeople(database, owner)
  ;[orla, ruth, adam] = people as [TestPerson, TestPerson, TestPerson]
})

const as = <T>({ actor }: TestPerson, work: (tx: Transaction, by: string) => Promise<T>): Promise<T> =>
  database.withActor(actor, 'a test of money', (tx) => work(tx, actor.id))

let name = 0
let of: MoneyOf & { supplier: string; contract: string }
beforeEach(async () => {
  name += 1
  const made = await putSupplier(owner, `S${name}`)
  of = { ...made, ...(await putBudget(database, people, `M${name}`, [10_000_000], made.supplier)) }
})

/** An approved order of one line. Returns the line. */
const ordered = async (
  quantity: number,
  pence: number,
  { isKits = false, year = testYear }: { isKits?: boolean; year?: number } = {},
): Promise<string> => {
  const id = uuidv7()
  await as(orla, (tx, by) =>
    placeOrder(tx, by, {
      id,
      payee: of.payee,
      contract: null,
      title: 'Lamps',
      orderedOn: '2026-05-01',
      lines: [{ line: of.lines[0]!, year, what: 'lamps', quantity, pence, per: 1, isKits }],
    }),
  )
  await as(adam, (tx, by) => decideOrder(tx, by, { order: id }))
  const { rows } = await owner.query<{ id: string }>(
    'select id from account.order_line where purchase_order = $1',
    [id],
  )
  return rows[0]!.id
}

const came = async (orderLine: string, quantity: number, batch: string | null = null): Promise<string> => {
  const id = uuidv7()
  await as(ruth, (tx, by) => receive(tx, by, { id, orderLine, quantity, receivedOn: '2026-05-02', batch }))
  return id
}

type Part = { quantity: number; net: number; vat?: number }
const entered = async (
  number: string,
  orderLine: string,
  { quantity, net, vat = Math.round(net / 5) }: Part,
  credits: string | null = null,
): Promise<{ id: string; line: string; quantity: number }> => {
  const id = uuidv7()
  const invoice: NewInvoice = {
    id,
    payee: of.payee,
    kind: credits === null ? 'invoice' : 'credit note',
    credits,
    number,
    datedOn: '2026-05-03',
    validOn: '2026-05-04',
    lines: [{ orderLine, what: 'lamps', quantity, net, vat }],
  }
  await as(orla, (tx, by) => enterInvoice(tx, by, invoice))
  const { rows } = await owner.query<{ id: string }>(
    'select id from account.invoice_line where invoice = $1',
    [id],
  )
  return { id, line: rows[0]!.id, quantity }
}

const approve = async (
  invoice: { id: string; line: string; quantity: number },
  because: string | null = null,
): Promise<string> => {
  const id = uuidv7()
  const lines = [{ invoiceLine: invoice.line, quantity: invoice.quantity, because }]
  await as(adam, (tx, by) => approveInvoice(tx, by, { id, invoice: invoice.id, lines }))
  return id
}

const paid = (approval: string): Promise<void> =>
  as(orla, (tx, by) => pay(tx, by, { id: uuidv7(), approval, paidOn: '2026-05-20', reference: 'BACS 1' }))

const figures = async () => {
  const lines = await as(orla, (tx) => linesOfYear(tx, testYear))
  return lines.find(({ id }) => id === of.lines[0])!
}
const nothingWrong = async (): Promise<void> => expect(await wrongWithMoney(owner, of)).toEqual([])

const asked = async (pence: number): Promise<string> => {
  const id = uuidv7()
  const lines = [{ line: of.lines[0]!, pence }]
  await as(orla, (tx, by) => changeBudget(tx, by, { id, year: testYear, source: 'PCD 9001', lines }))
  return id
}

describe('a change of a budget', () => {
  test('moves nothing before a second person approves it, and then once', async () => {
    const change = await asked(500_000)
    expect(await figures()).toMatchObject({ budget: 10_000_000 })
    await expect(as(orla, (tx, by) => decideBudget(tx, by, { change }))).rejects.toThrow(
      'You entered this change: a second person decides.',
    )
    await as(ruth, (tx, by) => decideBudget(tx, by, { change }))
    expect(await figures()).toMatchObject({ budget: 10_500_000 })
    await expect(as(adam, (tx, by) => decideBudget(tx, by, { change }))).rejects.toThrow('decided before')
    await nothingWrong()
  })

  test('that is refused moves nothing, and takes no line afterwards', async () => {
    const change = await asked(500_000)
    await as(ruth, (tx, by) => decideBudget(tx, by, { change, refusedBecause: 'not now' }))
    expect(await figures()).toMatchObject({ budget: 10_000_000 })
    const other = await putBudget(database, people, `O${name}`, [1])
    const lines = [{ line: other.lines[0]!, pence: 1 }]
    await expect(
      as(orla, (tx, by) => changeBudget(tx, by, { id: change, year: testYear, source: 'PCD 1', lines })),
    ).rejects.toThrow('takes no line more')
  })

  test('takes no more away than is left when it is approved', async () => {
    const change = await asked(-6_000_000)
    await ordered(1, 5_000_000)
    await expect(as(ruth, (tx, by) => decideBudget(tx, by, { change }))).rejects.toThrow(
      '£50,000.00 is left on this line',
    )
    await nothingWrong()
  })
})

describe('a credit note', () => {
  test('is no more than its invoice, whatever else of the order is invoiced', async () => {
    const line = await ordered(100, 1000)
    await came(line, 100)
    const first = await entered('INV-1', line, { quantity: 40, net: 40_000 })
    await approve(first)
    await approve(await entered('INV-2', line, { quantity: 60, net: 60_000 }))
    await approve(await entered('CN-1', line, { quantity: 0, net: 30_000 }, first.id))
    await expect(
      entered('CN-2', line, { quantity: 0, net: 10_001 }, first.id).then((note) => approve(note)),
    ).rejects.toThrow('£100.00 of that is left')
    await expect(
      entered('CN-3', line, { quantity: 41, net: 10_000 }, first.id).then((note) => approve(note)),
    ).rejects.toThrow('More is credited')
    await approve(await entered('CN-4', line, { quantity: 40, net: 10_000 }, first.id))
    expect(await figures()).toMatchObject({ spent: 60_000 })
    await nothingWrong()
  })

  test('is of an invoice of the same payee', async () => {
    const line = await ordered(10, 1000)
    const { payee } = await putBudget(database, people, `P${name}`, [1])
    const invoice = { id: uuidv7(), payee, kind: 'credit note', number: 'CN-1' } as const
    const days = { datedOn: '2026-05-03', validOn: '2026-05-04' }
    const lines = [{ orderLine: line, what: 'lamps', quantity: 1, net: 1, vat: 0 }]
    const first = await entered('INV-1', line, { quantity: 1, net: 1000 })
    const enter = (credits: string | null) =>
      as(orla, (tx, by) => enterInvoice(tx, by, { ...invoice, ...days, credits, lines }))
    await expect(enter(first.id)).rejects.toThrow('of another payee')
    await expect(enter(null)).rejects.toThrow('A credit note is of an invoice')
  })
})

const back = (invoice: string) =>
  as(orla, (tx, by) => takeBackInvoice(tx, by, { invoice, reason: 'mistyped' }))

describe('what was entered wrongly is taken back', () => {
  test('a receipt: it counts no more, and the kits can be received again', async () => {
    const batch = await putBatch(owner, `B${name}`, 10, of.contract)
    const line = await ordered(10, 1000, { isKits: true })
    const receipt = await came(line, 10, batch)
    await expect(came(line, 1, batch)).rejects.toThrow('Supply registered 0 kits')
    await expect(
      as(adam, (tx, by) => takeBackReceipt(tx, by, { receipt, reason: 'miscounted' })),
    ).rejects.toThrow('You approved it')
    await as(ruth, (tx, by) => takeBackReceipt(tx, by, { receipt, reason: 'miscounted' }))
    expect(await figures()).toMatchObject({ committed: 10_000, accrued: 0 })
    await expect(
      as(ruth, (tx, by) => takeBackReceipt(tx, by, { receipt, reason: 'miscounted' })),
    ).rejects.toThrow('taken back before')
    await came(line, 9, batch)
    expect(await figures()).toMatchObject({ committed: 1000, accrued: 9000 })
    await nothingWrong()
  })

  test('an invoice: what was approved is undone, its number is free, and nothing of it can be paid', async () => {
    const line = await ordered(10, 1000)
    await came(line, 10)
    const wrong = await entered('INV-7', line, { quantity: 10, net: 10_000 })
    const approval = await approve(wrong)
    await as(orla, (tx, by) => takeBackInvoice(tx, by, { invoice: wrong.id, reason: 'mistyped' }))
    expect(await figures()).toMatchObject({ committed: 0, accrued: 10_000, spent: 0, vat: 0 })
    await expect(paid(approval)).rejects.toThrow('This invoice was taken back.')
    await expect(approve(wrong)).rejects.toThrow('This invoice was taken back.')
    await paid(await approve(await entered('INV 7', line, { quantity: 10, net: 10_000 })))
    expect(await figures()).toMatchObject({ accrued: 0, spent: 10_000, vat: 2000 })
    await nothingWrong()
  })

  test('but neither what is paid, nor what a credit note is of', async () => {
    const line = await ordered(10, 1000)
    await came(line, 10)
    const first = await entered('INV-1', line, { quantity: 5, net: 5000 })
    const second = await entered('INV-2', line, { quantity: 5, net: 5000 })
    await paid(await approve(first))
    await approve(second)
    const note = await entered('CN-1', line, { quantity: 1, net: 1000 }, second.id)
    await approve(note)
    await expect(back(first.id)).rejects.toThrow('It is paid.')
    await expect(back(second.id)).rejects.toThrow('A credit note of it is approved.')
    await back(note.id)
    await back(second.id)
    expect(await figures()).toMatchObject({ accrued: 5000, spent: 5000 })
    await nothingWrong()
  })

  test('and either it is paid or it is taken back, when both are tried at once', async () => {
    const line = await ordered(10, 1000)
    await came(line, 10)
    for (let at = 0; at < 10; at += 1) {
      const invoice = await entered(`INV-${at}`, line, { quantity: 1, net: 1000 })
      const approval = await approve(invoice)
      const tried = await Promise.allSettled([
        paid(approval),
        as(ruth, (tx, by) => takeBackInvoice(tx, by, { invoice: invoice.id, reason: 'mistyped' })),
      ])
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    await nothingWrong()
  })
})

describe('a price beyond the order', () => {
  test.each([
    // 1% of £100.00 is £1.00, and less than £25.
    [1, 10_000, 10_100, 10_101],
    // £25 is less than 1% of £10,000.
    [1, 1_000_000, 1_002_500, 1_002_501],
  ])('of %s at %s pence may be the smaller of 1% and £25', async (quantity, price, most, more) => {
    const line = await ordered(2 * quantity, price)
    await came(line, 2 * quantity)
    await expect(entered('INV-1', line, { quantity, net: more }).then((one) => approve(one))).rejects.toThrow(
      /It costs £.* more than the order says/,
    )
    await approve(await entered('INV-2', line, { quantity, net: most }))
  })

  test('is added up for the line of the order, however many invoices it is hidden in', async () => {
    const line = await ordered(4, 500_000)
    await came(line, 4)
    await approve(await entered('INV-1', line, { quantity: 1, net: 502_500 }))
    await expect(
      entered('INV-2', line, { quantity: 1, net: 500_001 }).then((one) => approve(one)),
    ).rejects.toThrow('It costs £25.01 more than the order says')
    await approve(await entered('INV-3', line, { quantity: 1, net: 500_000 }))
    await approve(await entered('INV-4', line, { quantity: 1, net: 510_000 }), 'agreed with the buyer')
    await approve(await entered('INV-5', line, { quantity: 1, net: 500_000 }))
    await nothingWrong()
  })
})

test('kits of a batch are received on an order from the supplier who made them alone', async () => {
  const other = await putSupplier(owner, `T${name}`)
  const line = await ordered(10, 1000, { isKits: true })
  for (const batch of [
    await putBatch(owner, `B${name}`, 10, other.contract),
    await putBatch(owner, `E${name}`, 10),
  ])
    await expect(came(line, 1, batch)).rejects.toThrow('Another supplier than the one it was ordered from')
  await came(line, 10, await putBatch(owner, `R${name}`, 10, of.contract))
})

const inAccount = (postings: readonly Posting[], account: string): number =>
  postings.filter((each) => each.account === account).reduce((sum, each) => sum + each.debit - each.credit, 0)

describe('the journal', () => {
  test('is of the year of the order: what is spent and accrued, less what is paid beforehand, and each document balances', async () => {
    const [before, journal] = [testYear, (year: number) => as(orla, (tx) => journalOf(tx, year))]
    const line = await ordered(10, 1000)
    await came(line, 6)
    await paid(await approve(await entered(`J-${name}`, line, { quantity: 4, net: 4000 })))
    const wrong = await entered(`K-${name}`, line, { quantity: 1, net: 1000 })
    await approve(wrong)
    await as(orla, (tx, by) => takeBackInvoice(tx, by, { invoice: wrong.id, reason: 'mistyped' }))
    const early = await ordered(3, 1000)
    await approve(await entered(`L-${name}`, early, { quantity: 2, net: 2000 }), 'paid beforehand')
    const postings = await journal(before)
    const { name: account, spent, accrued, prepaid } = await figures()
    expect([spent, accrued, prepaid]).toEqual([6000, 2000, 2000])
    expect(inAccount(postings, account)).toBe(spent + accrued - prepaid)
    for (const [document, sides] of Map.groupBy(postings, (each) => each.document))
      expect([document, sides.reduce((sum, { debit, credit }) => sum + debit - credit, 0)]).toEqual([
        document,
        0,
      ])
    expect(postings.map(({ document }) => document)).toContain(`K-${name} taken back`)
    expect(postings.every(({ day }) => day >= '2026-04-01' && day <= '2027-03-31')).toBe(true)
  })

  test('has an invoice that is approved after the year in that year, on its last day', async () => {
    const lines = [{ line: of.lines[0]!, pence: 50_000 }]
    const change = uuidv7()
    await as(orla, (tx, by) => changeBudget(tx, by, { id: change, year: 2025, source: 'PCD 536', lines }))
    await as(ruth, (tx, by) => decideBudget(tx, by, { change }))
    const line = await ordered(1, 1000, { year: 2025 })
    await came(line, 1)
    await approve(await entered(`Y-${name}`, line, { quantity: 1, net: 1000 }))
    const of2025 = (await as(orla, (tx) => journalOf(tx, 2025))).filter(
      ({ document }) => document === `Y-${name}`,
    )
    expect(of2025.map(({ day, debit, credit }) => [day, debit, credit])).toEqual([
      ['2026-03-31', 0, 1200],
      ['2026-03-31', 1000, 0],
      ['2026-03-31', 200, 0],
    ])
    const of2026 = await as(orla, (tx) => journalOf(tx, testYear))
    expect(of2026.map(({ document }) => document)).not.toContain(`Y-${name}`)
  })
})

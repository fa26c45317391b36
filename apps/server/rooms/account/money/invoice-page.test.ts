import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { moneyPeople, putMoneyThings } from '../../../../../test/money-things.ts'
import { withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { disputeInvoice } from './disputes.ts'
import { enterInvoice, takeBackInvoice } from './invoices.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let person: TestPerson
let page: string
beforeAll(async () => {
  const [first] = await moneyPeople(database, owner)
  person = first!
  page = `/account/money/invoices/${(await putMoneyThings(owner)).invoice}`
})

const shown = async (url = page): Promise<string> => (await app.inject({ url, headers: person.headers })).body
const post = (what: string, form: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: `${page}/${what}`,
    headers: { ...person.headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
const valueIn = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
const disputes = async () =>
  (
    await owner.query<{ id: string; reason: string; until: string | null }>(
      `select d.id, d.reason, e.until_day::text as until from account.dispute d
       left join account.dispute_end e on e.dispute = d.id order by d.at`,
    )
  ).rows

test('a dispute is opened once and settled once, however often its form is sent', async () => {
  const opening = { deed: 'open', act: uuidv7(), from: '2026-01-10', reason: 'Lamps are broken' }
  expect((await post('disputes', opening)).statusCode).toBe(303)
  expect((await post('disputes', opening)).statusCode).toBe(303)
  const other = await post('disputes', { ...opening, act: uuidv7(), reason: 'Lamps are late' })
  expect(other.statusCode).toBe(409)
  expect(other.body).toContain('Nothing was done. This invoice is in dispute already.')
  expect(await disputes()).toMatchObject([{ reason: 'Lamps are broken', until: null }])

  const form = await shown()
  const settling = { deed: valueIn(form, 'deed'), dispute: valueIn(form, 'dispute') }
  expect(settling).toEqual({ deed: 'settle', dispute: (await disputes())[0]!.id })
  const early = await post('disputes', { ...settling, from: '2026-01-09' })
  expect(early.body).toContain('It cannot be settled before the day on which it began.')
  expect((await post('disputes', { ...settling, from: '2026-01-15' })).statusCode).toBe(303)
  const again = await post('disputes', { ...settling, from: '2026-01-20' })
  expect(again.statusCode).toBe(409)
  expect(again.body).toContain('Nothing was done. This dispute was settled before.')
  // What opened it, sent once more, opens no other.
  expect((await post('disputes', opening)).statusCode).toBe(303)
  expect(await disputes()).toMatchObject([{ until: '2026-01-15' }])

  const nothing = await post('disputes', { ...settling, dispute: uuidv7(), from: '2026-01-20' })
  expect(nothing.body).toContain('There is no such dispute of this invoice.')
  expect((await post('disputes', { from: '2026-01-20', reason: 'x' })).statusCode).toBe(400)
})

test('of two disputes at the same moment the second sees the first', async () => {
  const invoice = page.split('/').at(-1)!
  const dispute = (reason: string, meanwhile = (): unknown => undefined): Promise<void> =>
    database.withActor(person.actor, 'a dispute', async (tx) => {
      await disputeInvoice(tx, person.actor.id, { id: uuidv7(), invoice, from: '2026-01-20', reason })
      await meanwhile()
    })
  let second: Promise<string> | undefined
  await dispute('the first', async () => {
    second = dispute('the second').then(() => 'opened', String)
    await setTimeout(300)
  })
  expect(await second).toContain('This invoice is in dispute already.')
  const open = (await disputes()).filter(({ until }) => until === null)
  expect(open).toMatchObject([{ reason: 'the first' }])
  await post('disputes', { deed: 'settle', dispute: open[0]!.id, from: '2026-01-20' })
})

test('an invoice is paid when all of it is, with its VAT', async () => {
  const approve = async (quantity: string, because: string): Promise<void> => {
    const name = /name="(quantity-[^"]*)"/.exec(await shown())![1]!
    expect((await post('approvals', { act: uuidv7(), [name]: quantity, because })).statusCode).toBe(303)
  }
  const payment = async (paid: string): Promise<void> => {
    const form = { act: uuidv7(), approval: valueIn(await shown(), 'approval'), paid, reference: `L ${paid}` }
    expect((await post('payments', form)).statusCode).toBe(303)
  }
  await approve('990', '')
  await approve('10', 'The rest is on its way')
  await payment('2026-01-27')
  // Five days of 7 January to 5 February were in dispute.
  expect(await shown()).toMatch(/<strong>Approved, to pay<\/strong>, was due on 10 February 2026\./)
  expect(await shown('/account/money/invoices')).not.toContain('paid in')
  await payment('2026-01-28')
  expect(await shown()).toMatch(/<strong>Paid<\/strong>, paid in 21 days, 5 of them in dispute\./)
})

test('an invoice that was taken back is no longer due', async () => {
  const { rows } = await owner.query<{ payee: string; line: string }>(
    `select i.payee, l.order_line as line from account.invoice i join account.invoice_line l on l.invoice = i.id where i.id = $1`,
    [page.split('/').at(-1)],
  )
  const { payee, line } = rows[0]!
  const id = uuidv7()
  await database.withActor(person.actor, 'a test of money', async (tx) => {
    await enterInvoice(tx, person.actor.id, {
      id,
      payee,
      kind: 'invoice',
      credits: null,
      number: 'TB-1',
      datedOn: '2026-01-03',
      validOn: '2026-01-04',
      lines: [{ orderLine: line, what: 'Signs', quantity: 1, net: 100, vat: 20 }],
    })
    await takeBackInvoice(tx, person.actor.id, { invoice: id, reason: 'mistyped' })
  })
  const body = await shown(`/account/money/invoices/${id}`)
  expect([body.includes('Taken back'), body.includes('due on'), body.includes('To match')]).toEqual([
    true,
    false,
    false,
  ])
  const row = (await shown('/account/money/invoices')).split('<tr>').find((each) => each.includes('TB-1'))
  expect(row).toContain('taken back')
  expect(row).not.toContain('due on')
})

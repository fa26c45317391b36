import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { moneyPeople, putBatch, putBudget, putSupplier } from '../../../../../test/money-things.ts'
import { withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { decideOrder, placeOrder, receive } from './orders.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => new Date('2026-12-01T12:00Z')),
})
afterAll(() => app.close())

let people: Awaited<ReturnType<typeof moneyPeople>>
let of: { payee: string; lines: string[] }
let contract: string
beforeAll(async () => {
  people = await moneyPeople(database, owner)
  const made = await putSupplier(owner, 'North Marking')
  contract = made.contract
  of = await putBudget(database, people, 'F', [10_000_000], made.supplier)
})

const shown = async (url: string): Promise<string> =>
  (await app.inject({ url, headers: people[0].headers })).body.replaceAll(/\s+/g, ' ')

/** Kits at £10 each that are ordered on a day. Returns the line. */
const order = async (orderedOn: string, quantity: number): Promise<string> => {
  const [orla, , adam] = people as [TestPerson, TestPerson, TestPerson]
  const id = uuidv7()
  const line = { line: of.lines[0]!, year: 2026, what: 'kits', quantity, pence: 1000, per: 1, isKits: true }
  await database.withActor(orla.actor, 'an order', (tx) =>
    placeOrder(tx, orla.actor.id, {
      id,
      payee: of.payee,
      contract: null,
      title: 'Kits',
      orderedOn,
      lines: [line],
    }),
  )
  await database.withActor(adam.actor, 'an order', (tx) => decideOrder(tx, adam.actor.id, { order: id }))
  const { rows } = await owner.query<{ id: string }>(
    'select id from account.order_line where purchase_order = $1',
    [id],
  )
  return rows[0]!.id
}

test('of two full months it says that it cannot tell', async () => {
  await order('2026-10-10', 1000)
  await order('2026-11-10', 1000)
  const page = await shown('/account/money/forecast')
  expect(page).toContain('Forecast 2026/27: cannot tell yet')
  expect(page).toContain('cannot tell: 2 full months are known, and 3 are needed')
  // Nothing has come yet: that is no price of £0.
  expect(page).toMatch(/A home with a kit<\/th><td class="mettrace-number">not known: no cost is on record</)
})

test('of three steady months it goes on at their pace, and says what a kit costs and the rest buys', async () => {
  const [, ruth] = people as [TestPerson, TestPerson]
  const orderLine = await order('2026-09-10', 1000)
  const batch = await putBatch(owner, 'B-1', 400, contract)
  await database.withActor(ruth.actor, 'a receipt', (tx) =>
    receive(tx, ruth.actor.id, { id: uuidv7(), orderLine, quantity: 400, receivedOn: '2026-09-20', batch }),
  )
  const page = await shown('/account/money/forecast')
  // £10,000 in each of three months, and four whole months to come: 1 December is all of December.
  expect(page).toContain('£70,000 of £100,000 by 31 March 2027')
  expect(page).toContain('£70,000 to £70,000')
  expect(page).toMatch(
    /A kit<\/th><td class="mettrace-number">£10<\/td>.*£4,000<\/a><\/td><td>400 kits that came/,
  )
  expect(page).toMatch(
    /A burglary prevented, money alone<\/th><td class="mettrace-number">not known: no report is published/,
  )
  expect(page).toContain('£70,000 left this year on Line F 0')
  expect(page).toMatch(
    /£10 <strong>\(latest order\)<\/strong><\/td><td class="mettrace-number">7,000<\/td><td class="mettrace-number">8,235/,
  )
  const [, link = ''] = /href="([^"]*entries[^"]*kits=yes[^"]*)"/.exec(page) ?? []
  expect(await shown(link.replaceAll('&amp;', '&'))).toContain('£4,000 of what came')
})

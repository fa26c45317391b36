import type pg from 'pg'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { addBudgetLine, changeBudget, decideBudget } from '../apps/server/rooms/account/money/budgets.ts'
import { addPayee } from '../apps/server/rooms/account/money/orders.ts'
import { neverOver, signIn, type TestPerson } from './signed-in.ts'

export const testYear = 2026

/** Three of finance, a programme lead and the keeper of the central store, who stay signed in. */
export const moneyPeople = async (
  database: Database,
  owner: pg.Client,
): Promise<[TestPerson, TestPerson, ...TestPerson[]]> => {
  const people: TestPerson[] = []
  for (const [role, name] of [
    ['finance', 'Orla Finance'],
    ['finance', 'Ruth Finance'],
    ['finance', 'Adam Finance'],
    ['programme_lead', 'Lena Lead'],
    ['store_keeper', 'Sam Store'],
  ] as const)
    people.push(await signIn(database, role, { name }))
  for (const person of people) await neverOver(owner, person)
  return people as [TestPerson, TestPerson, ...TestPerson[]]
}

/** A supplier of kits with a contract. */
export const putSupplier = async (
  owner: pg.Client,
  name: string,
): Promise<{ supplier: string; contract: string }> => {
  const [supplier, contract] = [uuidv7(), uuidv7()]
  await owner.query(`insert into engagement.supplier (id, name, actor) values ($1, $2, 'test')`, [
    supplier,
    name,
  ])
  await owner.query(
    `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
     values ($1, $2, $3, '2026-01-01', '2031-12-31', 'test')`,
    [contract, `C-${name}`, supplier],
  )
  return { supplier, contract }
}

/** A payee, who may be a supplier of kits, and budget lines with so many net pence each in the test's year: one enters them, another approves. */
export const putBudget = async (
  database: Database,
  [{ actor }, second]: readonly [TestPerson, TestPerson, ...TestPerson[]],
  name: string,
  budgets: readonly number[],
  supplier?: string,
): Promise<{ payee: string; lines: string[] }> => {
  const [payee, lines, change] = [uuidv7(), budgets.map(() => uuidv7()), uuidv7()]
  const given = budgets.map((pence, at) => ({ line: lines[at]!, pence })).filter(({ pence }) => pence > 0)
  await database.withActor(actor, 'a budget for a test', async (tx) => {
    await addPayee(tx, actor.id, { id: payee, name: `Payee ${name}`, ...(supplier && { supplier }) })
    for (const [at, id] of lines.entries())
      await addBudgetLine(tx, actor.id, { id, name: `Line ${name} ${at}` })
    if (given.length > 0)
      await changeBudget(tx, actor.id, { id: change, year: testYear, source: 'PCD 536', lines: given })
  })
  if (given.length > 0)
    await database.withActor(second.actor, 'a budget for a test', (tx) =>
      decideBudget(tx, second.actor.id, { change }),
    )
  return { payee, lines }
}

/** A batch of which Supply registered so many kits, under a contract or of an earlier phase. */
export const putBatch = async (
  owner: pg.Client,
  reference: string,
  kits: number,
  contract: string | null = null,
): Promise<string> => {
  const id = uuidv7()
  await owner.query(
    `insert into engagement.kit_batch (id, reference, announced, contract, actor) values ($1, $2, $3, $4, 'test')`,
    [id, reference, kits, contract],
  )
  await owner.query(
    `with made as (
       insert into engagement.kit (id, serial, batch, exists_from, actor)
       select gen_random_uuid(), $2 || '-' || n, $1, '2026-01-01', 'test' from generate_series(1, $3::int4) n
       returning id, serial)
     insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, batch)
     select id, serial, 1, gen_random_uuid(), 'received', '2026-01-02', 'store', 0, $1 from made`,
    [id, reference, kits],
  )
  return id
}

const id = (last: string): string => `00000000-0000-7000-8000-0000001400${last}`

/** An order that came in part, and its invoice, which waits; all of one payee. Returns what pages are about. */
export const putMoneyThings = async (
  owner: pg.Client,
): Promise<{
  order: string
  receipt: string
  invoice: string
  virement: string
  budgetChange: string
  publication: string
}> => {
  const [line, payee, order, ordered, invoice, virement] = ['01', '04', '06', '07', '08', '03'].map(id) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const [receipt, given, budgetChange, publication] = ['14', '15', '16', '17'].map(id) as [
    string,
    string,
    string,
    string,
  ]
  const by = 'command line: example'
  const put = (text: string, values: readonly unknown[]): Promise<unknown> => owner.query(text, [...values])
  await put(
    'insert into account.budget_line (id, name, actor, at) values ($1, $2, $4, $5), ($3, $6, $4, $5)',
    [line, 'Kits', id('02'), by, '2026-01-02T10:00Z', 'Signs'],
  )
  await put(
    `insert into account.budget_change (id, act, year, line, pence, source, actor, at)
     values (gen_random_uuid(), $3, 2026, $1, 2000000, 'PCD 536', $2, '2026-01-02T10:00Z'),
            (gen_random_uuid(), $4, 2026, $1, 500000, 'PCD 9001', $2, '2026-01-02T11:00Z')`,
    [line, by, given, budgetChange],
  )
  await put(
    `insert into account.budget_decision (act, asked_by, decision, actor, at)
     values ($1, $2, 'approved', 'command line: second', '2026-01-02T10:30Z')`,
    [given, by],
  )
  await put(
    `insert into account.virement (id, year, from_line, to_line, pence, reason, actor, at)
     values ($1, 2026, $2, $3, 100000, 'More street signs', $4, '2026-01-02T10:00Z')`,
    [virement, line, id('02'), by],
  )
  await put('insert into account.payee (id, name, actor) values ($1, $2, $3)', [payee, 'North Marking', by])
  await put(
    `insert into account.purchase_order (id, payee, title, ordered_on, actor, entered_at)
     values ($1, $2, 'Lamps', '2026-01-02', $3, '2026-01-02T10:00Z')`,
    [order, payee, by],
  )
  await put(
    `insert into account.order_line (id, purchase_order, entered_at, place, line, year, what, quantity, unit_pence)
     values ($1, $2, '2026-01-02T10:00Z', 1, $3, 2026, 'lamps', 1000, 1272)`,
    [ordered, order, line],
  )
  await put(
    `insert into account.order_decision (purchase_order, orderer, decision, actor, at)
     values ($1, $2, 'approved', 'command line: second', '2026-01-03T10:00Z')`,
    [order, by],
  )
  await put(
    `insert into account.receipt (id, order_line, quantity, received_on, actor, at)
     values ($2, $1, 990, '2026-01-05', 'command line: third', '2026-01-05T10:00Z')`,
    [ordered, receipt],
  )
  await put(
    `insert into account.invoice (id, payee, kind, number, dated_on, valid_on, actor, entered_at)
     values ($1, $2, 'invoice', 'INV-0041', '2026-01-06', '2026-01-07', $3, '2026-01-07T10:00Z')`,
    [invoice, payee, by],
  )
  await put(
    `insert into account.invoice_line (id, invoice, entered_at, place, order_line, what, quantity, net_pence, vat_pence)
     values ($1, $2, '2026-01-07T10:00Z', 1, $3, 'lamps', 1000, 1272000, 254400)`,
    [id('09'), invoice, ordered],
  )
  const file = 'paid_on,recipient,purpose,value_for_money,contract,paid_gbp,of_which_vat_gbp\r\n'
  await put(
    `insert into account.publication (id, kind, first_day, last_day, version, content, digest, lines, actor, at)
     values ($1, 'items', '2026-01-01', '2026-01-31', 1, $2, sha256(convert_to($2, 'UTF8')), 0, $3, '2026-02-02T10:00Z')`,
    [publication, file, by],
  )
  // When an entry was written is the database's to say, and is shown: here it is a day of the example.
  await put(`update account.entry set at = '2026-01-02T10:00Z'`, [])
  return { order, receipt, invoice, virement, budgetChange, publication }
}

/** £36,000 paid on 15 July 2026 under a contract of the Procurement Act 2023, £6,000 of it VAT. */
export const putPayment = async (owner: pg.Client): Promise<void> => {
  const [line, payee, contract, order, ordered, invoice, invoiced, approval] = [
    '21',
    '22',
    '23',
    '24',
    '25',
    '26',
    '27',
    '28',
  ].map(id)
  const by = 'command line: example'
  const put = (text: string, values: readonly unknown[]): Promise<unknown> => owner.query(text, [...values])
  await put('insert into account.budget_line (id, name, actor) values ($1, $2, $3)', [line, 'Kits', by])
  await put(
    `with given as (insert into account.budget_change (id, act, year, line, pence, source, actor)
                    values (gen_random_uuid(), gen_random_uuid(), 2026, $1, 78000000, 'PCD 536', $2) returning act)
     select act from given`,
    [line, by],
  )
  await put(
    `insert into account.budget_decision (act, asked_by, decision, actor)
     select act, actor, 'approved', 'command line: second' from account.budget_change where line = $1`,
    [line],
  )
  await put('insert into account.payee (id, name, actor) values ($1, $2, $3)', [payee, 'North Marking', by])
  await put(
    `insert into account.contract (id, payee, reference, title, starts_on, ends_on, net_pence, vat_pence, begun_on, actor)
     values ($1, $2, 'C-1', 'Kits', '2026-05-01', '2031-04-30', 100000000, 20000000, '2025-09-01', $3)`,
    [contract, payee, by],
  )
  await put(
    `insert into account.purchase_order (id, payee, contract, title, ordered_on, actor)
     values ($1, $2, $3, 'Kits for Harrow', '2026-05-04', $4)`,
    [order, payee, contract, by],
  )
  await put(
    `insert into account.order_line (id, purchase_order, entered_at, place, line, year, what, quantity, unit_pence)
     select $1, id, entered_at, 1, $3, 2026, 'kits', 3000, 1000 from account.purchase_order where id = $2`,
    [ordered, order, line],
  )
  await put(
    `insert into account.order_decision (purchase_order, orderer, decision, actor) values ($1, $2, 'approved', 'command line: second')`,
    [order, by],
  )
  await put(
    `insert into account.receipt (id, order_line, quantity, received_on, actor)
     values (gen_random_uuid(), $1, 3000, '2026-06-20', 'command line: third')`,
    [ordered],
  )
  await put(
    `insert into account.invoice (id, payee, kind, number, dated_on, valid_on, actor)
     values ($1, $2, 'invoice', 'INV-0101', '2026-06-25', '2026-06-26', $3)`,
    [invoice, payee, by],
  )
  await put(
    `insert into account.invoice_line (id, invoice, entered_at, place, order_line, what, quantity, net_pence, vat_pence)
     select $1, id, entered_at, 1, $3, 'kits', 3000, 3000000, 600000 from account.invoice where id = $2`,
    [invoiced, invoice, ordered],
  )
  await put(`insert into account.approval (id, invoice, actor) values ($1, $2, 'command line: second')`, [
    approval,
    invoice,
  ])
  await put(
    `insert into account.approved_line (approval, invoice_line, entered_at, invoice, quantity, actor)
     select id, $2, entered_at, invoice, 3000, actor from account.approval where id = $1`,
    [approval, invoiced],
  )
  await put(
    `insert into account.payment (id, approval, paid_on, reference, actor) values (gen_random_uuid(), $1, '2026-07-15', 'BACS 0715', $2)`,
    [approval, by],
  )
}

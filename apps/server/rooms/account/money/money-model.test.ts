import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { historiesToDraw, testCounts } from '../../../../../test/counts.ts'
import { freshDatabase } from '../../../../../test/database.ts'
import { wrongWithMoney } from '../../../../../test/money-check.ts'
import { MoneyRun, type MoneyCommand } from '../../../../../test/money-commands.ts'
import { moneyPeople, putBatch, putBudget, putSupplier, testYear } from '../../../../../test/money-things.ts'
import type { TestPerson } from '../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { approveInvoice, enterInvoice, pay } from './invoices.ts'
import { decideOrder, placeOrder, receive } from './orders.ts'

const clients = 8
const runs = historiesToDraw({ reduced: 12, full: 300 })
const length = 50

const anyNumber = fc.nat({ max: 10_000 })
const oneIn = (many: number): fc.Arbitrary<boolean> => fc.nat({ max: many - 1 }).map((each) => each === 0)
const command: fc.Arbitrary<MoneyCommand> = fc.record({
  // Each number has a meaning of its own, but from 14 to 19: these approve invoices.
  what: fc.nat({ max: 22 }),
  of: anyNumber,
  who: anyNumber,
  much: anyNumber,
  astray: oneIn(8),
  again: oneIn(5),
})

const money = async () => {
  const fresh = await freshDatabase()
  return { ...fresh, people: await moneyPeople(fresh.database, fresh.owner) }
}
type Made = Awaited<ReturnType<typeof money>>

let made: Made
/** In which faults are planted. */
let broken: Made
beforeAll(async () => {
  made = await money()
  broken = await money()
})
afterAll(async () => {
  await made.drop()
  await broken.drop()
})

/** Runs commands by so many clients at once on the money of one payee. Returns what is wrong afterwards. */
const runCommands = async (
  { database, owner, people }: Made,
  name: string,
  commands: readonly MoneyCommand[],
) => {
  const { supplier, contract } = await putSupplier(owner, name)
  const of = await putBudget(database, people, name, [60_000, 25_000], supplier)
  const run = new MoneyRun(database, owner, people, of, await putBatch(owner, name, 30, contract))
  const left = [...commands]
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = left.pop(); next; next = left.pop()) await run.run(next)
    }),
  )
  return { wrong: [...run.wrong, ...(await wrongWithMoney(owner, of))], run }
}

describe('random commands by eight clients at once', () => {
  test(
    `${runs} runs of ${length} hold to the penny, and every refusal says why`,
    async () => {
      let [succeeded, history] = [0, 0]
      const refused = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: length, maxLength: length }), async (commands) => {
          const { wrong, run } = await runCommands(made, `R${++history}`, commands)
          succeeded += run.succeeded
          for (const words of run.refusals) {
            const why = words.replaceAll(/\S*\d\S*/g, '#')
            refused.set(why, (refused.get(why) ?? 0) + 1)
          }
          expect(wrong).toEqual([])
        }),
        { numRuns: runs, endOnFailure: true },
      )
      // Both kinds are tried, and refusals of many kinds.
      expect(succeeded).toBeGreaterThan(runs * 15)
      const all = [...refused.keys()].join('\n')
      for (const why of [
        'is left on this line',
        'not approved yet',
        ...(testCounts.full ? ['was paid before', 'came and is not invoiced yet', 'more is credited'] : []),
      ])
        expect(all.toLowerCase()).toContain(why)
    },
    testCounts.full ? 3_600_000 : 300_000,
  )
})

const rounds = historiesToDraw({ reduced: 25, full: 300 })

/** Eight people each commit £3,000 of the last £10,000 at once. Returns how many could, and what the others were told. */
const commitAtOnce = async ({ database, people }: Made, name: string) => {
  const of = await putBudget(database, people, name, [1_000_000])
  const answers = await Promise.allSettled(
    Array.from({ length: clients }, (_, at) => {
      const { actor } = people[at % 4]!
      const line = {
        line: of.lines[0]!,
        year: testYear,
        what: 'lamps',
        quantity: 1,
        pence: 300_000,
        per: 1,
        isKits: false,
      }
      const order = {
        id: uuidv7(),
        payee: of.payee,
        contract: null,
        title: 'Lamps',
        orderedOn: '2026-11-29',
        lines: [line],
      }
      return database.withActor(actor, 'an order', (tx) => placeOrder(tx, actor.id, order))
    }),
  )
  const told = answers.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []))
  return { of, told, placed: clients - told.length }
}

describe('the ceiling of a year', () => {
  test(
    `${rounds} rounds of eight at once never pass it, and the others are told what is left`,
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { of, told, placed } = await commitAtOnce(made, `C${round}`)
        expect(placed).toBe(3)
        expect(new Set(told)).toEqual(
          new Set([
            'Nothing was done. £1,000.00 is left on this line in this year. Order less, or ask for a virement.',
          ]),
        )
        expect(await wrongWithMoney(made.owner, of)).toEqual([])
      }
    },
    testCounts.full ? 3_600_000 : 300_000,
  )
})

/** An order of parts that do not come out even, from the order to its payment, then what nobody may do. */
const story = async ({ database, owner, people }: Made, name: string) => {
  const [orla, ruth, adam] = people as [TestPerson, TestPerson, TestPerson]
  const of = await putBudget(database, people, name, [100_000])
  const refused: string[] = []
  const as = async (
    { actor }: NonNullable<typeof orla>,
    work: (tx: Parameters<Parameters<typeof database.withActor>[2]>[0], by: string) => Promise<void>,
  ): Promise<void> => {
    try {
      await database.withActor(actor, 'a story', (tx) => work(tx, actor.id))
    } catch (error) {
      refused.push(error instanceof Error ? error.message : String(error))
    }
  }
  const order = uuidv7()
  await as(orla!, (tx, by) =>
    placeOrder(tx, by, {
      id: order,
      payee: of.payee,
      contract: null,
      title: 'Stickers',
      orderedOn: '2026-11-01',
      lines: [
        {
          line: of.lines[0]!,
          year: testYear,
          what: 'stickers',
          quantity: 100,
          pence: 1000,
          per: 7,
          isKits: false,
        },
      ],
    }),
  )
  await as(adam!, (tx, by) => decideOrder(tx, by, { order }))
  const { rows } = await owner.query<{ id: string }>(
    'select id from account.order_line where purchase_order = $1',
    [order],
  )
  const orderLine = rows[0]!.id
  await as(ruth!, (tx, by) =>
    receive(tx, by, { id: uuidv7(), orderLine, quantity: 100, receivedOn: '2026-11-10', batch: null }),
  )
  const invoiced = async (
    quantity: number,
    net: number,
    number: string,
  ): Promise<{ id: string; line: string }> => {
    const id = uuidv7()
    await as(orla!, (tx, by) =>
      enterInvoice(tx, by, {
        id,
        payee: of.payee,
        kind: 'invoice',
        credits: null,
        number,
        datedOn: '2026-11-11',
        validOn: '2026-11-12',
        lines: [{ orderLine, what: 'stickers', quantity, net, vat: Math.round(net / 5) }],
      }),
    )
    const { rows: lines } = await owner.query<{ id: string }>(
      'select id from account.invoice_line where invoice = $1',
      [id],
    )
    return { id, line: lines[0]!.id }
  }
  const approve = (
    who: typeof orla,
    { id, line }: { id: string; line: string },
    approval: string,
    quantity: number,
  ) =>
    as(who!, (tx, by) =>
      approveInvoice(tx, by, {
        id: approval,
        invoice: id,
        lines: [{ invoiceLine: line, quantity, because: null }],
      }),
    )
  const [first, second] = [await invoiced(30, 4286, 'INV-1'), await invoiced(10, 1429, 'inv 1')]
  const approval = uuidv7()
  await approve(adam, first, approval, 20)
  await as(orla!, (tx, by) =>
    pay(tx, by, { id: uuidv7(), approval, paidOn: '2026-11-20', reference: 'BACS 1' }),
  )
  expect(refused).toEqual([])
  // What nobody may do.
  await as(orla!, (tx, by) =>
    pay(tx, by, { id: uuidv7(), approval, paidOn: '2026-11-21', reference: 'BACS 2' }),
  )
  await approve(adam, second, uuidv7(), 10)
  await approve(orla, first, uuidv7(), 1)
  await approve(ruth, first, uuidv7(), 1)
  return { refused, wrong: await wrongWithMoney(owner, of) }
}

/** Text of a function that is made wrong, and what is found then. */
const planted = [
  {
    fault: 'a line is rounded twice',
    of: 'account.worth(bigint,bigint,bigint)',
    from: '((((2 * quantity) * unit_pence) + per) / (2 * per))',
    to: 'quantity * ((2 * unit_pence + per) / (2 * per))',
    found: 'its facts make',
  },
  {
    fault: 'VAT is counted in the budget',
    of: 'account.move(text,uuid,uuid,integer,integer,integer,bigint,bigint)',
    from: '      more_spent,\n',
    to: '      more_spent + more_vat,\n',
    found: 'spent is',
  },
  {
    fault: 'an invoice is paid twice under one number',
    of: 'account.keep_approved()',
    from: `perform account.refuse('number_paid')`,
    to: 'null',
    found: 'is paid twice: two invoices',
  },
  {
    fault: 'whoever ordered approves',
    of: 'account.keep_approved()',
    from: `perform account.refuse('approver_ordered')`,
    to: 'null',
    found: 'whoever ordered it approved it',
  },
  {
    fault: 'whoever received approves',
    of: 'account.keep_approved()',
    from: `perform account.refuse('approver_received')`,
    to: 'null',
    found: 'whoever received it approved it',
  },
] as const

const definition = async ({ owner }: Made, of: string): Promise<string> =>
  (await owner.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [of])).rows[0]!
    .text

describe('a planted fault is found', () => {
  test('and what is not planted is refused, and leaves nothing wrong', async () => {
    const { refused, wrong } = await story(made, 'whole')
    expect(refused).toEqual([
      'Nothing was done. This was paid before.',
      'Nothing was done. Another invoice with this number of the same payee was approved.',
      'Nothing was done. You ordered it: somebody else approves.',
      'Nothing was done. You received it: somebody else approves.',
    ])
    expect(wrong).toEqual([])
  })

  test.each(planted)('$fault', async ({ fault, found, of, from, to }) => {
    const before = await definition(broken, of)
    expect(before).toContain(from)
    await broken.owner.query(before.replace(from, to))
    try {
      const { wrong } = await story(broken, fault)
      expect(wrong.join('\n')).toContain(found)
    } finally {
      await broken.owner.query(before)
    }
  })

  test('the ceiling is read before it is locked', async () => {
    const post = 'account.post(text,uuid,uuid,integer,uuid,bigint,bigint,bigint,bigint,bigint,bigint)'
    const before = await definition(broken, post)
    const lock = 'where line = of_line and year = of_year for update;'
    expect(before).toContain(lock)
    await broken.owner.query(
      before.replace(lock, 'where line = of_line and year = of_year; perform pg_sleep(0.05);'),
    )
    await broken.owner.query('alter table account.line_year drop constraint line_year_ceiling')
    const { of } = await commitAtOnce(broken, 'unlocked')
    expect((await wrongWithMoney(broken.owner, of)).join('\n')).toContain('a line is beyond its budget')
    await broken.owner.query(before)
  })

  test('an approval is paid twice', async () => {
    await broken.owner.query('alter table account.payment drop constraint payment_once')
    const { wrong } = await story(broken, 'paid twice')
    expect(wrong).toEqual(['an approval is paid twice'])
  })
})

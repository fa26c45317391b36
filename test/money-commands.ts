import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import {
  askVirement,
  changeBudget,
  decideBudget,
  decideVirement,
} from '../apps/server/rooms/account/money/budgets.ts'
import {
  approveInvoice,
  enterInvoice,
  pay,
  takeBackInvoice,
} from '../apps/server/rooms/account/money/invoices.ts'
import {
  cancelRest,
  decideOrder,
  placeOrder,
  receive,
  takeBackReceipt,
} from '../apps/server/rooms/account/money/orders.ts'
import type { MoneyOf } from './money-check.ts'
import { testYear } from './money-things.ts'
import type { TestPerson } from './signed-in.ts'

/** A command by chance: what, of which thing, by whom and how much, each as a number that is taken by the length of its list. */
export type MoneyCommand = {
  what: number
  of: number
  who: number
  much: number
  /** By somebody who may not, perhaps. */
  astray: boolean
  /** Sent twice, as whoever heard no answer does. */
  again: boolean
}

type Seen = { id: string; orderLine: string | null; open: number; person: string[] }

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
const refusals = new Set(['money_refused', 'not_allowed'])

/** Runs commands on the money of one run as the product's own functions do, each in a transaction of whoever asks. */
export class MoneyRun {
  readonly refusals: string[] = []
  readonly wrong: string[] = []
  succeeded = 0
  readonly #database: Database
  readonly #owner: pg.Client
  readonly #people: readonly TestPerson[]
  readonly #of: MoneyOf
  readonly #batch: string
  #number = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    database: Database,
    owner: pg.Client,
    people: readonly TestPerson[],
    of: MoneyOf,
    batch: string,
  ) {
    this.#database = database
    this.#owner = owner
    this.#people = people
    this.#of = of
    this.#batch = batch
  }

  async #as(
    person: TestPerson,
    work: (tx: Transaction, actor: string) => Promise<unknown>,
    again: boolean,
  ): Promise<void> {
    const attempt = (): Promise<unknown> =>
      this.#database.withActor(person.actor, 'a command', (tx) => work(tx, person.actor.id))
    try {
      await attempt()
      this.succeeded += 1
      if (again) await attempt()
    } catch (error) {
      const known = error instanceof MetTraceError && refusals.has(error.code) && error.message.length > 20
      if (known) this.refusals.push(error.message)
      else this.wrong.push(`refused without a reason: ${String(error)}`)
    }
  }

  /** The owner's connection answers one client after another. */
  #look(text: string): Promise<Seen[]> {
    const rows = this.#turn.then(() => this.#owner.query<Seen>(text, [this.#of.payee]))
    this.#turn = rows
    return rows.then((answer) => answer.rows)
  }

  /** Somebody who had no hand in it; anybody where the command goes astray. */
  #other({ who, astray }: MoneyCommand, had: readonly string[]): TestPerson {
    const free = astray ? this.#people : this.#people.filter(({ actor }) => !had.includes(actor.id))
    return pick(free, who) ?? this.#people[0]!
  }

  async #order({ of, who, much, again }: MoneyCommand): Promise<void> {
    const lines = [...this.#of.lines.entries()].slice(0, 1 + (of % 2)).map(([at, line]) => ({
      line,
      year: testYear,
      what: 'something',
      quantity: 1 + ((much + at) % 60),
      pence: 1 + ((much * 7919 + at * 104_729) % 9999),
      per: 1 + (of % 7),
      isKits: at === 0 && of % 5 === 0,
    }))
    const order = {
      id: uuidv7(),
      payee: this.#of.payee,
      contract: null,
      title: 'An order',
      orderedOn: '2026-11-29',
      lines,
    }
    await this.#as(pick(this.#people.slice(0, 4), who)!, (tx, actor) => placeOrder(tx, actor, order), again)
  }

  async #decideOrder(command: MoneyCommand): Promise<void> {
    const rows = await this.#look(
      `select o.id, array[o.actor] as person from account.purchase_order o left join account.order_decision d on d.purchase_order = o.id
       where o.payee = $1 and (d.purchase_order is null or random() < 0.05) order by o.id`,
    )
    const order = pick(rows, command.of)
    if (!order) return this.#order(command)
    const refusedBecause = command.much % 8 === 0 ? 'not needed' : undefined
    await this.#as(
      this.#other(command, order.person),
      (tx, actor) => decideOrder(tx, actor, { order: order.id, ...(refusedBecause && { refusedBecause }) }),
      false,
    )
  }

  async #line(command: MoneyCommand): Promise<(Seen & { isKits: boolean; cost: number }) | undefined> {
    const rows = await this.#look(
      `select l.id, l.is_kits as "isKits", (p.ordered - p.received)::int4 as open, account.worth(l.quantity, l.unit_pence, l.per)::float8 as cost,
              array(select actor from account.purchase_order where id = l.purchase_order union
                    select actor from account.order_decision where purchase_order = l.purchase_order union
                    select a.actor from account.approved_line a join account.invoice_line i on i.id = a.invoice_line
                    join account.order_line x on x.id = i.order_line where x.purchase_order = l.purchase_order) as person
       from account.order_line l join account.order_position p on p.order_line = l.id
       join account.purchase_order o on o.id = l.purchase_order and o.payee = $1 order by l.id`,
    )
    return pick(rows as (Seen & { isKits: boolean; cost: number })[], command.of)
  }

  async #receive(command: MoneyCommand): Promise<void> {
    const line = await this.#line(command)
    if (!line) return
    const receipt = {
      id: uuidv7(),
      orderLine: line.id,
      // Short, in full or over.
      quantity: Math.max(1, line.open - 2 + (command.much % 4)),
      receivedOn: '2026-11-29',
      batch: line.isKits !== (command.much % 9 === 0) ? this.#batch : null,
    }
    await this.#as(
      this.#other(command, line.person),
      (tx, actor) => receive(tx, actor, receipt),
      command.again,
    )
  }

  async #cancel(command: MoneyCommand): Promise<void> {
    const line = await this.#line(command)
    if (!line) return
    const cancelled = {
      id: uuidv7(),
      orderLine: line.id,
      quantity: 1 + (command.much % 5),
      reason: 'not needed',
    }
    await this.#as(
      pick(this.#people.slice(0, 4), command.who)!,
      (tx, actor) => cancelRest(tx, actor, cancelled),
      command.again,
    )
  }

  async #invoice(command: MoneyCommand): Promise<void> {
    const line = await this.#line(command)
    if (!line) return
    const { much, of } = command
    const invoices = await this.#look(
      `select i.id from account.invoice i where i.payee = $1 and i.kind = 'invoice' order by i.id`,
    )
    const credited = much % 5 === 0 ? pick(invoices, of) : undefined
    const isCredit = credited !== undefined
    const quantity = isCredit && much % 10 === 0 ? 0 : 1 + (much % 40)
    const net = Math.max(1, Math.round((line.cost * Math.max(1, quantity)) / 30) + (much % 3))
    // One in six takes a number that was there before.
    const number = of % 6 === 0 ? `INV 1` : `INV-${++this.#number}`
    const invoice = {
      id: uuidv7(),
      payee: this.#of.payee,
      kind: isCredit ? ('credit note' as const) : ('invoice' as const),
      credits: credited?.id ?? null,
      number,
      datedOn: '2026-11-28',
      validOn: '2026-11-29',
      lines: [
        {
          orderLine: much % 11 === 0 ? null : line.id,
          what: 'something',
          quantity,
          net,
          vat: Math.round(net / 5),
        },
      ],
    }
    await this.#as(
      pick(this.#people.slice(0, 4), command.who)!,
      (tx, actor) => enterInvoice(tx, actor, invoice),
      command.again,
    )
  }

  async #approve(command: MoneyCommand): Promise<void> {
    const rows = await this.#look(
      `select v.id, i.id as "orderLine", i.quantity as open,
              array(select o.actor from account.order_line l join account.purchase_order o on o.id = l.purchase_order where l.id = i.order_line union
                    select r.actor from account.order_line l join account.order_line x on x.purchase_order = l.purchase_order
                    join account.receipt r on r.order_line = x.id where l.id = i.order_line) as person
       from account.invoice v join account.invoice_line i on i.invoice = v.id where v.payee = $1 order by i.id`,
    )
    const line = pick(rows, command.of)
    if (!line) return this.#invoice(command)
    const approval = {
      id: uuidv7(),
      invoice: line.id,
      lines: [
        {
          invoiceLine: line.orderLine!,
          quantity: Math.ceil((line.open * (1 + (command.much % 3))) / 3),
          because: command.much % 4 === 0 ? null : 'agreed',
        },
      ],
    }
    await this.#as(
      this.#other(command, line.person),
      (tx, actor) => approveInvoice(tx, actor, approval),
      command.again,
    )
  }

  async #pay(command: MoneyCommand): Promise<void> {
    const rows = await this.#look(
      `select a.id from account.approval a join account.invoice v on v.id = a.invoice and v.payee = $1 order by a.id`,
    )
    const approval = pick(rows, command.of)
    if (!approval) return this.#approve(command)
    const paid = { id: uuidv7(), approval: approval.id, paidOn: '2026-11-29', reference: 'BACS 1' }
    await this.#as(
      pick(this.#people.slice(0, 4), command.who)!,
      (tx, actor) => pay(tx, actor, paid),
      command.again,
    )
  }

  async #move({ of, who, much, again }: MoneyCommand): Promise<void> {
    const [from, to] = of % 2 === 0 ? this.#of.lines : this.#of.lines.toReversed()
    const asked = {
      id: uuidv7(),
      year: testYear,
      from: from!,
      to: to!,
      pence: 1 + ((much * 37) % 40_000),
      reason: 'needed',
    }
    await this.#as(pick(this.#people.slice(0, 4), who)!, (tx, actor) => askVirement(tx, actor, asked), again)
  }

  async #decideVirement(command: MoneyCommand): Promise<void> {
    const rows = await this.#turnLines(
      `select v.id, array[v.actor] as person from account.virement v
       left join account.virement_decision d on d.virement = v.id
       where v.from_line = any ($1::uuid[]) and d.virement is null order by v.id`,
    )
    const virement = pick(rows, command.of)
    if (!virement) return this.#move(command)
    await this.#as(
      this.#other(command, virement.person),
      (tx, actor) =>
        decideVirement(tx, actor, {
          virement: virement.id,
          ...(command.much % 6 === 0 && { refusedBecause: 'not now' }),
        }),
      false,
    )
  }

  #turnLines(text: string): Promise<Seen[]> {
    const rows = this.#turn.then(() => this.#owner.query<Seen>(text, [this.#of.lines]))
    this.#turn = rows
    return rows.then((answer) => answer.rows)
  }

  async #change({ of, who, much, again }: MoneyCommand): Promise<void> {
    const line = pick(this.#of.lines, of)!
    const change = {
      id: uuidv7(),
      year: testYear,
      source: 'a revision',
      lines: [{ line, pence: (much % 2 === 0 ? 1 : -1) * (1 + (much % 9000)) }],
    }
    await this.#as(
      pick(this.#people.slice(0, 4), who)!,
      (tx, actor) => changeBudget(tx, actor, change),
      again,
    )
  }

  async #decideBudget(command: MoneyCommand): Promise<void> {
    const rows = await this.#turnLines(
      `select c.act as id, array[min(c.actor)] as person from account.budget_change c
       left join account.budget_decision d on d.act = c.act
       where c.line = any ($1::uuid[]) and (d.act is null or random() < 0.05) group by c.act order by c.act`,
    )
    const change = pick(rows, command.of)
    if (!change) return this.#change(command)
    const refusedBecause = command.much % 6 === 0 ? 'not now' : undefined
    await this.#as(
      this.#other(command, change.person),
      (tx, actor) =>
        decideBudget(tx, actor, { change: change.id, ...(refusedBecause && { refusedBecause }) }),
      false,
    )
  }

  async #takeBackReceipt(command: MoneyCommand): Promise<void> {
    const rows = await this.#look(
      `select r.id, array(select o.actor union select actor from account.order_decision where purchase_order = o.id) as person
       from account.receipt r join account.order_line l on l.id = r.order_line
       join account.purchase_order o on o.id = l.purchase_order and o.payee = $1 order by r.id`,
    )
    const receipt = pick(rows, command.of)
    if (!receipt) return this.#receive(command)
    await this.#as(
      this.#other(command, receipt.person),
      (tx, actor) => takeBackReceipt(tx, actor, { receipt: receipt.id, reason: 'miscounted' }),
      false,
    )
  }

  async #takeBackInvoice(command: MoneyCommand): Promise<void> {
    const rows = await this.#look('select i.id from account.invoice i where i.payee = $1 order by i.id')
    const invoice = pick(rows, command.of)
    if (!invoice) return this.#invoice(command)
    await this.#as(
      pick(this.#people.slice(0, 4), command.who)!,
      (tx, actor) => takeBackInvoice(tx, actor, { invoice: invoice.id, reason: 'mistyped' }),
      false,
    )
  }

  async run(command: MoneyCommand): Promise<void> {
    switch (command.what) {
      case 0:
      case 1:
        return this.#order(command)
      case 2:
      case 3:
        return this.#decideOrder(command)
      case 4:
        return this.#cancel(command)
      case 5:
        return this.#move(command)
      case 6:
        return this.#decideVirement(command)
      case 7:
        return this.#change(command)
      case 8:
      case 9:
        return this.#pay(command)
      case 10:
      case 11:
        return this.#invoice(command)
      case 12:
      case 13:
        return this.#receive(command)
      case 20:
        return this.#decideBudget(command)
      case 21:
        return this.#takeBackReceipt(command)
      case 22:
        return this.#takeBackInvoice(command)
      default:
        return this.#approve(command)
    }
  }
}

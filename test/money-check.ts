import type pg from 'pg'

/** What one run of a test is about: its own payee and budget lines. */
export type MoneyOf = { payee: string; lines: readonly string[] }

type Line = {
  id: string
  purchaseOrder: string
  line: string
  year: number
  quantity: number
  pence: number
  per: number
  isKits: boolean
  orderer: string
  decision: string | null
  decider: string | null
  cancelled: number
  received: number
  receivers: string[]
}
type Approved = {
  orderLine: string
  invoiceLine: string
  invoice: string
  kind: string
  key: string
  credits: string | null
  isBack: boolean
  approver: string
  quantity: number
  net: number
  vat: number
  whole: { quantity: number; net: number; vat: number }
}
type Figures = {
  line: string
  year: number
  budget: number
  committed: number
  accrued: number
  spent: number
  vat: number
}

/** Rounded once, halves upwards: worked out apart from what the product knows. */
const rounded = (dividend: bigint, divisor: bigint): number =>
  Number(dividend / divisor + ((dividend % divisor) * 2n >= divisor ? 1n : 0n))
const cost = (quantity: number, { pence, per }: { pence: number; per: number }): number =>
  rounded(BigInt(quantity) * BigInt(pence), BigInt(per))
const sum = <T>(list: readonly T[], of: (each: T) => number): number =>
  list.reduce((total, each) => total + of(each), 0)

const ofOrders = `o.payee = $1`

const linesOf = async (owner: pg.Client, { payee }: MoneyOf): Promise<Line[]> =>
  (
    await owner.query<Line>(
      `select l.id, l.purchase_order as "purchaseOrder", l.line, l.year, l.quantity, l.unit_pence::float8 as pence, l.per,
              l.is_kits as "isKits", o.actor as orderer, d.decision, d.actor as decider,
              (select coalesce(sum(quantity), 0)::int4 from account.order_cancellation where order_line = l.id) as cancelled,
              (select coalesce(sum(quantity), 0)::int4 from account.receipt r where order_line = l.id
                 and not exists (select from account.receipt_withdrawal w where w.receipt = r.id)) as received,
              array(select distinct actor from account.receipt where order_line = l.id) as receivers
       from account.order_line l join account.purchase_order o on o.id = l.purchase_order and ${ofOrders}
       left join account.order_decision d on d.purchase_order = o.id`,
      [payee],
    )
  ).rows

const approvedOf = async (owner: pg.Client, { payee }: MoneyOf): Promise<Approved[]> =>
  (
    await owner.query<Approved>(
      `select i.order_line as "orderLine", i.id as "invoiceLine", v.id as invoice, v.kind, v.number_key as key, v.credits,
              exists (select from account.invoice_withdrawal w where w.invoice = v.id) as "isBack",
              a.actor as approver, a.quantity, a.net_pence::float8 as net, a.vat_pence::float8 as vat,
              jsonb_build_object('quantity', i.quantity, 'net', i.net_pence, 'vat', i.vat_pence) as whole
       from account.approved_line a join account.invoice_line i on i.id = a.invoice_line
       join account.invoice v on v.id = i.invoice and v.payee = $1`,
      [payee],
    )
  ).rows

/** What is wrong with parts of an invoice: more than the whole, or a penny that is lost. */
const wrongWithParts = (approved: readonly Approved[]): string[] => {
  const wrong: string[] = []
  for (const parts of Map.groupBy(approved, ({ invoiceLine }) => invoiceLine).values()) {
    const { whole, kind } = parts[0]!
    const [quantity, net, vat] = [
      sum(parts, (each) => each.quantity),
      Math.abs(sum(parts, (each) => each.net)),
      Math.abs(sum(parts, (each) => each.vat)),
    ]
    if (quantity > whole.quantity || net > whole.net || vat > whole.vat)
      wrong.push(`an invoice is paid twice: more than its line is approved`)
    if (whole.quantity > 0 && quantity <= whole.quantity) {
      if (net !== cost(quantity, { pence: whole.net, per: whole.quantity }))
        wrong.push('a penny of a line is lost')
      if (vat !== cost(quantity, { pence: whole.vat, per: whole.quantity }))
        wrong.push('a penny of VAT is lost')
    }
    if (parts.some((each) => each.net < 0 !== (kind === 'credit note'))) wrong.push('a sign is wrong')
  }
  const counted = approved.filter(({ isBack }) => !isBack)
  for (const credit of counted.filter(({ credits }) => credits !== null)) {
    const of = counted.filter(
      ({ invoice, credits, orderLine }) =>
        orderLine === credit.orderLine && (invoice === credit.credits || credits === credit.credits),
    )
    const left = sum(of, ({ kind, quantity }) => (kind === 'credit note' ? -quantity : quantity))
    if (left < 0 || sum(of, ({ net }) => net) < 0 || sum(of, ({ vat }) => vat) < 0)
      wrong.push('more is credited than was approved of the invoice')
  }
  const numbers = Map.groupBy(counted, ({ kind, key }) => `${kind} ${key}`)
  for (const [number, of] of numbers)
    if (new Set(of.map(({ invoice }) => invoice)).size > 1)
      wrong.push(`${number} is paid twice: two invoices`)
  return wrong
}

const wrongWithPeople = (lines: readonly Line[], approved: readonly Approved[]): string[] =>
  [...Map.groupBy(lines, ({ purchaseOrder }) => purchaseOrder).values()].flatMap((order) => {
    const [{ orderer, decider, decision }] = order as [Line]
    const ids = new Set(order.map(({ id }) => id))
    const receivers = new Set(order.flatMap((line) => line.receivers))
    const approvers = new Set(
      approved.filter(({ orderLine }) => ids.has(orderLine)).map(({ approver }) => approver),
    )
    if (decider) approvers.add(decider)
    const wrong: string[] = []
    if (approvers.has(orderer)) wrong.push('whoever ordered it approved it')
    if (receivers.has(orderer)) wrong.push('whoever ordered it received it')
    if ([...receivers].some((each) => approvers.has(each))) wrong.push('whoever received it approved it')
    if (decision !== 'approved' && (receivers.size > 0 || approvers.size > (decider ? 1 : 0)))
      wrong.push('something came of an order that is not approved')
    return wrong
  })

/** What a line of an order takes of its budget, by its facts alone. */
const takenBy = (line: Line, approved: readonly Approved[]): Omit<Figures, 'line' | 'year' | 'budget'> => {
  const of = approved.filter(({ orderLine, isBack }) => orderLine === line.id && !isBack)
  const ordered = line.decision === 'refused' ? 0 : line.quantity - line.cancelled
  const invoiced = sum(of, ({ kind, quantity }) => (kind === 'credit note' ? -quantity : quantity))
  const here = Math.max(Math.min(line.received, ordered), invoiced)
  return {
    committed: cost(ordered, line) - cost(here, line),
    accrued: cost(here, line) - cost(invoiced, line),
    spent: sum(of, ({ net }) => net),
    vat: sum(of, ({ vat }) => vat),
  }
}

const figures = ['budget', 'committed', 'accrued', 'spent', 'vat'] as const

/**
 * Everything that is wrong with the money of a run, worked out from its facts: figures that these do not make to the penny,
 * entries that do not add up to them, a line beyond its budget, what was paid twice, and people who are not three.
 */
export const wrongWithMoney = async (owner: pg.Client, of: MoneyOf): Promise<string[]> => {
  const [lines, approved] = [await linesOf(owner, of), await approvedOf(owner, of)]
  const wrong = [...wrongWithParts(approved), ...wrongWithPeople(lines, approved)]
  const kept = async (table: string): Promise<Figures[]> =>
    (
      await owner.query<Figures>(
        `select line, year, ${figures.map((each) => `sum(${each})::float8 as ${each}`).join(', ')}
         from account.${table} where line = any ($1::uuid[]) group by 1, 2 order by 1, 2`,
        [of.lines],
      )
    ).rows
  const { rows: budgets } = await owner.query<{ line: string; year: number; budget: number }>(
    `select line, year, sum(pence)::float8 as budget from (
       select line, year, pence from account.budget_change c join account.budget_decision d on d.act = c.act and d.decision = 'approved'
       union all select from_line, year, -pence from account.virement v join account.virement_decision d on d.virement = v.id and d.decision = 'approved'
       union all select to_line, year, pence from account.virement v join account.virement_decision d on d.virement = v.id and d.decision = 'approved'
     ) each where line = any ($1::uuid[]) group by 1, 2`,
    [of.lines],
  )
  const entries = await kept('entry')
  for (const row of await kept('line_year')) {
    const own = lines.filter(({ line, year }) => line === row.line && year === row.year)
    const taken = own.map((line) => takenBy(line, approved))
    const made = {
      budget: sum(
        budgets.filter(({ line, year }) => line === row.line && year === row.year),
        ({ budget }) => budget,
      ),
      committed: sum(taken, ({ committed }) => committed),
      accrued: sum(taken, ({ accrued }) => accrued),
      spent: sum(taken, ({ spent }) => spent),
      vat: sum(taken, ({ vat }) => vat),
    }
    const entered = entries.find(({ line, year }) => line === row.line && year === row.year)
    for (const each of figures) {
      if (row[each] !== made[each]) wrong.push(`${each} is ${row[each]} and its facts make ${made[each]}`)
      if (row[each] !== entered?.[each])
        wrong.push(`${each} is ${row[each]} and its entries make ${entered?.[each]}`)
    }
    if (made.committed + made.accrued + made.spent > made.budget) wrong.push('a line is beyond its budget')
  }
  const { rows: payments } = await owner.query<{ times: number; differs: boolean }>(
    `select count(*)::int4 as times, bool_or(p.pence <> (select sum(net_pence + vat_pence) from account.approved_line where approval = p.approval)) as differs
     from account.payment p join account.approval a on a.id = p.approval join account.invoice i on i.id = a.invoice and i.payee = $1
     group by p.approval`,
    [of.payee],
  )
  for (const { times, differs } of payments) {
    if (times > 1) wrong.push('an approval is paid twice')
    if (differs) wrong.push('a payment is not what was approved')
  }
  const { rows: beyond } = await owner.query(
    `select from account.receipt r join account.order_line l on l.id = r.order_line
     join account.purchase_order o on o.id = l.purchase_order and ${ofOrders}
     where r.batch is not null and not exists (select from account.receipt_withdrawal w where w.receipt = r.id) group by r.batch
     having sum(r.quantity) > (select count(*) from engagement.kit_position p where p.batch = r.batch)`,
    [of.payee],
  )
  if (beyond.length > 0) wrong.push('more kits are received than are registered')
  const { rows: alone } = await owner.query(
    `select from account.budget_change c join account.budget_decision d on d.act = c.act and d.actor = c.actor where c.line = any ($1::uuid[])`,
    [of.lines],
  )
  if (alone.length > 0) wrong.push('whoever changed a budget approved it')
  const { rows: paidBack } = await owner.query(
    `select from account.payment p join account.approval a on a.id = p.approval
     join account.invoice_withdrawal w on w.invoice = a.invoice join account.invoice i on i.id = a.invoice and i.payee = $1`,
    [of.payee],
  )
  if (paidBack.length > 0) wrong.push('what was taken back is paid')
  return wrong
}

import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type OrderRow = {
  id: string
  reference: string
  title: string
  payee: string
  orderedOn: string
  pence: number
  decision: 'approved' | 'refused' | null
  ordered: number
  received: number
  total: number
}

/** Orders, the latest first: a page of them, or all. */
export const orderRows = async (tx: Transaction, page?: number): Promise<OrderRow[]> => {
  const { rows } = await tx.query<OrderRow>(
    `select o.id, 'PO-' || o.number as reference, o.title, p.name as payee, o.ordered_on as "orderedOn", d.decision,
            sum(account.worth(l.quantity, l.unit_pence, l.per))::bigint as pence, sum(s.ordered)::int4 as ordered,
            sum(s.received)::int4 as received, count(*) over ()::int4 as total
     from account.purchase_order o join account.payee p on p.id = o.payee
     join account.order_line l on l.purchase_order = o.id join account.order_position s on s.order_line = l.id
     left join account.order_decision d on d.purchase_order = o.id
     group by o.id, p.name, d.decision order by o.number desc limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

export type OrderHead = {
  id: string
  reference: string
  title: string
  payee: string
  payeeName: string
  supplier: string | null
  orderedOn: string
  actor: string
  decision: 'approved' | 'refused' | null
  decidedBy: string | null
  reason: string | null
}
export type OrderLineRow = {
  id: string
  place: number
  line: string
  year: number
  what: string
  quantity: number
  pence: number
  per: number
  isKits: boolean
  ordered: number
  received: number
  invoiced: number
  spent: number
}
export type ReceiptRow = {
  id: string
  orderLine: string
  quantity: number
  receivedOn: string
  batch: string | null
  actor: string
  withdrawnBecause: string | null
  withdrawnBy: string | null
}

/** An order, its lines, and what came; undefined where there is none. */
export const orderOf = async (
  tx: Transaction,
  id: string | undefined,
): Promise<{ head: OrderHead; lines: OrderLineRow[]; receipts: ReceiptRow[] } | undefined> => {
  const { rows: heads } = await tx.query<OrderHead>(
    `select o.id, 'PO-' || o.number as reference, o.title, o.payee, p.name as "payeeName", p.supplier, o.ordered_on as "orderedOn",
            o.actor, d.decision, d.actor as "decidedBy", d.reason
     from account.purchase_order o join account.payee p on p.id = o.payee
     left join account.order_decision d on d.purchase_order = o.id where o.id = $1::uuid`,
    [id ?? null],
  )
  const [head] = heads
  if (!head) return undefined
  const { rows: lines } = await tx.query<OrderLineRow>(
    `select l.id, l.place, l.line, l.year, l.what, l.quantity, l.unit_pence as pence, l.per, l.is_kits as "isKits",
            s.ordered, s.received, s.invoiced, s.spent
     from account.order_line l join account.order_position s on s.order_line = l.id
     where l.purchase_order = $1 order by l.place`,
    [head.id],
  )
  const { rows: receipts } = await tx.query<ReceiptRow>(
    `select r.id, r.order_line as "orderLine", r.quantity, r.received_on as "receivedOn", r.batch, r.actor,
            w.reason as "withdrawnBecause", w.actor as "withdrawnBy"
     from account.receipt r join account.order_line l on l.id = r.order_line left join account.receipt_withdrawal w on w.receipt = r.id
     where l.purchase_order = $1 order by r.at`,
    [head.id],
  )
  return { head, lines, receipts }
}

/** How many kits of each batch are received here already, whichever orders they are of. */
export const receivedOfBatches = async (
  tx: Transaction,
  batches: readonly string[],
): Promise<Map<string, number>> => {
  const { rows } = await tx.query<{ batch: string | null; received: number }>(
    `select batch, sum(quantity)::int4 as received from account.receipt r
     where batch = any ($1::uuid[]) and not exists (select from account.receipt_withdrawal w where w.receipt = r.id) group by batch`,
    [batches],
  )
  return new Map(rows.flatMap(({ batch, received }) => (batch === null ? [] : [[batch, received] as const])))
}

/** A payee by name, whatever its capitals. */
export const payeeCalled = async (tx: Transaction, name: string): Promise<string | undefined> => {
  const { rows } = await tx.query<{ id: string }>(
    'select id from account.payee where lower(name) = lower($1) order by at limit 1',
    [name],
  )
  return rows[0]?.id
}

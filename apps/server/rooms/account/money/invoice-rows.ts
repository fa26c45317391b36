import { assumedTolerance, toleranceOn, type Tolerance } from '@mettrace/money/match/tolerance'
import type { InvoiceKey } from '@mettrace/money/match/match'
import { pence } from '@mettrace/money/pence/pence'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { InvoiceKind } from './invoices.ts'

export type InvoiceRow = {
  id: string
  kind: InvoiceKind
  number: string
  payee: string
  validOn: string
  net: number
  vat: number
  approved: number
  paid: number
  paidOn: string | null
  /** Number of the invoice that a credit note is of. */
  creditsNumber: string | null
  credits: string | null
  withdrawnBecause: string | null
  withdrawnBy: string | null
  disputes: { id: string; from: string; until: string | null }[]
  total: number
}

const rowOfInvoice = `
  select i.id, i.kind, i.number, p.name as payee, i.valid_on as "validOn", sum(il.net_pence)::bigint as net, sum(il.vat_pence)::bigint as vat,
         case when w.invoice is null then coalesce(sum(done.net), 0)::bigint else 0 end as approved, coalesce(max(paid.pence), 0)::bigint as paid, max(paid.last) as "paidOn",
         (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'from', d.from_day, 'until', e.until_day) order by d.from_day), '[]')
          from account.dispute d left join account.dispute_end e on e.dispute = d.id where d.invoice = i.id) as disputes,
         i.credits, c.number as "creditsNumber", w.reason as "withdrawnBecause", w.actor as "withdrawnBy", count(*) over ()::int4 as total
  from account.invoice i left join account.invoice c on c.id = i.credits left join account.invoice_withdrawal w on w.invoice = i.id
  join account.payee p on p.id = i.payee join account.invoice_line il on il.invoice = i.id
  left join lateral (select sum(abs(a.net_pence)) as net from account.approved_line a where a.invoice_line = il.id) done on true
  left join lateral (select sum(abs(y.pence)) as pence, max(y.paid_on) as last from account.payment y join account.approval a on a.id = y.approval
                     where a.invoice = i.id) paid on true`

/** Invoices and credit notes, the latest first: a page of them, or those of an order. */
export const invoiceRows = async (
  tx: Transaction,
  { page, order }: { page?: number; order?: string },
): Promise<InvoiceRow[]> => {
  const { rows } = await tx.query<InvoiceRow>(
    `${rowOfInvoice}
     where $3::uuid is null or exists (select from account.invoice_line x join account.order_line l on l.id = x.order_line
                                       where x.invoice = i.id and l.purchase_order = $3)
     group by i.id, p.name, c.number, w.invoice order by i.entered_at desc, i.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page), order ?? null],
  )
  return rows
}

export type InvoiceLineRow = {
  id: string
  what: string
  quantity: number
  net: number
  vat: number
  approved: number
  orderLine: string | null
  order: string | null
  reference: string | null
  pence: number
  per: number
  ordered: number
  received: number
  invoiced: number
  spent: number
}
export type ApprovalRow = {
  id: string
  at: Date
  actor: string
  net: number
  vat: number
  because: string | null
  paidOn: string | null
  payment: string | null
}

/** One invoice with its lines and the lines of orders that they are for, and what was approved and paid. */
export const invoiceOf = async (
  tx: Transaction,
  id: string | undefined,
): Promise<
  | {
      head: InvoiceRow & { actor: string }
      lines: InvoiceLineRow[]
      approvals: ApprovalRow[]
      earlier: InvoiceKey[]
    }
  | undefined
> => {
  const { rows: heads } = await tx.query<InvoiceRow & { actor: string; payeeId: string }>(
    `select each.*, x.actor, x.payee as "payeeId" from (${rowOfInvoice} where i.id = $1::uuid group by i.id, p.name, c.number, w.invoice) each
     join account.invoice x on x.id = each.id`,
    [id ?? null],
  )
  const [head] = heads
  if (!head) return undefined
  const { rows: lines } = await tx.query<InvoiceLineRow>(
    `select il.id, il.what, il.quantity, il.net_pence as net, il.vat_pence as vat,
            (select coalesce(sum(quantity), 0)::int4 from account.approved_line where invoice_line = il.id) as approved,
            il.order_line as "orderLine", l.purchase_order as "order", 'PO-' || o.number as reference,
            coalesce(l.unit_pence, 0) as pence, coalesce(l.per, 1) as per,
            coalesce(s.ordered, 0) as ordered, coalesce(s.received, 0) as received, coalesce(s.invoiced, 0) as invoiced,
            coalesce(s.spent, 0) as spent
     from account.invoice_line il left join account.order_line l on l.id = il.order_line
     left join account.purchase_order o on o.id = l.purchase_order left join account.order_position s on s.order_line = l.id
     where il.invoice = $1 order by il.place`,
    [head.id],
  )
  const { rows: approvals } = await tx.query<ApprovalRow>(
    `select a.id, a.entered_at as at, a.actor, sum(x.net_pence)::bigint as net, sum(x.vat_pence)::bigint as vat,
            string_agg(distinct x.because, '; ') as because, y.paid_on as "paidOn", y.reference as payment
     from account.approval a join account.approved_line x on x.approval = a.id
     left join account.payment y on y.approval = a.id where a.invoice = $1 group by a.id, y.paid_on, y.reference order by a.entered_at`,
    [head.id],
  )
  const { rows: earlier } = await tx.query<{ number: string; gross: number }>(
    `select o.number, (select sum(net_pence + vat_pence)::bigint from account.invoice_line where invoice = o.id) as gross
     from account.invoice i join account.invoice o on o.payee = i.payee and o.kind = i.kind and o.number_key = i.number_key
       and (o.entered_at, o.id) < (i.entered_at, i.id)
       and not exists (select from account.invoice_withdrawal w where w.invoice = o.id)
     where i.id = $1`,
    [head.id],
  )
  return {
    head,
    lines,
    approvals,
    earlier: earlier.map(({ number, gross }) => ({ supplier: head.payee, number, gross: pence(gross) })),
  }
}

/** The tolerance of the day on which an invoice came, and whether it is assumed. */
export const toleranceFor = async (
  tx: Transaction,
  day: string,
): Promise<{ tolerance: Tolerance; isAssumed: boolean }> => {
  const { rows } = await tx.query<{
    from: string
    quantity: number
    priceShare: number
    pence: number
    isAssumed: boolean
  }>(
    `select from_day as "from", quantity, price_share as "priceShare", price_pence as pence, is_assumed as "isAssumed"
     from account.tolerance`,
  )
  const versions = rows.map(({ from, quantity, priceShare, pence: price }) => ({
    from,
    quantity,
    priceShare,
    price: pence(price),
  }))
  const tolerance = toleranceOn(day, versions)
  const isAssumed = rows.find(({ from }) => from === tolerance?.from)?.isAssumed ?? true
  return { tolerance: tolerance ?? assumedTolerance, isAssumed }
}

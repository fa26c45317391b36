import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from './refusals.ts'

export const invoiceKinds = ['invoice', 'credit note'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

export type NewInvoice = {
  /** The asker's UUID. */
  id: string
  payee: string
  kind: InvoiceKind
  /** Invoice of the same payee that a credit note is of; null of an invoice. */
  credits: string | null
  number: string
  datedOn: string
  validOn: string
  lines: readonly { orderLine: string | null; what: string; quantity: number; net: number; vat: number }[]
}

/** Enters an invoice or credit note as it came; that pays nothing. Asked for again, it is the same. */
export const enterInvoice = async (tx: Transaction, actor: string, invoice: NewInvoice): Promise<void> => {
  const { rowCount } = await named(
    tx.query(
      `insert into account.invoice (id, payee, kind, number, dated_on, valid_on, credits, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [
        invoice.id,
        invoice.payee,
        invoice.kind,
        invoice.number,
        invoice.datedOn,
        invoice.validOn,
        invoice.credits,
        actor,
      ],
    ),
  )
  if (rowCount === 0) return
  await named(
    tx.query(
      `insert into account.invoice_line (id, invoice, place, order_line, what, quantity, net_pence, vat_pence)
       select id, $1, place, order_line, what, quantity, net, vat
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::bigint[], $7::bigint[])
         with ordinality as each (id, order_line, what, quantity, net, vat, place)`,
      [
        invoice.id,
        invoice.lines.map(() => uuidv7()),
        invoice.lines.map(({ orderLine }) => orderLine),
        invoice.lines.map(({ what }) => what),
        invoice.lines.map(({ quantity }) => quantity),
        invoice.lines.map(({ net }) => net),
        invoice.lines.map(({ vat }) => vat),
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [invoice.id] })
}

export type NewApproval = {
  id: string
  invoice: string
  lines: readonly { invoiceLine: string; quantity: number; because: string | null }[]
}

/**
 * Approves lines of an invoice, or parts of them, for payment: all or none. The database says what they amount to. Asked for
 * again, it does nothing. Errors: `money_refused`.
 */
export const approveInvoice = async (
  tx: Transaction,
  actor: string,
  approval: NewApproval,
): Promise<void> => {
  const { rowCount } = await named(
    tx.query(
      'insert into account.approval (id, invoice, actor) values ($1, $2, $3) on conflict (id) do nothing',
      [approval.id, approval.invoice, actor],
    ),
  )
  if (rowCount === 0) return
  await named(
    tx.query(
      `insert into account.approved_line (approval, invoice, invoice_line, quantity, because, actor)
       select $1, $2, each.invoice_line, each.quantity, each.because, $3
       from unnest($4::uuid[], $5::integer[], $6::text[]) as each (invoice_line, quantity, because)
       left join account.invoice_line i on i.id = each.invoice_line
       left join account.order_line o on o.id = i.order_line
       order by o.purchase_order, o.line, o.year, each.invoice_line`,
      [
        approval.id,
        approval.invoice,
        actor,
        approval.lines.map(({ invoiceLine }) => invoiceLine),
        approval.lines.map(({ quantity }) => quantity),
        approval.lines.map(({ because }) => because),
      ],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [approval.invoice] })
}

/**
 * Takes back an invoice or credit note that was entered wrongly: what was approved of it is undone, and its number is free again.
 * Errors: `money_refused`, also where it is paid.
 */
export const takeBackInvoice = async (
  tx: Transaction,
  actor: string,
  { invoice, reason }: { invoice: string; reason: string },
): Promise<void> => {
  await named(
    tx.query('insert into account.invoice_withdrawal (invoice, reason, actor) values ($1, $2, $3)', [
      invoice,
      reason,
      actor,
    ]),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [invoice] })
}

/** Says that an approval was paid, in the ledger of the force. Asked for again by its id, it does nothing. Errors: `money_refused`. */
export const pay = async (
  tx: Transaction,
  actor: string,
  { id, approval, paidOn, reference }: { id: string; approval: string; paidOn: string; reference: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.payment (id, approval, paid_on, reference, actor)
       values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
      [id, approval, paidOn, reference, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [approval] })
}

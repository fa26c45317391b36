import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named, notPosted } from './refusals.ts'

export type NewOrderLine = {
  line: string
  year: number
  what: string
  quantity: number
  /** Net, for `per` pieces. */
  pence: number
  per: number
  isKits: boolean
}
export type NewOrder = {
  /** The asker's UUID. */
  id: string
  payee: string
  contract: string | null
  title: string
  /** `2026-11-29`. */
  orderedOn: string
  lines: readonly NewOrderLine[]
}

/** Adds somebody to order from and pay. */
export const addPayee = async (
  tx: Transaction,
  actor: string,
  { id, name, supplier }: { id: string; name: string; supplier?: string },
): Promise<void> => {
  await named(
    tx.query(
      'insert into account.payee (id, name, supplier, actor) values ($1, $2, $3, $4) on conflict (id) do nothing',
      [id, name, supplier ?? null, actor],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [id] })
}

/**
 * Places an order: what it costs is committed at once, or refused with what is left. Asked for again, it is the same order.
 * Errors: `money_refused`.
 */
export const placeOrder = async (tx: Transaction, actor: string, order: NewOrder): Promise<void> => {
  const { rowCount } = await named(
    tx.query(
      `insert into account.purchase_order (id, payee, contract, title, ordered_on, actor)
       values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
      [order.id, order.payee, order.contract, order.title, order.orderedOn, actor],
    ),
  )
  if (rowCount === 0) return
  await named(
    tx.query(
      `insert into account.order_line (id, purchase_order, place, line, year, what, quantity, unit_pence, per, is_kits)
       select id, $1, place, line, year, what, quantity, pence, per, is_kits
       from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::integer[], $7::bigint[], $8::integer[], $9::boolean[])
         with ordinality as each (id, line, year, what, quantity, pence, per, is_kits, place)
       order by line, year, place`,
      [
        order.id,
        order.lines.map(() => uuidv7()),
        order.lines.map(({ line }) => line),
        order.lines.map(({ year }) => year),
        order.lines.map(({ what }) => what),
        order.lines.map(({ quantity }) => quantity),
        order.lines.map(({ pence }) => pence),
        order.lines.map(({ per }) => per),
        order.lines.map(({ isKits }) => isKits),
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [order.id] })
}

/** Approves or refuses an order as a second person; refused, it frees what it had committed. Errors: `money_refused`. */
export const decideOrder = async (
  tx: Transaction,
  actor: string,
  { order, refusedBecause }: { order: string; refusedBecause?: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.order_decision (purchase_order, orderer, decision, reason, actor)
       select id, actor, $2, $3, $4 from account.purchase_order where id = $1`,
      [order, refusedBecause ? 'refused' : 'approved', refusedBecause ?? null, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [order] })
}

/** Cancels so many of a line that will not come. Asked for again, it does nothing. Errors: `money_refused`. */
export const cancelRest = async (
  tx: Transaction,
  actor: string,
  { id, orderLine, quantity, reason }: { id: string; orderLine: string; quantity: number; reason: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.order_cancellation (id, order_line, quantity, reason, actor)
       values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
      [id, orderLine, quantity, reason, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [orderLine] })
}

/** Takes back a receipt that was entered wrongly; it stays on the page. Errors: `money_refused`. */
export const takeBackReceipt = async (
  tx: Transaction,
  actor: string,
  { receipt, reason }: { receipt: string; reason: string },
): Promise<void> => {
  await named(
    tx.query('insert into account.receipt_withdrawal (receipt, reason, actor) values ($1, $2, $3)', [
      receipt,
      reason,
      actor,
    ]),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [receipt] })
}

export type NewReceipt = {
  id: string
  orderLine: string
  quantity: number
  receivedOn: string
  /** Batch of Supply, for kits. */
  batch: string | null
}

/** Says that so many came. Asked for again, it does nothing. Errors: `money_refused`. */
export const receive = async (tx: Transaction, actor: string, receipt: NewReceipt): Promise<void> => {
  if (receipt.quantity < 1) throw notPosted('Nothing came that is not received here already.')
  await named(
    tx.query(
      `insert into account.receipt (id, order_line, quantity, received_on, batch, actor)
       values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
      [receipt.id, receipt.orderLine, receipt.quantity, receipt.receivedOn, receipt.batch, actor],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [receipt.orderLine] })
}

import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from './refusals.ts'

/** Says from which day an invoice is in dispute, and why. Asked for again, it does nothing. */
export const disputeInvoice = async (
  tx: Transaction,
  actor: string,
  { id, invoice, from, reason }: { id: string; invoice: string; from: string; reason: string },
): Promise<void> => {
  await named(
    tx.query(
      'insert into account.dispute (id, invoice, from_day, reason, actor) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
      [id, invoice, from, reason, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [invoice] })
}

/** Says from which day its open dispute was settled. */
export const endDispute = async (
  tx: Transaction,
  actor: string,
  { invoice, until }: { invoice: string; until: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.dispute_end (dispute, from_day, until_day, actor)
       select d.id, d.from_day, $2::date, $3 from account.dispute d
       where d.invoice = $1 and not exists (select from account.dispute_end e where e.dispute = d.id)`,
      [invoice, until, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [invoice] })
}

import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named, notPosted } from './refusals.ts'

/**
 * Says from which day an invoice is in dispute, and why. Asked for again, it does nothing. Errors: `money_refused` where another
 * dispute is open.
 */
export const disputeInvoice = async (
  tx: Transaction,
  actor: string,
  { id, invoice, from, reason }: { id: string; invoice: string; from: string; reason: string },
): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.disputeOfInvoice, invoice])
  const { rows: earlier } = await tx.query<{ isThis: boolean; isOpen: boolean }>(
    `select d.id = $2 as "isThis", not exists (select from account.dispute_end e where e.dispute = d.id) as "isOpen"
     from account.dispute d where d.invoice = $1`,
    [invoice, id],
  )
  if (earlier.some(({ isThis }) => isThis)) return
  if (earlier.some(({ isOpen }) => isOpen)) throw notPosted('This invoice is in dispute already.')
  await named(
    tx.query(
      'insert into account.dispute (id, invoice, from_day, reason, actor) values ($1, $2, $3, $4, $5)',
      [id, invoice, from, reason, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [invoice] })
}

/** Says from which day a dispute of an invoice was settled. Errors: `money_refused` where it was settled before, or is not there. */
export const endDispute = async (
  tx: Transaction,
  actor: string,
  { dispute, invoice, until }: { dispute: string | undefined; invoice: string; until: string },
): Promise<void> => {
  const { rowCount } = await named(
    tx.query(
      `insert into account.dispute_end (dispute, from_day, until_day, actor)
       select d.id, d.from_day, $3::date, $4 from account.dispute d where d.id = $1 and d.invoice = $2`,
      [dispute ?? null, invoice, until, actor],
    ),
  )
  if (rowCount === 0) throw notPosted('There is no such dispute of this invoice.')
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [invoice] })
}

import type { Transaction } from '../../../foundation/with-actor.ts'

/** What waits for somebody: net pence, and since when. `of`: the order, invoice or virement. */
export type Waiting = {
  what: 'order' | 'budget' | 'virement' | 'invoice' | 'payment'
  of: string
  reference: string
  title: string
  pence: number
  since: Date
  /** Whose it was, who cannot decide of it. */
  actor: string
}

/** Orders, changes of budgets and virements to decide, invoices to approve and approvals to pay, the longest waiting first. */
export const waitingForSomebody = async (tx: Transaction): Promise<Waiting[]> => {
  const { rows } = await tx.query<Waiting>(
    `select 'order' as what, o.id as "of", 'PO-' || o.number as reference, o.title,
            (select sum(account.worth(l.quantity, l.unit_pence, l.per))::bigint from account.order_line l where l.purchase_order = o.id) as pence,
            o.entered_at as since, o.actor
     from account.purchase_order o where not exists (select from account.order_decision d where d.purchase_order = o.id)
     union all
     select 'budget', c.act, 'Budget', min(c.source), sum(c.pence)::bigint, min(c.at), min(c.actor)
     from account.budget_change c where not exists (select from account.budget_decision d where d.act = c.act) group by c.act
     union all
     select 'virement', v.id, 'Virement', v.reason, v.pence, v.at, v.actor
     from account.virement v where not exists (select from account.virement_decision d where d.virement = v.id)
     union all
     select 'invoice', i.id, i.number, p.name, sum(il.net_pence - coalesce(done.net, 0))::bigint, i.entered_at, i.actor
     from account.invoice i join account.payee p on p.id = i.payee join account.invoice_line il on il.invoice = i.id
     left join lateral (select sum(abs(a.net_pence)) as net from account.approved_line a where a.invoice_line = il.id) done on true
     where not exists (select from account.invoice_withdrawal w where w.invoice = i.id)
     group by i.id, p.name having sum(il.net_pence - coalesce(done.net, 0)) > 0
     union all
     select 'payment', i.id, i.number, p.name, (select sum(net_pence + vat_pence)::bigint from account.approved_line where approval = a.id), a.entered_at, a.actor
     from account.approval a join account.invoice i on i.id = a.invoice join account.payee p on p.id = i.payee
     where not exists (select from account.payment paid where paid.approval = a.id)
       and not exists (select from account.invoice_withdrawal w where w.invoice = i.id)
     order by 6`,
  )
  return rows
}

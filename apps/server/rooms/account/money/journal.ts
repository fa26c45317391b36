import { firstDay, lastDay } from '@mettrace/money/year/financial-year'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type Posting = {
  day: string
  document: string
  account: string
  debit: number
  credit: number
}

/**
 * A year as a journal of two sides, each document of which balances. Expenditure and VAT that comes back are of the year of the
 * order's line, and dated within it: what is approved after 31 March for the year before is posted on that day. What came and is not
 * invoiced is an accrual, and what is invoiced and has not come a prepayment, as they are now. Payments are of the year in which they were made. What
 * was taken back is posted again, the other way round.
 */
export const journalOf = async (tx: Transaction, year: number): Promise<Posting[]> => {
  const { rows } = await tx.query<Posting>(
    `with approved as (
       select p.entered_at, i.id as invoice, i.number, b.name, a.net_pence as net, a.vat_pence as vat, l.year
       from account.approved_line a join account.approval p on p.id = a.approval join account.invoice i on i.id = a.invoice
       join account.invoice_line il on il.id = a.invoice_line join account.order_line l on l.id = il.order_line
       join account.budget_line b on b.id = l.line),
     each_way as (
       select (entered_at at time zone 'Europe/London')::date as day, number, name, net, vat, year from approved
       union all
       select (w.at at time zone 'Europe/London')::date, number || ' taken back', name, -net, -vat, year
       from approved join account.invoice_withdrawal w using (invoice)),
     posted as (
       select greatest(least(day, $3::date), $2::date) as day, number as document, side.account, side.pence
       from each_way
       cross join lateral (values (name, net), ('VAT recoverable', vat), ('Creditors', -net - vat)) as side (account, pence)
       where year = $1
       union all
       select p.paid_on, p.reference, side.account, side.sign * p.pence
       from account.payment p cross join (values ('Creditors', 1), ('Bank', -1)) as side (account, sign)
       where p.paid_on between $2::date and $3::date
       union all
       select $3::date, 'Accruals and prepayments', side.account, side.pence
       from account.line_year y join account.budget_line b on b.id = y.line
       cross join lateral (values (b.name, y.accrued - y.prepaid), ('Accruals', -y.accrued), ('Prepayments', y.prepaid)) as side (account, pence)
       where y.year = $1)
     select day, document, account, greatest(pence, 0) as debit, greatest(-pence, 0) as credit
     from posted where pence <> 0 order by day, document, account, debit, credit`,
    [year, firstDay(year), lastDay(year)],
  )
  return rows
}

import type { PaidInvoice } from '@mettrace/money/publication/compliance'
import { isUnderAct, publishedAbove, type DutyContract } from '@mettrace/money/publication/duties'
import { paidWithin } from '@mettrace/money/invoice/due'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** Days that something is published of, both included. */
export type Days = { first: string; last: string }

/** A payment as it is published; pence with VAT, and the VAT in it. `recipient` is null where it is a person. */
export type PublishedPayment = {
  paidOn: string
  recipient: string | null
  purpose: string
  reason: string | null
  pence: number
  vat: number
  contract: string | null
  begunOn: string | null
}

const payments = `
  select y.paid_on as "paidOn", case when n.payee is null then p.name end as recipient, y.pence,
         sum(a.vat_pence)::bigint as vat, string_agg(distinct o.title, '; ') as purpose, string_agg(distinct v.reason, '; ') as reason,
         string_agg(distinct c.reference, '; ') as contract, min(c.begun_on) as "begunOn"
  from account.payment y join account.approval q on q.id = y.approval join account.invoice i on i.id = q.invoice
  join account.payee p on p.id = i.payee left join account.payee_person n on n.payee = p.id
  join account.approved_line a on a.approval = y.approval join account.invoice_line b on b.id = a.invoice_line
  join account.order_line l on l.id = b.order_line join account.purchase_order o on o.id = l.purchase_order
  left join account.contract c on c.id = o.contract
  left join lateral (select reason from account.order_value where purchase_order = o.id order by at desc limit 1) v on true
  where y.paid_on between $1 and $2 and y.pence > $3
  group by y.id, p.id, n.payee order by y.paid_on, y.reference, y.id`

/** Payments of more than £500 with VAT, by day: items of expenditure (SI 2011/3050). */
export const itemsOf = async (tx: Transaction, { first, last }: Days): Promise<PublishedPayment[]> => {
  const { rows } = await tx.query<PublishedPayment>(payments, [first, last, publishedAbove.items])
  return rows
}

/** Payments of more than £30,000 with VAT under contracts of the Procurement Act 2023 (s.70). */
export const paymentsUnderAct = async (
  tx: Transaction,
  { first, last }: Days,
): Promise<PublishedPayment[]> => {
  const { rows } = await tx.query<PublishedPayment>(payments, [first, last, publishedAbove.payments])
  return rows.filter(({ begunOn }) => isUnderAct(begunOn))
}

export type PublishedContract = DutyContract & {
  reference: string
  title: string
  recipient: string | null
  netPence: number
  vatPence: number
}

/** Contracts, by their first day. */
export const contractsKnown = async (tx: Transaction): Promise<PublishedContract[]> => {
  const { rows } = await tx.query<PublishedContract>(
    `select c.id, c.begun_on as "begunOn", c.starts_on as "startsOn", c.ends_on as "endsOn", c.net_pence + c.vat_pence as "grossPence",
            c.reference, c.title, case when n.payee is null then p.name end as recipient, c.net_pence as "netPence",
            c.vat_pence as "vatPence"
     from account.contract c join account.payee p on p.id = c.payee left join account.payee_person n on n.payee = p.id
     order by c.starts_on, c.reference`,
  )
  return rows
}

export type IncomeRow = {
  source: string
  pence: number
  conditions: string
  conflict: string
  receivedOn: string
}

/** Income of a financial year. */
export const incomeOf = async (tx: Transaction, year: number): Promise<IncomeRow[]> => {
  const { rows } = await tx.query<IncomeRow>(
    `select source, pence, conditions, conflict, received_on as "receivedOn" from account.income
     where year = $1 order by received_on, at`,
    [year],
  )
  return rows
}

/** How long payments under contracts of the Act of 2023 took, by the days of s.68: the day of the invoice is the first. */
export const paidUnderAct = async (tx: Transaction, { first, last }: Days): Promise<PaidInvoice[]> => {
  const { rows } = await tx.query<{
    validOn: string
    paidOn: string
    pence: number
    begunOn: string | null
    disputes: { from: string; until: string | null }[]
  }>(
    `select i.valid_on as "validOn", y.paid_on as "paidOn", y.pence, min(c.begun_on) as "begunOn",
            (select coalesce(jsonb_agg(jsonb_build_object('from', d.from_day, 'until', e.until_day)), '[]')
             from account.dispute d left join account.dispute_end e on e.dispute = d.id where d.invoice = i.id) as disputes
     from account.payment y join account.approval q on q.id = y.approval join account.invoice i on i.id = q.invoice
     join account.approved_line a on a.approval = y.approval join account.invoice_line b on b.id = a.invoice_line
     join account.order_line l on l.id = b.order_line join account.purchase_order o on o.id = l.purchase_order
     left join account.contract c on c.id = o.contract
     where y.paid_on between $1 and $2 and y.pence > 0 group by y.id, i.id`,
    [first, last],
  )
  return rows
    .filter(({ begunOn }) => isUnderAct(begunOn))
    .map(({ validOn, paidOn, pence, disputes }) => {
      const { days, disputed } = paidWithin(validOn, disputes, paidOn)
      return { days: Math.max(1, days + 1 - disputed), pence }
    })
}

/** The first day on which anything was ordered, contracted or received; undefined where nothing was. */
export const firstDayKnown = async (tx: Transaction): Promise<string | undefined> => {
  const { rows } = await tx.query<{ day: string | null }>(
    `select least((select min(ordered_on) from account.purchase_order), (select min(starts_on) from account.contract),
                  (select min(received_on) from account.income)) as day`,
  )
  return rows[0]?.day ?? undefined
}

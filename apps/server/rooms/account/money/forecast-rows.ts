import { pence, type Pence } from '@mettrace/money/pence/pence'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** What a budget line, or all where it is null, took in a month of orders, `2026-11`; net pence. */
export type MonthTaken = { line: string; month: string; pence: number }

/**
 * What each budget line took by month, of whichever year's budget: orders by the day on which they were placed, all else by the day on
 * which it was recorded.
 */
export const monthsTaken = async (tx: Transaction): Promise<MonthTaken[]> => {
  const { rows } = await tx.query<MonthTaken>(
    `select e.line, to_char(coalesce(o.ordered_on, (e.at at time zone 'Europe/London')::date), 'YYYY-MM') as month,
            sum(e.committed + e.accrued + e.spent)::bigint as pence
     from account.entry e left join account.purchase_order o on e.what = 'order' and o.id = e.fact
     where e.what not in ('budget', 'virement') group by 1, 2 order by 2`,
  )
  return rows
}

/** Net pence of all years in which there is a budget. */
export type Term = { first: number; last: number; budget: number; taken: number }

/** The years that have a budget, from the first to the last; undefined where none has. */
export const termOf = async (tx: Transaction): Promise<Term | undefined> => {
  const { rows } = await tx.query<Term & { first: number | null }>(
    `select min(year) as first, max(year) as last, sum(budget)::bigint as budget, sum(committed + accrued + spent)::bigint as taken
     from account.line_year where budget > 0`,
  )
  const [term] = rows
  return term && term.first !== null ? term : undefined
}

/** What came, net: spent and accrued less what is paid for what has not come. Of all lines, and of kits with how many came. */
export const costOfWhatCame = async (
  tx: Transaction,
): Promise<{ all: Pence; kits: Pence; kitsReceived: number }> => {
  const { rows } = await tx.query<{ all: number; kits: number }>(
    `select coalesce(sum(e.spent + e.accrued - e.prepaid), 0)::bigint as all,
            coalesce(sum(e.spent + e.accrued - e.prepaid) filter (where l.is_kits), 0)::bigint as kits
     from account.entry e left join account.order_line l on l.id = e.order_line`,
  )
  const { rows: came } = await tx.query<{ kits: number }>(
    `select coalesce(sum(least(s.received, s.ordered)), 0)::int4 as kits
     from account.order_position s join account.order_line l on l.id = s.order_line and l.is_kits`,
  )
  return {
    all: pence(rows[0]?.all ?? 0),
    kits: pence(rows[0]?.kits ?? 0),
    kitsReceived: came[0]?.kits ?? 0,
  }
}

/** What is left this year on the lines that kits were ordered from, and the price of the latest order of them; pence for one kit. */
export const restForKits = async (
  tx: Transaction,
  year: number,
): Promise<{ left: number; price: number | null; lines: string | null }> => {
  const { rows } = await tx.query<{ left: number | null; lines: string | null }>(
    `select sum(y.budget - y.committed - y.accrued - y.spent)::bigint as left, string_agg(b.name, ', ' order by b.name) as lines
     from account.line_year y join account.budget_line b on b.id = y.line
     where y.year = $1 and exists (select from account.order_line l where l.line = y.line and l.is_kits)`,
    [year],
  )
  const { rows: prices } = await tx.query<{ price: number }>(
    `select (account.worth(1, l.unit_pence, l.per))::int4 as price
     from account.order_line l join account.purchase_order o on o.id = l.purchase_order
     join account.order_decision d on d.purchase_order = o.id and d.decision = 'approved'
     where l.is_kits order by o.ordered_on desc, o.number desc limit 1`,
  )
  return { left: rows[0]?.left ?? 0, price: prices[0]?.price ?? null, lines: rows[0]?.lines ?? null }
}

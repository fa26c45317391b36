import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Figures that a page shows of a budget line, each of which opens to its entries; net pence, VAT apart. */
export const figures = ['budget', 'committed', 'accrued', 'spent', 'prepaid', 'vat'] as const
export type Figure = (typeof figures)[number]

/** Net pence by figure. */
export type Figures = {
  budget: number
  committed: number
  accrued: number
  spent: number
  prepaid: number
  vat: number
}

export type LineOfYear = { id: string; name: string } & Figures

/** Budget lines with their figures of a year, in the order in which they were added. */
export const linesOfYear = async (tx: Transaction, year: number): Promise<LineOfYear[]> => {
  const { rows } = await tx.query<LineOfYear>(
    `select b.id, b.name, coalesce(y.budget, 0) as budget, coalesce(y.committed, 0) as committed,
            coalesce(y.accrued, 0) as accrued, coalesce(y.spent, 0) as spent, coalesce(y.prepaid, 0) as prepaid,
            coalesce(y.vat, 0) as vat
     from account.budget_line b left join account.line_year y on y.line = b.id and y.year = $1 order by b.at, b.id`,
    [year],
  )
  return rows
}

/** How often the budget of a year was changed: its version. */
export const budgetVersion = async (tx: Transaction, year: number): Promise<number> => {
  const { rows } = await tx.query<{ version: number }>(
    `select (count(distinct coalesce(c.act, e.fact)))::int4 as version
     from account.entry e left join account.budget_change c on c.id = e.fact
     where e.year = $1 and e.what in ('budget', 'virement')`,
    [year],
  )
  return rows[0]?.version ?? 0
}

export type Entry = {
  number: number
  at: Date
  what: string
  line: string
  year: number
  order: string | null
  reference: string | null
  title: string | null
} & Figures
/** `year`: null for all; `kits`: of orders of kits alone. */
export type EntriesAsked = { year: number | null; line: string | null; figure: Figure | null; kits: boolean }

const asked = `($1::integer is null or e.year = $1) and ($2::uuid is null or e.line = $2) and (not $3::boolean or l.is_kits)
     and ($4::text is null or case $4 when 'budget' then e.budget when 'committed' then e.committed when 'accrued' then e.accrued
              when 'spent' then e.spent when 'prepaid' then e.prepaid else e.vat end <> 0)`

/** What the entries that are asked for come to. */
export const sumOfEntries = async (
  tx: Transaction,
  { year, line, figure, kits }: EntriesAsked,
): Promise<Figures> => {
  const { rows } = await tx.query<Figures>(
    `select coalesce(sum(e.budget), 0)::bigint as budget, coalesce(sum(e.committed), 0)::bigint as committed,
            coalesce(sum(e.accrued), 0)::bigint as accrued, coalesce(sum(e.spent), 0)::bigint as spent,
            coalesce(sum(e.prepaid), 0)::bigint as prepaid, coalesce(sum(e.vat), 0)::bigint as vat
     from account.entry e left join account.order_line l on l.id = e.order_line where ${asked}`,
    [year, line, kits, figure],
  )
  return rows[0]!
}

/** Entries that a figure is the sum of, the first first: a page of them, or all. */
export const entriesOf = async (
  tx: Transaction,
  { year, line, figure, kits }: EntriesAsked,
  page?: number,
): Promise<(Entry & { total: number })[]> => {
  const { rows } = await tx.query<Entry & { total: number }>(
    `select e.number, e.at, e.what, b.name as line, e.year, o.id as "order", 'PO-' || o.number as reference,
            coalesce(l.what, c.source, v.reason) as title,
            e.budget, e.committed, e.accrued, e.spent, e.prepaid, e.vat, count(*) over ()::int4 as total
     from account.entry e join account.budget_line b on b.id = e.line
     left join account.order_line l on l.id = e.order_line left join account.purchase_order o on o.id = l.purchase_order
     left join account.budget_change c on c.id = e.fact left join account.virement v on v.id = e.fact
     where ${asked}
     order by e.number limit $5 offset $6`,
    [
      year,
      line,
      kits,
      figure,
      page === undefined ? null : rowsOnPage,
      page === undefined ? 0 : rowsBefore(page),
    ],
  )
  return rows
}

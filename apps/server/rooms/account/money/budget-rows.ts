import type { Transaction } from '../../../foundation/with-actor.ts'

export type ChangeRow = {
  act: string
  at: Date
  lines: { line: string; pence: number }[]
  source: string
  actor: string
  decision: 'approved' | 'refused' | null
  decidedBy: string | null
  refusedBecause: string | null
}

/** Changes of the budgets of a year: those that wait first, then the latest. */
export const changesOfBudget = async (tx: Transaction, year: number): Promise<ChangeRow[]> => {
  const { rows } = await tx.query<ChangeRow>(
    `select c.act, min(c.at) as at, jsonb_agg(jsonb_build_object('line', b.name, 'pence', c.pence) order by b.name) as lines,
            min(c.source) as source, min(c.actor) as actor, d.decision, d.actor as "decidedBy", d.reason as "refusedBecause"
     from account.budget_change c join account.budget_line b on b.id = c.line
     left join account.budget_decision d on d.act = c.act
     where c.year = $1 group by c.act, d.act order by d.decision is not null, 2 desc`,
    [year],
  )
  return rows
}

export type VirementRow = {
  id: string
  at: Date
  from: string
  to: string
  pence: number
  reason: string
  actor: string
  decision: 'approved' | 'refused' | null
  decidedBy: string | null
  refusedBecause: string | null
}

/** Virements of a year, those that wait first. */
export const virementsOf = async (tx: Transaction, year: number): Promise<VirementRow[]> => {
  const { rows } = await tx.query<VirementRow>(
    `select v.id, v.at, f.name as "from", t.name as "to", v.pence, v.reason, v.actor, d.decision, d.actor as "decidedBy",
            d.reason as "refusedBecause"
     from account.virement v join account.budget_line f on f.id = v.from_line join account.budget_line t on t.id = v.to_line
     left join account.virement_decision d on d.virement = v.id where v.year = $1 order by d.decision nulls first, v.at desc`,
    [year],
  )
  return rows
}

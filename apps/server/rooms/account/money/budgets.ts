import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named, notPosted } from './refusals.ts'

/** Adds a budget line; asked for again by the same id, it is the same. */
export const addBudgetLine = async (
  tx: Transaction,
  actor: string,
  { id, name }: { id: string; name: string },
): Promise<void> => {
  await named(
    tx.query(
      'insert into account.budget_line (id, name, actor) values ($1, $2, $3) on conflict (id) do nothing',
      [id, name, actor],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [id] })
}

export type BudgetChange = {
  /** The asker's UUID. */
  id: string
  year: number
  source: string
  /** Net pence by line, more or less than before. */
  lines: readonly { line: string; pence: number }[]
}

/**
 * Enters a change of what lines have in a year, which waits for a second person. Asked for again, it does nothing. Errors:
 * `money_refused`.
 */
export const changeBudget = async (tx: Transaction, actor: string, change: BudgetChange): Promise<void> => {
  await named(
    tx.query(
      `insert into account.budget_change (id, act, year, line, pence, source, actor)
       select id, $1, $2, line, pence, $3, $4 from unnest($5::uuid[], $6::uuid[], $7::bigint[]) as each (id, line, pence)
       order by line on conflict (act, line) do nothing`,
      [
        change.id,
        change.year,
        change.source,
        actor,
        change.lines.map(() => uuidv7()),
        change.lines.map(({ line }) => line),
        change.lines.map(({ pence }) => pence),
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [change.id] })
}

/**
 * Decides of a change as a second person; approved, it is the next version of the year's budget. Errors: `money_refused`, also
 * where there is no such change.
 */
export const decideBudget = async (
  tx: Transaction,
  actor: string,
  { change, refusedBecause }: { change: string; refusedBecause?: string },
): Promise<void> => {
  const { rowCount } = await named(
    tx.query(
      `insert into account.budget_decision (act, asked_by, decision, reason, actor)
       select act, min(actor), $2, $3, $4 from account.budget_change where act = $1 group by act`,
      [change, refusedBecause ? 'refused' : 'approved', refusedBecause ?? null, actor],
    ),
  )
  if (rowCount === 0) throw notPosted('There is no such change of a budget.')
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [change] })
}

export type Virement = { id: string; year: number; from: string; to: string; pence: number; reason: string }

/** Asks for money to move between lines. */
export const askVirement = async (tx: Transaction, actor: string, asked: Virement): Promise<void> => {
  await named(
    tx.query(
      `insert into account.virement (id, year, from_line, to_line, pence, reason, actor)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [asked.id, asked.year, asked.from, asked.to, asked.pence, asked.reason, actor],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [asked.id] })
}

/** Decides of it as a second person; refused with a reason. Errors: `money_refused`. */
export const decideVirement = async (
  tx: Transaction,
  actor: string,
  { virement, refusedBecause }: { virement: string; refusedBecause?: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.virement_decision (virement, asked_by, decision, reason, actor)
       select id, actor, $2, $3, $4 from account.virement where id = $1`,
      [virement, refusedBecause ? 'refused' : 'approved', refusedBecause ?? null, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [virement] })
}

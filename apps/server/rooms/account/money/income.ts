import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from './refusals.ts'

export type NewIncome = {
  /** The asker's UUID. */
  id: string
  year: number
  source: string
  /** Whole pence. */
  pence: number
  conditions: string
  conflict: string
  receivedOn: string
}

/**
 * Enters what a sponsor or somebody else gave, with its conditions and the conflict of interest that was declared, or that none was. It
 * raises no budget. Asked for again, it does nothing. Errors: `money_refused`.
 */
export const addIncome = async (tx: Transaction, actor: string, income: NewIncome): Promise<void> => {
  await named(
    tx.query(
      `insert into account.income (id, year, source, pence, conditions, conflict, received_on, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [
        income.id,
        income.year,
        income.source,
        income.pence,
        income.conditions,
        income.conflict,
        income.receivedOn,
        actor,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [income.id] })
}

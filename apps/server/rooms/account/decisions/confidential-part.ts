import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { inWordsOfDecisions } from './refusals.ts'

/** Whether a decision has a confidential part, as far as the actor may know. */
export const hasSecret = async (tx: Transaction, decision: string): Promise<boolean> => {
  const { rowCount } = await tx.query('select from account.decision_secret where decision = $1 limit 1', [
    decision,
  ])
  return rowCount === 1
}

/** The confidential part as it was put in last, or nothing. That it was opened is written down, with why. */
export const openSecret = async (
  tx: Transaction,
  decision: string,
  reason: string,
): Promise<string | null> => {
  const { rows } = await tx.query<{ words: string }>(
    'select words from account.decision_secret where decision = $1 order by at desc, id desc limit 1',
    [decision],
  )
  await tx.record({ operation: 'consultation', kind: 'confidential part', subjects: [decision], reason })
  return rows[0]?.words ?? null
}

/** Puts in a confidential part, in place of the one before. Errors: `usage` about `decision` where it is signed. */
export const putSecret = async (
  tx: Transaction,
  actor: string,
  decision: string,
  words: string,
): Promise<void> => {
  await inWordsOfDecisions(
    tx.query('insert into account.decision_secret (id, decision, words, actor) values ($1, $2, $3, $4)', [
      uuidv7(),
      decision,
      words,
      actor,
    ]),
  )
  await tx.record({ operation: 'collection', kind: 'confidential part', subjects: [decision] })
}

import type { Transaction } from '../../../foundation/with-actor.ts'
import { inWordsOfDecisions } from './refusals.ts'
import type { Decision } from './register.ts'

/**
 * Signs a version of a decision. Errors: `usage` about `decision` where the actor wrote any of it, where something is missing,
 * where there is a later version, and where it is signed.
 */
export const signDecision = async (
  tx: Transaction,
  actor: string,
  { id, versions }: Pick<Decision, 'id' | 'versions'>,
  number: number,
): Promise<void> => {
  await inWordsOfDecisions(
    tx.query('insert into account.decision_signature (decision, number, actor) values ($1, $2, $3)', [
      id,
      number,
      actor,
    ]),
  )
  const signed = versions.find((version) => version.number === number)
  await tx.record({ operation: 'collection', kind: 'decision', subjects: [signed?.digest ?? id] })
}

/** Publishes a signed decision, without its confidential part. Errors: `usage` about `decision` where it is not signed, or published. */
export const publishDecision = async (tx: Transaction, actor: string, id: string): Promise<void> => {
  await inWordsOfDecisions(
    tx.query('insert into account.decision_publication (decision, actor) values ($1, $2)', [id, actor]),
  )
  await tx.record({ operation: 'disclosure', kind: 'decision', subjects: [id], to: 'the public' })
}

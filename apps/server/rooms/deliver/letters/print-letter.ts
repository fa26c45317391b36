import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { NewCode } from './new-code.ts'

/** A letter, in the ward and BCU of its home. */
type LetterOf = { letter: string; ward: string; bcu: string }

/** Keeps the digest of the code that is printed on a letter: it counts from then on, instead of one before. */
export const keepCode = async (
  tx: Transaction,
  actor: string,
  { letter, ward, bcu }: LetterOf,
  { digest, until }: NewCode,
): Promise<void> => {
  await tx.query(
    `insert into engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
    [uuidv7(), letter, ward, bcu, digest, until, actor],
  )
}

/** Writes down that a letter was printed, and by whom. */
export const notePrinted = async (
  tx: Transaction,
  actor: string,
  { letter, ward, bcu }: LetterOf,
): Promise<void> => {
  await tx.query(
    `insert into engagement.letter_attempt (id, letter, ward, bcu, outcome, actor) values ($1, $2, $3, $4, 'printed', $5)`,
    [uuidv7(), letter, ward, bcu, actor],
  )
}

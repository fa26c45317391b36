import { randomInt } from 'node:crypto'
import { newOneTimeCode } from '@mettrace/protocol/codes/one-time-code'
import { heldCode } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Days that a code can be used: an e-mail is there at once, a letter is on its way and lies on the mat. */
const daysOfCode = { email: 1, paper: 28 } as const

/** A code for once, the keyed digest that is kept of it, and until when it opens anything. */
export type NewCode = { code: string; digest: Buffer; until: Date }

/** Makes a code: it stands on its letter and nowhere else. */
export const newCode = (
  tx: Pick<Transaction, 'fields'>,
  way: keyof typeof daysOfCode,
  now: Date,
): NewCode => {
  const code = newOneTimeCode((below) => randomInt(below))
  return {
    code,
    digest: tx.fields.digest(heldCode, code),
    until: new Date(now.getTime() + daysOfCode[way] * 86_400_000),
  }
}

import type { Transaction } from '../../../foundation/with-actor.ts'

/** Writes down that a bundle was given out: of whose exhibits, to whom, why, and by which list it can be told. */
export const noteGiven = (
  tx: Transaction,
  exhibits: readonly string[],
  { to, purpose, listSha256 }: { to: string; purpose: string; listSha256: string },
): Promise<void> =>
  tx.record({
    operation: 'disclosure',
    kind: 'exhibit',
    subjects: exhibits,
    to,
    reason: `${purpose}; manifest ${listSha256}`,
  })

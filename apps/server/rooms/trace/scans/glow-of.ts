import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { scanById, type Scan } from './scans.ts'

/** A scan with a glow that stands, from which an exhibit is booked in. Logs it. Errors: `not_found` where it is none. */
export const glowOf = async (tx: Transaction, id: string): Promise<Scan> => {
  const scan = await scanById(tx, id)
  if (scan.result !== 'glow' || scan.isCorrected)
    throw new MetTraceError('not_found', 'There is no such scan with a glow here.')
  return scan
}

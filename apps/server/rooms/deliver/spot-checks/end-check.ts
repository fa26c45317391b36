import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { ledByAnother } from './draw-check.ts'
import { spotCheckOf } from './spot-checks.ts'

/**
 * Closes a spot check, from when on its result is told, or abandons it for a reason. Once: what has ended stays as it is.
 * Errors: `not_found`; `not_allowed` of somebody else's; `usage` about `close` while a door has no finding.
 */
export const endCheck = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
  reason: string | null,
): Promise<void> => {
  const check = await spotCheckOf(tx, id)
  if (!check.isLed) throw ledByAnother()
  if (check.how !== null) return
  if (reason === null && (check.doors === 0 || check.visited < check.doors))
    throw new MetTraceError('usage', 'Every door must have been visited before the check is closed', {
      about: 'close',
    })
  await tx.query(
    `insert into engagement.spot_end (spot_check, bcu, how, reason, actor)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [check.id, check.bcus[0], reason === null ? 'closed' : 'abandoned', reason, actor],
  )
}

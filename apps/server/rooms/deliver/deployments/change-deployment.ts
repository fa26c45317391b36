import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Start } from './fix-deployments.ts'
import { inWordsOfDeployments } from './refusals.ts'

/** What becomes of a deployment. Kits are those that are bound from then on; of one that is closed, those that were used. */
export type Change =
  | { what: 'start moved'; start: Start }
  | { what: 'area dropped'; area: string; kits: number | null }
  | { what: 'kits changed'; kits: number }
  | { what: 'closed'; on: string; kits: number | null }

/**
 * Appends a change with its reason to a deployment. `follows` is the last change that whoever makes it has seen, null for
 * none: of two changes made of the same state, or of one that is sent twice, one is refused.
 * Errors: `usage` about the field of the form that it is about.
 */
export const changeDeployment = (
  tx: Transaction,
  actor: string,
  deployment: string,
  { follows, reason, ...change }: Change & { follows: string | null; reason: string },
): Promise<void> =>
  inWordsOfDeployments(async () => {
    const start = change.what === 'start moved' ? change.start : null
    await tx.query(
      `insert into target.deployment_change
         (id, deployment, follows, actor, reason, what, starts_on, start_known, area, kits, closed_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        uuidv7(),
        deployment,
        follows,
        actor,
        reason,
        change.what,
        start?.on ?? null,
        start?.known ?? null,
        change.what === 'area dropped' ? change.area : null,
        change.what === 'start moved' ? null : change.kits,
        change.what === 'closed' ? change.on : null,
      ],
    )
    await tx.record({
      operation: 'alteration',
      kind: 'deployment',
      subjects: [deployment],
      reason: `${change.what}: ${reason}`,
    })
  })

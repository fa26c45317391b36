import { createHash } from 'node:crypto'
import { withNames } from '../../foundation/actor-names.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import type { DeploymentPlan, DeploymentQuestion } from '../plan/deployment-types.ts'
import type { Field } from '../page-query.ts'
import type { RiskScope } from '../types.ts'

export type DraftInputs = RiskScope &
  Omit<DeploymentQuestion, 'most'> & {
    most: number | null
    /** As it was typed, so that the page can be opened again. */
    typed: Record<Field, string>
  }

export type Draft = {
  id: string
  name: string
  /** ISO time in UTC. */
  keptAt: string
  actor: string
  importedAt: string | null
  inputs: DraftInputs
  plan: DeploymentPlan
  digest: string
}

const time = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Keeps a draft, for good. Returns its id. */
export const keepDraft = async (
  tx: Transaction,
  actor: string,
  { name, importedAt, inputs, plan }: Pick<Draft, 'name' | 'importedAt' | 'inputs' | 'plan'>,
): Promise<string> => {
  const id = uuidv7()
  const digest = createHash('sha256')
    .update(JSON.stringify([inputs, plan]))
    .digest('hex')
  await tx.query(
    `insert into target.plan_draft (id, name, actor, imported_at, inputs, plan, digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, actor, importedAt, JSON.stringify(inputs), JSON.stringify(plan), digest],
  )
  return id
}

export type DraftLine = Pick<Draft, 'id' | 'name' | 'keptAt' | 'actor'> & {
  kits: number
  areas: number
  expected: number
}

/** Drafts, the latest first, in a line each. */
export const draftLines = async (tx: Transaction): Promise<DraftLine[]> => {
  const { rows } = await tx.query<DraftLine>(
    `select id, name, ${time('kept_at')} as "keptAt", actor, (inputs->>'kits')::float8 as kits,
            jsonb_array_length(plan->'areas') as areas, (plan->>'expected')::float8 as expected
     from target.plan_draft order by kept_at desc limit 200`,
  )
  return withNames(tx, rows)
}

/** One draft whole. */
export const draftOf = async (tx: Transaction, id: string): Promise<Draft | undefined> => {
  const { rows } = await tx.query<Draft>(
    `select id, name, ${time('kept_at')} as "keptAt", actor, ${time('imported_at')} as "importedAt", inputs, plan, digest
     from target.plan_draft where id = $1`,
    [id],
  )
  return (await withNames(tx, rows))[0]
}

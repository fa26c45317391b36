import { createHash } from 'node:crypto'
import { withNames } from '../../../foundation/actor-names.ts'
import {
  isWithdrawn,
  nameTaken,
  oneNameAtATime,
  withdrawnAlready,
  type Change,
} from '../../../foundation/page/kept-names.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { DeploymentPlan, DeploymentQuestion } from '../plan/deployment-types.ts'
import type { Field } from '../question/page-query.ts'
import type { RiskScope } from '../../../crime/types.ts'

export type DraftInputs = RiskScope &
  Omit<DeploymentQuestion, 'most'> & {
    most: number | null
    /** As it was typed, so that the page can be opened again. */
    typed: Record<Field, string>
  }

export type Draft = {
  id: string
  /** What it is called now. */
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

/** What the draft `d` is called now, and whether it is withdrawn. */
const called = `coalesce((select c.name from target.draft_change c where c.draft = d.id and c.name is not null
  order by c.changed_at desc, c.id desc limit 1), d.name)`
const withdrawn = 'exists (select from target.draft_change c where c.draft = d.id and c.reason is not null)'

/** Errors: `usage` about `name` where another draft, not withdrawn, has it. */
const refuseTaken = async (tx: Transaction, name: string, draft: string): Promise<void> => {
  await oneNameAtATime(tx)
  const { rowCount } = await tx.query(
    `select from target.plan_draft d where lower(${called}) = lower($1) and d.id <> $2 and not ${withdrawn}`,
    [name, draft],
  )
  if (rowCount) throw nameTaken('draft', name)
}

/** Keeps a draft, for good. Returns its id. Errors: `usage` about `name` where it is another’s. */
export const keepDraft = async (
  tx: Transaction,
  actor: string,
  { name, importedAt, inputs, plan }: Pick<Draft, 'name' | 'importedAt' | 'inputs' | 'plan'>,
): Promise<string> => {
  const id = uuidv7()
  await refuseTaken(tx, name, id)
  const digest = createHash('sha256')
    .update(JSON.stringify([inputs, plan]))
    .digest('hex')
  await tx.query(
    `insert into target.plan_draft (id, name, actor, imported_at, inputs, plan, digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, actor, importedAt, JSON.stringify(inputs), JSON.stringify(plan), digest],
  )
  await tx.record({ operation: 'collection', kind: 'plan', subjects: [id] })
  return id
}

export type DraftLine = Pick<Draft, 'id' | 'name' | 'keptAt' | 'actor'> & {
  kits: number
  areas: number
  expected: number
}

/** Drafts that hold, or those that were withdrawn, the latest first, in a line each: a page of them, or all. */
export const draftLines = async (
  tx: Transaction,
  which: 'present' | 'withdrawn' = 'present',
  page: number | 'all' = 1,
): Promise<DraftLine[]> => {
  const { rows } = await tx.query<DraftLine>(
    `select d.id, ${called} as name, ${time('d.kept_at')} as "keptAt", d.actor, (d.inputs->>'kits')::float8 as kits,
            jsonb_array_length(d.plan->'areas') as areas, (d.plan->>'expected')::float8 as expected
     from target.plan_draft d where ${withdrawn} = $1
     order by d.kept_at desc, d.id desc limit $2 offset $3`,
    [which === 'withdrawn', page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  return withNames(tx, rows)
}

/** How many drafts hold, and how many were withdrawn. */
export const numberOfDrafts = async (tx: Transaction): Promise<Record<'present' | 'withdrawn', number>> => {
  const { rows } = await tx.query<{ present: number; withdrawn: number }>(
    `select count(*) filter (where not ${withdrawn})::int4 as present,
            count(*) filter (where ${withdrawn})::int4 as withdrawn from target.plan_draft d`,
  )
  return rows[0] ?? { present: 0, withdrawn: 0 }
}

/** Ids of drafts that hold and that somebody else saved. */
export const draftsOfOthers = async (tx: Transaction, actor: string): Promise<string[]> => {
  const { rows } = await tx.query<{ id: string }>(
    `select d.id from target.plan_draft d where not ${withdrawn} and d.actor <> $1 order by d.id`,
    [actor],
  )
  return rows.map(({ id }) => id)
}

/** One draft whole, withdrawn or not. */
export const draftOf = async (tx: Transaction, id: string): Promise<Draft | undefined> => {
  const { rows } = await tx.query<Draft>(
    `select d.id, ${called} as name, ${time('d.kept_at')} as "keptAt", d.actor, ${time('d.imported_at')} as "importedAt",
            d.inputs, d.plan, d.digest
     from target.plan_draft d where d.id = $1`,
    [id],
  )
  return (await withNames(tx, rows))[0]
}

/** What befell a draft, the first first. */
export const changesOfDraft = async (tx: Transaction, id: string): Promise<Change[]> => {
  const { rows } = await tx.query<Change>(
    `select ${time('changed_at')} as at, actor, name, reason from target.draft_change
     where draft = $1 order by changed_at, id`,
    [id],
  )
  return withNames(tx, rows)
}

/**
 * Renames a draft, or withdraws it: a fact beside it. Errors: `usage` about `name` where it is another’s, and about
 * `reason` where it is withdrawn already.
 */
export const changeDraft = async (
  tx: Transaction,
  actor: string,
  id: string,
  to: { name: string } | { reason: string },
): Promise<void> => {
  if ('name' in to) await refuseTaken(tx, to.name, id)
  if (isWithdrawn(await changesOfDraft(tx, id))) throw withdrawnAlready('draft')
  const { name, reason } = { name: null, reason: null, ...to }
  await tx.query(
    'insert into target.draft_change (id, draft, actor, name, reason) values ($1, $2, $3, $4, $5)',
    [uuidv7(), id, actor, name, reason],
  )
  await tx.record({
    operation: 'alteration',
    kind: 'plan',
    subjects: [id],
    reason: reason === null ? `renamed ${name}` : `withdrawn: ${reason}`,
  })
}

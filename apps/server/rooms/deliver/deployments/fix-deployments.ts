import { createHash } from 'node:crypto'
import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { areasOf, type Area } from '../../../places/areas.ts'
import { homesOfAreas } from '../../../places/homes.ts'
import { bcuMembership } from '../../../places/memberships.ts'
import { placesToPost } from '../../../places/place-names.ts'
import { wardsOfAreas } from '../../../places/wards.ts'
import { inWordsOfDeployments } from './refusals.ts'

/** A start by its day, `2026-09-07`, or by its month, the first day of it. */
export type Start = { on: string; known: 'day' | 'month' }

/** A deployment that is to be fixed. What is null is not known, and stays so. */
export type ToFix = {
  name: string
  codes: readonly string[]
  /** `none` for areas that are left without kits. */
  start: Start | 'none' | null
  wave: number | null
  kits: number | null
}

/** What an approval fixes, besides its deployments. */
export type ToApprove = {
  origin: 'plan' | 'earlier phase' | 'demonstration'
  name: string
  draft: string | null
  order: string | null
  kind: string
  validFrom: string
  series: string | null
  source: string | null
  saturation: number | null
  /** First and last month of the burglaries that the areas were chosen by, as first days. */
  chosenFrom: string | null
  chosenUntil: string | null
  topUp: boolean
  /** Whether the city is made up: then it leaves with the city. */
  madeUp: boolean
  /** Day on which homes are counted; null to leave them not known, as of a phase that began before they were. */
  countOn: string | null
  deployments: readonly ToFix[]
}

/** Homes of areas as they are in force; null where none are known of one. */
export const homesKnown = async (
  tx: Transaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (codes.length === 0) return new Map()
  try {
    const { homes } = await homesOfAreas(tx, codes)
    return new Map(codes.flatMap((code, at) => (homes[at]! > 0 ? [[code, homes[at]!] as const] : [])))
  } catch (error) {
    if (error instanceof MetTraceError && error.code === 'not_enough') return new Map()
    throw error
  }
}

/** Errors: `value_invalid` for a code that the boundaries do not have. */
const areasNamed = async (
  tx: Transaction,
  { kind, validFrom, deployments }: ToApprove,
): Promise<Map<string, Area>> => {
  const known = new Map((await areasOf(tx, { kind, validFrom })).map((area) => [area.code, area]))
  const missing = deployments.flatMap(({ codes }) => codes).find((code) => !known.has(code))
  if (missing === undefined) return known
  throw new MetTraceError('value_invalid', `The boundaries of ${validFrom} have no area ${missing}.`, {
    found: missing,
    expected: `a code of the kind ${kind}`,
  })
}

type FixedArea = {
  code: string
  name: string | null
  homes: number | null
  ward: string | null
  bcu: string | null
}

/** Every area with its ward and BCU and its homes, by code. */
const areasToFix = async (tx: Transaction, approval: ToApprove): Promise<Map<string, FixedArea>> => {
  const named = await areasNamed(tx, approval)
  const codes = [...new Set(approval.deployments.flatMap((each) => each.codes))]
  const areas = codes.map((code) => named.get(code)!)
  const wards = await wardsOfAreas(
    tx,
    areas,
    (await placesToPost(tx, 'ward')).map(({ code }) => code),
  )
  const bcus = await bcuMembership(tx, areas)
  const homes = approval.countOn === null ? new Map<string, number>() : await homesKnown(tx, codes)
  return new Map(
    areas.map(({ code, name }, at) => [
      code,
      {
        code,
        name,
        homes: homes.get(code) ?? null,
        ward: wards[at] ?? null,
        bcu: bcus.names[bcus.of[at] ?? -1] ?? null,
      },
    ]),
  )
}

/** Homes of areas together; null where those of one are not known. */
const homesTogether = (areas: readonly FixedArea[]): number | null =>
  areas.reduce<number | null>((sum, { homes }) => (sum === null || homes === null ? null : sum + homes), 0)

const startOf = (start: ToFix['start']): { on: string | null; known: string } => {
  if (start === null) return { on: null, known: 'not known' }
  return start === 'none' ? { on: null, known: 'none' } : start
}

/** The next number of a deployment; nobody else takes one until the transaction ends. */
const nextNumber = async (tx: Transaction): Promise<number> => {
  await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.deployments])
  const { rows } = await tx.query<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from target.deployment',
  )
  return rows[0]?.next ?? 1
}

const insertApproval = async (
  tx: Transaction,
  actor: string,
  approval: ToApprove,
  fixed: object,
): Promise<string> => {
  const id = uuidv7()
  const digest = createHash('sha256')
    .update(JSON.stringify([approval, fixed]))
    .digest('hex')
  await tx.query(
    `insert into target.deployment_approval
       (id, actor, origin, name, draft, phase_in, kind, valid_from, counted_on, series, source, saturation, chosen_from,
        chosen_until, top_up, made_up, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      id,
      actor,
      approval.origin,
      approval.name,
      approval.draft,
      approval.order,
      approval.kind,
      approval.validFrom,
      approval.countOn,
      approval.series,
      approval.source,
      approval.saturation,
      approval.chosenFrom,
      approval.chosenUntil,
      approval.topUp,
      approval.madeUp,
      digest,
    ],
  )
  await tx.record({ operation: 'collection', kind: 'deployment', subjects: [id, digest] })
  return id
}

type Row = ToFix & { id: string; number: number; areas: FixedArea[] }

const insertDeployments = async (tx: Transaction, approval: string, rows: readonly Row[]): Promise<void> => {
  const starts = rows.map(({ start }) => startOf(start))
  await tx.query(
    `insert into target.deployment
       (id, approval, number, name, starts_on, start_known, wave, held_out, homes, kits)
     select id, $1, number, name, starts_on, known, wave, known = 'none', homes, kits
     from unnest($2::uuid[], $3::int[], $4::text[], $5::date[], $6::text[], $7::int[], $8::int[], $9::int[])
       as each (id, number, name, starts_on, known, wave, homes, kits)`,
    [
      approval,
      rows.map(({ id }) => id),
      rows.map(({ number }) => number),
      rows.map(({ name }) => name),
      starts.map(({ on }) => on),
      starts.map(({ known }) => known),
      rows.map(({ wave }) => wave),
      rows.map(({ areas }) => homesTogether(areas)),
      rows.map(({ start, kits }) => (start === 'none' ? 0 : kits)),
    ],
  )
}

const insertAreas = async (
  tx: Transaction,
  { kind, validFrom }: ToApprove,
  rows: readonly Row[],
): Promise<void> => {
  const all = rows.flatMap(({ id, areas }) =>
    areas.map((area, at) => Object.assign({ deployment: id, place: at + 1 }, area)),
  )
  await tx.query(
    `insert into target.deployment_area (deployment, place, kind, valid_from, code, name, homes, ward, bcu)
     select deployment, place, $1, $2, code, name, homes, ward, bcu
     from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[])
       as each (deployment, place, code, name, homes, ward, bcu)`,
    [
      kind,
      validFrom,
      all.map(({ deployment }) => deployment),
      all.map(({ place }) => place),
      all.map(({ code }) => code),
      all.map(({ name }) => name),
      all.map(({ homes }) => homes),
      all.map(({ ward }) => ward),
      all.map(({ bcu }) => bcu),
    ],
  )
}

/**
 * Makes deployments of what is approved, for good: areas, homes as they are counted now, kits, starts, waves, and areas
 * left without kits. Returns the approval's id. Errors: `usage` for a draft that is approved already or was withdrawn,
 * for areas that have a deployment, and for more kits than the programme has; `not_allowed` for one's own plan;
 * `value_invalid` for an area that the boundaries do not have.
 */
export const fixDeployments = (tx: Transaction, actor: string, approval: ToApprove): Promise<string> =>
  inWordsOfDeployments(async () => {
    const areas = await areasToFix(tx, approval)
    const first = await nextNumber(tx)
    const rows = approval.deployments.map((each, at): Row =>
      Object.assign({}, each, {
        id: uuidv7(),
        number: first + at,
        areas: each.codes.map((code) => areas.get(code)!),
      }),
    )
    const id = await insertApproval(
      tx,
      actor,
      approval,
      rows.map(({ number, name, start, wave, kits, areas: own }) => ({
        number,
        name,
        start,
        wave,
        kits,
        areas: own,
      })),
    )
    await insertDeployments(tx, id, rows)
    await insertAreas(tx, approval, rows)
    return id
  })

import { withNames } from '../../../foundation/actor-names.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export type DeploymentState = 'left without kits' | 'closed' | 'start not known' | 'not begun' | 'under way'

/** An area of a deployment that was not dropped; homes as on the day it was fixed, null where that is not known. */
export type DeploymentArea = {
  place: number
  code: string
  name: string | null
  homes: number | null
  ward: string | null
  bcu: string | null
}

/** A deployment as it stands now. What is null is not known; homes are those of the day it was fixed. */
export type Deployment = {
  id: string
  number: number
  name: string
  approval: string
  origin: 'plan' | 'earlier phase' | 'demonstration'
  /** Name of the draft or phase that it came from. */
  phase: string
  draft: string | null
  order: string | null
  kind: string
  validFrom: string
  /** Share of homes aimed at. */
  saturation: number | null
  /** A day, `2026-09-07`, or the first of its month where only the month is known. */
  startsOn: string | null
  startKnown: 'day' | 'month' | 'not known' | 'none'
  wave: number | null
  heldOut: boolean
  homes: number | null
  kits: number | null
  closedOn: string | null
  /** The change that the next one follows. */
  lastChange: string | null
  state: DeploymentState
  areas: DeploymentArea[]
}

/** State of the deployment `n` on the day `$1`. */
const state = `case when n.held_out then 'left without kits' when n.closed_on is not null then 'closed'
  when n.starts_on is null then 'start not known' when n.starts_on > $1::date then 'not begun' else 'under way' end`

const columns = `n.id, n.number, n.name, n.approval, a.origin, a.name as phase, a.draft, a.phase_in as "order", a.kind,
  a.valid_from as "validFrom", a.saturation, n.starts_on as "startsOn", n.start_known as "startKnown", n.wave,
  n.held_out as "heldOut", n.homes, n.kits, n.closed_on as "closedOn", n.last_change as "lastChange", ${state} as state`

const areas = `(select coalesce(jsonb_agg(jsonb_build_object('place', p.place, 'code', p.code, 'name', p.name,
    'homes', p.homes, 'ward', p.ward, 'bcu', p.bcu) order by p.place), '[]')
  from target.deployment_area_now p where p.deployment = n.id) as areas`

const present = 'target.deployment_now n join target.deployment_approval a on a.id = n.approval'

/** Which deployments are asked for; without a phase all but those of earlier phases. */
export type DeploymentsAsked = {
  /** Day that states are of, `2026-11-29`. */
  today: string
  state?: DeploymentState | undefined
  bcu?: string | undefined
  /** Number, name, or code or name of an area, or code of a ward. */
  find?: string | undefined
  /** Id of an approval: only its deployments. */
  phase?: string | undefined
}

const askedFor = `($2::text is null or ${state} = $2)
  and ($3::text is null or exists (
    select from target.deployment_area_now p where p.deployment = n.id and p.bcu = $3))
  and ($4::text is null or 'd-' || lpad(n.number::text, 3, '0') = $4 or n.number::text = $4
    or position($4 in lower(n.name)) > 0 or exists (
      select from target.deployment_area_now p
      where p.deployment = n.id and ($4 in (lower(p.code), lower(p.ward)) or position($4 in lower(p.name)) > 0)))
  and case when $5::uuid is null then a.origin <> 'earlier phase' else a.id = $5 end`

const parameters = ({ today, ...asked }: DeploymentsAsked): unknown[] => [
  today,
  asked.state ?? null,
  asked.bcu ?? null,
  asked.find?.toLowerCase() ?? null,
  asked.phase ?? null,
]

/** Deployments by their start, those whose start is not known last: a page of them, or all. */
export const deploymentsListed = async (
  tx: Transaction,
  asked: DeploymentsAsked,
  page: number | 'all' = 1,
): Promise<{ deployments: Deployment[]; total: number }> => {
  const { rows } = await tx.query<Deployment & { total: number }>(
    `select ${columns}, ${areas}, count(*) over ()::int4 as total from ${present} where ${askedFor}
     order by n.starts_on nulls last, n.number limit $6 offset $7`,
    [...parameters(asked), page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  return { deployments: rows, total: rows[0]?.total ?? 0 }
}

/** One deployment as it stands on a day; undefined where there is none that the actor may see. */
export const deploymentOf = async (
  tx: Transaction,
  id: string,
  today: string,
): Promise<Deployment | undefined> => {
  const { rows } = await tx.query<Deployment>(`select ${columns}, ${areas} from ${present} where n.id = $2`, [
    today,
    id,
  ])
  return rows[0]
}

/** The id of a deployment by its number, `D-014` or `14`, or its id; undefined where the actor sees none. */
export const idOfDeployment = async (tx: Transaction, asked: string): Promise<string | undefined> => {
  const { rows } = await tx.query<{ id: string }>(
    `select id from target.deployment where lower($1) in (id::text, number::text, 'd-' || lpad(number::text, 3, '0'))`,
    [asked],
  )
  return rows[0]?.id
}

/** Deployments of one approval, areas left without kits among them, in the order of their numbers. */
export const deploymentsOfApproval = async (
  tx: Transaction,
  approval: string,
  today: string,
): Promise<Deployment[]> => {
  const { rows } = await tx.query<Deployment>(
    `select ${columns}, ${areas} from ${present} where a.id = $2 order by n.number`,
    [today, approval],
  )
  return rows
}

/** What was fixed of a deployment, before any change. */
export type Fixed = {
  approvedAt: string
  actor: string
  startsOn: string | null
  startKnown: string
  kits: number | null
  homes: number | null
  /** Day on which its homes were counted; null where that is not known. */
  countedOn: string | null
  digest: string
}

export const fixedOf = async (tx: Transaction, id: string): Promise<Fixed | undefined> => {
  const { rows } = await tx.query<Fixed>(
    `select to_char(a.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "approvedAt", a.actor,
            d.starts_on as "startsOn", d.start_known as "startKnown", d.kits, d.homes, a.counted_on as "countedOn", a.digest
     from target.deployment d join target.deployment_approval a on a.id = d.approval where d.id = $1`,
    [id],
  )
  return (await withNames(tx, rows))[0]
}

/** What became of a deployment after it was fixed. */
export type DeploymentChange = {
  at: string
  actor: string
  reason: string
  what: 'start moved' | 'area dropped' | 'kits changed' | 'closed'
  startsOn: string | null
  startKnown: string | null
  area: string | null
  kits: number | null
  closedOn: string | null
}

/** Changes of a deployment, the first first. */
export const changesOfDeployment = async (tx: Transaction, id: string): Promise<DeploymentChange[]> => {
  const { rows } = await tx.query<DeploymentChange>(
    `select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor, reason, what,
            starts_on as "startsOn", start_known as "startKnown", area, kits, closed_on as "closedOn"
     from target.deployment_change where deployment = $1 order by number`,
    [id],
  )
  return withNames(tx, rows)
}

/** An earlier phase as it was imported; kits and homes as far as they are known, and of how many deployments they are not. */
export type EarlierPhase = {
  approval: string
  name: string
  areas: number
  kits: number | null
  kitsNotKnown: number
  homes: number | null
  homesNotKnown: number
}

export const earlierPhases = async (tx: Transaction): Promise<EarlierPhase[]> => {
  const { rows } = await tx.query<EarlierPhase>(
    `select a.id as approval, a.name,
            (select count(*)::int4 from target.deployment d join target.deployment_area_now p on p.deployment = d.id
             where d.approval = a.id) as areas,
            sum(n.kits)::int4 as kits, (count(*) filter (where n.kits is null))::int4 as "kitsNotKnown",
            sum(n.homes)::int4 as homes, (count(*) filter (where n.homes is null))::int4 as "homesNotKnown"
     from target.deployment_approval a join target.deployment_now n on n.approval = a.id
     where a.origin = 'earlier phase' group by a.id, a.name, a.approved_at order by a.approved_at, a.id`,
  )
  return rows
}

/** BCUs that deployments lie in, as far as the actor may see them. */
export const bcusOfDeployments = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ bcu: string }>(
    'select distinct bcu from target.deployment_area where bcu is not null order by bcu',
  )
  return rows.map(({ bcu }) => bcu)
}

/** Kits that deployments have bound, and what is left of those that the programme has. */
export type KitsBound = {
  bound: number
  /** Kits in the programme, by its setting. */
  programme: number
  left: number
}

/** Errors: none; a deployment closed counts with the kits that were used, an earlier phase not at all. */
export const kitsBound = async (tx: Transaction, programme: number): Promise<KitsBound> => {
  const { rows } = await tx.query<{ bound: number }>(
    `select coalesce(sum(n.kits), 0)::int4 as bound from ${present} where a.origin <> 'earlier phase'`,
  )
  const bound = rows[0]?.bound ?? 0
  return { bound, programme, left: programme - bound }
}

/** Whether there is any that gives kits, as far as the actor may see it. */
export const hasDeployments = async (tx: Transaction): Promise<boolean> => {
  const { rowCount } = await tx.query('select from target.deployment where not held_out limit 1')
  return rowCount !== 0
}

/**
 * Areas of a vintage that a deployment covers: begun or to begin, closed ones whose kits are out, earlier phases. Areas
 * left without kits are none of them. By code, byte by byte.
 */
export const areasCovered = async (
  tx: Transaction,
  { kind, validFrom }: { kind: string; validFrom: string | null },
): Promise<string[]> => {
  const { rows } = await tx.query<{ code: string }>(
    `select distinct p.code from target.deployment_area_now p join target.deployment_now n on n.id = p.deployment
     where p.kind = $1 and p.valid_from = $2 and not n.held_out and (n.closed_on is null or coalesce(n.kits, 1) > 0)
     order by p.code`,
    [kind, validFrom],
  )
  return rows.map(({ code }) => code)
}

/** An approval that can be measured, with what its areas were chosen by; what is null is not known. */
export type Approval = {
  id: string
  name: string
  origin: 'plan' | 'earlier phase' | 'demonstration'
  approvedAt: string
  order: string | null
  kind: string
  validFrom: string
  series: 'all' | 'residential' | null
  source: string | null
  saturation: number | null
  chosenFrom: string | null
  chosenUntil: string | null
  deployments: number
}

const approvalColumns = `a.id, a.name, a.origin, to_char(a.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "approvedAt",
  a.phase_in as "order", a.kind, a.valid_from as "validFrom", a.series, a.source, a.saturation,
  to_char(a.chosen_from, 'YYYY-MM') as "chosenFrom", to_char(a.chosen_until, 'YYYY-MM') as "chosenUntil",
  (select count(*)::int4 from target.deployment d where d.approval = a.id and not d.held_out) as deployments`

/** The latest approvals, the last first. */
export const approvals = async (tx: Transaction): Promise<Approval[]> => {
  const { rows } = await tx.query<Approval>(
    `select ${approvalColumns} from target.deployment_approval a
     order by a.approved_at desc, a.id desc limit ${rowsOnPage}`,
  )
  return rows
}

export const approvalOf = async (tx: Transaction, id: string): Promise<Approval | undefined> => {
  const { rows } = await tx.query<Approval>(
    `select ${approvalColumns} from target.deployment_approval a where a.id = $1`,
    [id],
  )
  return rows[0]
}

/** The approval of a draft; undefined while it has none. */
/** Ids of all drafts that were approved. */
export const draftsApproved = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ draft: string }>(
    'select draft from target.deployment_approval where draft is not null order by draft',
  )
  return rows.map(({ draft }) => draft)
}

export const approvalOfDraft = async (tx: Transaction, draft: string): Promise<Approval | undefined> => {
  const { rows } = await tx.query<Approval>(
    `select ${approvalColumns} from target.deployment_approval a where a.draft = $1`,
    [draft],
  )
  return rows[0]
}

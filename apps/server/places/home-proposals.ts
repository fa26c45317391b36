import { MetTraceError } from '../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../foundation/page/pages.ts'
import { countRecords, changeRecords, keepRecords, readRecords } from '../foundation/records/records.ts'
import { actorNames } from '../foundation/actor-names.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { addressOf, postcodeText, type Home } from './register.ts'

/** Why a home may be left out of the register. That somebody refused or was not in is no reason. */
export const exclusionReasons = ['not a dwelling', 'void', 'demolished', 'duplicate'] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

export type NewProposal =
  | { kind: 'exclude'; reason: ExclusionReason; note: string }
  | { kind: 'restore'; note: string }
  | { kind: 'report'; number: string; flat: number | null; note: string }

/** A proposal about a home, and what was decided. */
export type Proposal = {
  id: string
  kind: 'exclude' | 'restore' | 'report'
  home: string
  ward: string
  address: string
  reason: string | null
  note: string
  proposedBy: string
  /** ISO time in UTC. */
  proposedAt: string
  /** Event of a phone that told it at the door, and when that was, as ISO time in UTC; null for one of the desk. */
  event: string | null
  seenAt: string | null
  /** False where its visit was undone before anybody decided. */
  stands: boolean
  approved: boolean | null
  decidedBy: string | null
  total: number
}

/** A home as it is called now, for whoever decides. */
export const calledNow = (home: Home): string => `${addressOf(home)}, ${postcodeText(home.postcode)}`

/** The home as it is called; a missing one by the street of the home beside it. */
const calledOf = (home: Home, proposal: NewProposal): string => {
  const door =
    proposal.kind === 'report' ? { ...home, number: proposal.number, flat: proposal.flat, core: null } : home
  return calledNow(door)
}

/** Proposes that a home be left out or taken in again, or reports one that is missing beside it. Returns the id. */
export const propose = async (
  tx: Transaction,
  actor: Actor,
  home: Home,
  proposal: NewProposal,
): Promise<string> => {
  const id = uuidv7()
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'home', subjects: [home.id] },
    `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, number, flat, address, note, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      proposal.kind,
      home.id,
      home.ward,
      home.bcu,
      proposal.kind === 'exclude' ? proposal.reason : null,
      proposal.kind === 'report' ? proposal.number : null,
      proposal.kind === 'report' ? proposal.flat : null,
      calledOf(home, proposal),
      proposal.note,
      actor.id,
    ],
  )
  return id
}

/** That a home is to be left out, as an officer told it at its door. `event`: of their phone; it has what they noted. */
export type ProposalFromDoor = {
  event: string
  seenAt: Date
  home: { id: string; ward: string; bcu: string }
  address: string
  reason: ExclusionReason
}

/** Proposes what an officer told at a door, where no such proposal waits. `actor`: account of the officer. Logs the home. */
export const proposeFromDoors = async (
  tx: Transaction,
  actor: string,
  { event, seenAt, home, address, reason }: ProposalFromDoor,
): Promise<void> => {
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'home', subjects: [home.id] },
    `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, event, seen_at, actor)
     select $1, 'exclude', $2, $3, $4, $5, $6, $7, $8, $9 where not engagement.leaving_out_waits($2)`,
    [uuidv7(), home.id, home.ward, home.bcu, reason, address, event, seenAt, actor],
  )
}

const proposalColumns = `
  p.id, p.kind, p.home, p.ward, p.address, p.reason, p.note, p.actor as "proposedBy",
  to_char(p.proposed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "proposedAt",
  p.event, to_char(p.seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "seenAt",
  (d.proposal is not null or engagement.proposal_stands(p.home, p.event)) as stands,
  d.approved, d.actor as "decidedBy", count(*) over ()::int4 as total`

const withBothNames = async (tx: Transaction, rows: readonly Proposal[]): Promise<Proposal[]> => {
  const nameOf = await actorNames(
    tx,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  )
  return rows.map((row) => ({
    ...row,
    proposedBy: nameOf(row.proposedBy),
    decidedBy: row.decidedBy === null ? null : nameOf(row.decidedBy),
  }))
}

/** Proposals that the actor may see, those that wait first: a page of them, or all. Logs whose homes they are about. */
export const proposals = async (tx: Transaction, page?: number): Promise<Proposal[]> => {
  const rows = await readRecords<Proposal>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select ${proposalColumns} from engagement.home_proposal p left join engagement.home_decision d on d.proposal = p.id order by d.proposal is not null or not engagement.proposal_stands(p.home, p.event), p.id desc limit $1 offset $2`,
    page === undefined ? [null, 0] : [rowsOnPage, rowsBefore(page)],
  )
  return withBothNames(tx, rows)
}

/** How many proposals of others wait for somebody to decide. */
export const undecidedProposals = async (tx: Transaction, actor: string): Promise<number> => {
  const [row] = await countRecords<{ left: number }>(
    tx,
    `select count(*)::int4 as left from engagement.home_proposal p
     where p.actor <> $1 and engagement.proposal_stands(p.home, p.event)
       and not exists (select from engagement.home_decision d where d.proposal = p.id)`,
    [actor],
  )
  return row?.left ?? 0
}

/** Proposals about a home, the latest first. The home itself is logged by `homeOf`. */
export const proposalsOfHome = async (tx: Transaction, home: Home): Promise<Proposal[]> => {
  const { rows } = await keepRecords<Proposal>(
    tx,
    'of a home that was read and written down before',
    `select ${proposalColumns} from engagement.home_proposal p left join engagement.home_decision d on d.proposal = p.id where p.home = $1 order by p.id desc`,
    [home.id],
  )
  return withBothNames(tx, rows)
}

/** How the database refuses who decides about what they proposed themselves. */
const isOwnProposal = (error: unknown): boolean => (error as { code?: unknown }).code === '23514'

/**
 * Approves or refuses a proposal of somebody else. A home that was reported enters the register with it. Errors:
 * `not_found`; `not_allowed` for one's own proposal; `usage` for one that is decided or withdrawn.
 */
export const decideProposal = async (
  tx: Transaction,
  actor: Actor,
  id: string | undefined,
  approved: boolean,
): Promise<void> => {
  const [proposal] = await readRecords<{ home: string; kind: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    'select home, kind from engagement.home_proposal where id = $1',
    [id ?? null],
  )
  if (!proposal) throw new MetTraceError('not_found', 'There is no such proposal.')
  const { touched } = await changeRecords(
    tx,
    { operation: 'alteration', kind: 'home', subjects: [proposal.home] },
    `insert into engagement.home_decision (proposal, proposed_by, ward, bcu, approved, actor)
     select id, actor, ward, bcu, $2, $3 from engagement.home_proposal
     where id = $1 and engagement.proposal_stands(home, event)
     on conflict (proposal) do nothing`,
    [id, approved, actor.id],
  ).catch((error: unknown) => {
    if (isOwnProposal(error))
      throw new MetTraceError('not_allowed', 'Another person decides about what you have proposed yourself.')
    throw error
  })
  if (touched === 0)
    throw new MetTraceError('usage', 'This proposal has been decided already, or its visit was undone.')
  if (approved && proposal.kind === 'report')
    await keepRecords(
      tx,
      'a home without anybody yet, of which the decision above is written down',
      'select engagement.register_reported($1)',
      [id],
    )
}

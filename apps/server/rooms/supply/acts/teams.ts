import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { named } from '../refusals.ts'

/** A team of a BCU; `ward` is null where it works in all of it. */
export type Team = { id: string; name: string; ward: string | null; bcu: string }

/** A team of a list, with who is in it on a day and how many teams there are on all pages. */
export type ListedTeam = Team & { members: number; total: number }

/** Teams that the actor may see, BCU by BCU: a page of them, or all. `today`: `2026-11-29`. */
export const teams = async (tx: Transaction, today: string, page?: number): Promise<ListedTeam[]> => {
  const { rows } = await tx.query<ListedTeam>(
    `select team.id, team.name, team.ward, team.bcu, count(*) over ()::int4 as total,
            (select count(distinct m.person)::int4 from engagement.team_member m
             where m.team = team.id and m.ended_at is null
               and $1::date between m.from_day and coalesce(m.to_day, 'infinity'::date)) as members
     from engagement.team order by team.bcu, team.name, team.id limit $2 offset $3`,
    [today, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** A team. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const teamOf = async (tx: Transaction, id: string | undefined): Promise<Team> => {
  const { rows } = await tx.query<Team>('select id, name, ward, bcu from engagement.team where id = $1', [
    id ?? null,
  ])
  const [team] = rows
  if (!team) throw new MetTraceError('not_found', 'There is no such team here.')
  return team
}

/** Places that the actor is posted to, such as a sergeant's BCU. */
export const ownPlaces = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ place: string }>(
    'select place from foundation.acting_places() place order by 1',
  )
  return rows.map(({ place }) => place)
}

/** Makes a team; `id` is the asker's UUID. Returns whether it is there now: not where its BCU has another of its name. */
export const makeTeam = async (tx: Transaction, actor: string, team: Team): Promise<boolean> => {
  await tx.query(
    `insert into engagement.team (id, name, ward, bcu, actor) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [team.id, team.name, team.ward, team.bcu, actor],
  )
  const { rows } = await tx.query<{ id: string }>('select id from engagement.team where id = $1', [team.id])
  return rows.length > 0
}

/** Somebody in a team, from a first day, `2026-11-29`, to a last one where there is one. */
export type Member = {
  id: string
  person: string
  fromDay: string
  toDay: string | null
  actor: string
  endedBy: string | null
  endedAt: Date | null
  total: number
}

/** Who is and was in a team, the latest first: a page of them, or all. */
export const membersOf = async (tx: Transaction, team: string, page?: number): Promise<Member[]> => {
  const { rows } = await tx.query<Member>(
    `select id, person, from_day::text as "fromDay", to_day::text as "toDay", actor, ended_by as "endedBy", ended_at as "endedAt",
            count(*) over ()::int4 as total
     from engagement.team_member where team = $1
     order by ended_at is not null, from_day desc, id limit $2 offset $3`,
    [team, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** A person who is to be in a team; `id` is the asker's UUID. */
export type NewMember = { id: string; team: Team; person: string; fromDay: string; toDay: string | null }

/**
 * Takes somebody into a team. Returns whether they are in it now: not where they were taken in from that day already. Logs
 * whose duty it is. Errors: `not_allowed` for a team of another BCU.
 */
export const addMember = async (
  tx: Transaction,
  actor: string,
  { id, team, person, fromDay, toDay }: NewMember,
): Promise<boolean> => {
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'person', subjects: [person], reason: `in team ${team.name}` },
      `insert into engagement.team_member (id, team, ward, bcu, person, from_day, to_day, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [id, team.id, team.ward, team.bcu, person, fromDay, toDay, actor],
    ),
  )
  if (touched > 0) return true
  const { rows } = await tx.query<{ id: string }>('select id from engagement.team_member where id = $1', [id])
  return rows.length > 0
}

/** Ends that somebody is in a team, at once and once. Logs whose duty it was. */
export const endMember = async (
  tx: Transaction,
  actor: string,
  { team, member, today }: { team: Team; member: string | undefined; today: string },
): Promise<void> => {
  await named(
    changeRecords<{ person: string }>(
      tx,
      {
        operation: 'alteration',
        kind: 'person',
        of: ({ person }) => person,
        reason: `no longer in team ${team.name}`,
      },
      `update engagement.team_member
       set to_day = least(coalesce(to_day, 'infinity'::date), greatest(from_day, $3::date)), ended_by = $4, ended_at = clock_timestamp()
       where id = $1 and team = $2 and ended_at is null returning person`,
      [member ?? null, team.id, today, actor],
    ),
  )
}

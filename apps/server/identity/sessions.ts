import { actingAs } from '../foundation/access/acting-as.ts'
import { personRoleNames, personRoles, type PersonRole } from '../foundation/access/roles.ts'
import type { Database } from '../foundation/database.ts'
import type { EmergencyNotice, SignedIn } from '../foundation/signed-in.ts'
import { keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { mustTouch, whyOver } from './session-rules.ts'
import { formTokenOf, proofOf, sessionDigest } from './tokens.ts'

/** Sign-in itself, before it is known who acts. */
export const signInActor = actingAs('signIn', 'sign-in')

type SessionRow = {
  id: string
  person: string
  name: string
  role: string | null
  roles: string[]
  seen_at: Date
  ends_at: Date
  idle_seconds: number
  ended: boolean
  emergency: string | null
  notices: EmergencyNotice[]
}

/**
 * Session, person, present postings and what is to be noted, in one query by the digest of the token and the time; days are
 * London's, as the policies of the database reckon them.
 */
const sessionQuery = `
  select session.id, session.person, person.display_name as name, session.role, session.seen_at, session.ends_at,
         session.idle_seconds, emergency.reason as emergency,
         session.ended_at is not null or person.disabled_at is not null or device.revoked_at is not null as ended,
         coalesce((
           select jsonb_agg(distinct posting.role) from identity.posting
           where posting.person = session.person and posting.ended_at is null
             and ($2::timestamptz at time zone 'Europe/London')::date
                 between posting.from_day and coalesce(posting.to_day, 'infinity')
             and (session.vouched_roles is null or posting.role = any (session.vouched_roles))
         ), '[]') as roles,
         case when session.role in ('administrator', 'data_protection') then coalesce((
           select jsonb_agg(jsonb_build_object('id', used.id, 'reason', used.reason, 'role', used.role, 'usedAt', used.used_at)
                            order by used.used_at)
           from identity.emergency used
           where used.used_at is not null and used.person <> session.person
             and not exists (select from identity.emergency_seen seen
                             where seen.emergency = used.id and seen.person = session.person)
         ), '[]') else '[]' end as notices
  from identity.session
  join identity.person on person.id = session.person
  join identity.device on device.id = session.device
  left join identity.emergency on emergency.id = session.emergency
  where session.token_digest = $1::bytea`

const personRolesOf = (roles: readonly string[]): PersonRole[] =>
  personRoleNames.filter((role) => roles.includes(role))

export type Found = { signedIn: SignedIn } | { over: 'unknown' | 'ended' | 'idle' | 'old' }

/**
 * Who holds `token` now. Asked on every request, so that what an administrator ends, and a posting that comes or goes,
 * counts from the next one on.
 */
export const findSession = async (database: Database, token: string, now: Date): Promise<Found> => {
  const [row] = await database.readWithoutAct<SessionRow>(signInActor, sessionQuery, [
    `\\x${sessionDigest(token).toString('hex')}`,
    now.toISOString(),
  ])
  if (!row) return { over: 'unknown' }
  const times = {
    seenAt: row.seen_at.getTime(),
    endsAt: row.ends_at.getTime(),
    idleSeconds: row.idle_seconds,
    ended: row.ended,
  }
  const over = whyOver(times, now.getTime())
  if (over) return { over }
  if (mustTouch(times, now.getTime())) {
    await database.keepHouse(signInActor, 'session in use', (tx) =>
      tx.query('update identity.session set seen_at = $2 where id = $1 and seen_at < $2', [row.id, now]),
    )
  }
  const roles = personRolesOf(row.roles)
  return {
    signedIn: {
      person: { id: row.person, name: row.name },
      sessionId: row.id,
      role: roles.find((role) => role === row.role) ?? null,
      roles,
      formToken: formTokenOf(token),
      proof: proofOf(token),
      emergency: row.emergency,
      notices: row.notices,
    },
  }
}

export type NewSession = {
  id: string
  token: string
  person: string
  device: string
  emergency?: string
  vouchedRoles: readonly string[] | null
  now: Date
  idleSeconds: number
  endsAt: Date
}

/** Begins a session. Who holds one role only acts in it from the start. */
export const putSession = async (tx: Transaction, session: NewSession): Promise<void> => {
  await keepRecords(
    tx,
    'the role of whoever signs in, to themselves',
    `insert into identity.session
       (id, person, device, emergency, token_digest, role, vouched_roles, begun_at, seen_at, idle_seconds, ends_at)
     values ($1, $2, $3, $4, $5,
       (select min(role) from identity.posting
        where person = $2 and ended_at is null and ($6::text[] is null or role = any ($6))
          and ($7::timestamptz at time zone 'Europe/London')::date between from_day and coalesce(to_day, 'infinity')
        having count(distinct role) = 1),
       $6, $7, $7, $8, $9)`,
    [
      session.id,
      session.person,
      session.device,
      session.emergency ?? null,
      sessionDigest(session.token),
      session.vouchedRoles,
      session.now,
      session.idleSeconds,
      session.endsAt,
    ],
  )
}

/**
 * Takes up another role, under a new token: what was known of the old one is worth nothing (OWASP ASVS 5.0, 7.2.4). The
 * log has it: from now on the person sees what they did not.
 */
export const changeRole = async (
  tx: Transaction,
  { person, sessionId }: Pick<SignedIn, 'person' | 'sessionId'>,
  role: PersonRole,
  token: string,
): Promise<void> => {
  const { rowCount } = await tx.query(
    'update identity.session set role = $2, token_digest = $3 where id = $1 and ended_at is null',
    [sessionId, role, sessionDigest(token)],
  )
  if (rowCount === 0) return
  const reason = `took up the role ${personRoles[role].title}`
  await tx.record({ operation: 'alteration', kind: 'person', subjects: [person.id], reason })
}

/** Which sessions to end: one, all of a person, all on a device. */
export type Ending = { session: string } | { person: string } | { device: string }

/** Ends sessions, at once and for good. Returns how many. */
export const endSessions = async (
  tx: Transaction,
  which: Ending & { except?: string },
  by: string,
  now: Date,
): Promise<number> => {
  const [column, value] =
    'session' in which
      ? ['id', which.session]
      : 'person' in which
        ? ['person', which.person]
        : ['device', which.device]
  const { rowCount } = await tx.query(
    `update identity.session set ended_at = $2, ended_by = $3
     where ${tx.escapeIdentifier(column)} = $1 and ended_at is null and id is distinct from $4`,
    [value, now, by, which.except ?? null],
  )
  return rowCount ?? 0
}

export type SessionLine = {
  id: string
  device: string
  deviceName: string
  role: PersonRole | null
  begunAt: Date
  seenAt: Date
  emergency: boolean
}

/** A person's live sessions, the one used last first. */
export const liveSessions = async (tx: Transaction, person: string, now: Date): Promise<SessionLine[]> => {
  const { rows } = await tx.query<SessionLine>(
    `select session.id, session.device, device.name as "deviceName", session.role, session.begun_at as "begunAt",
            session.seen_at as "seenAt", session.emergency is not null as emergency
     from identity.session join identity.device on device.id = session.device
     where session.person = $1 and session.ended_at is null and device.revoked_at is null
       and session.ends_at > $2 and session.seen_at + session.idle_seconds * interval '1 second' > $2
     order by session.seen_at desc, session.id`,
    [person, now],
  )
  return rows
}

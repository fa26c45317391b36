import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import type { PersonRole } from '../foundation/access/roles.ts'
import { settingOf, settings } from '../foundation/settings.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { keepRecords } from '../foundation/records/records.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { boundPostings } from './bound-postings.ts'
import { beginSession, type Browser, type OpenedSession } from './open-session.ts'
import { signInActor } from './sessions.ts'
import { digestOf, newCode, typedCode } from './tokens.ts'

/** Roles that may be had in an emergency. */
export const emergencyRoles = ['administrator', 'investigator'] as const
export type EmergencyRole = (typeof emergencyRoles)[number]

/** Issuer of accounts that no provider vouches for. No provider can have this name: issuers are addresses. */
const emergencyIssuer = 'emergency'

/**
 * Makes a code for one emergency sign-in, for whoever stands at the machine: the way in when the identity provider is
 * down, and to give the first posting of all. Returns the code, kept nowhere, and until when it can be used.
 */
export const makeEmergencyCode = (
  database: Database,
  actor: Actor,
  asked: { role: EmergencyRole; reason: string },
  now: Date,
): Promise<{ code: string; validUntil: Date }> =>
  database.withActor(actor, 'emergency code', async (tx) => {
    const minutes = settingOf(await settings(tx), 'emergency code').value
    const validUntil = new Date(now.getTime() + minutes * 60_000)
    const [id, code] = [uuidv7(now.getTime()), newCode()]
    await tx.record({ operation: 'collection', kind: 'emergency', subjects: [id], reason: asked.reason })
    await tx.query(
      `insert into identity.emergency (id, code_digest, role, reason, made_by, made_at, valid_until)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, digestOf(typedCode(code)), asked.role, asked.reason, actor.id, now, validUntil],
    )
    return { code, validUntil }
  })

type Used = { id: string; role: EmergencyRole; reason: string; made_by: string }

const emergencyAccount = 'an account for one emergency, which is written down below'

/** An account for this one emergency, posted for the days that its session can last. */
const emergencyPerson = async (
  tx: Transaction,
  used: Used,
  now: Date,
  lastMinutes: number,
): Promise<string> => {
  const [person, posting] = [uuidv7(now.getTime()), uuidv7(now.getTime())]
  await keepRecords(
    tx,
    emergencyAccount,
    `insert into identity.person (id, issuer, subject, display_name) values ($1, $2, $3, 'Emergency account')`,
    [person, emergencyIssuer, used.id],
  )
  await keepRecords(
    tx,
    emergencyAccount,
    `insert into identity.posting (id, person, role, place_kind, place, from_day, to_day, given_by)
     values ($1, $2, $3, 'force', '', ($4::timestamptz at time zone 'Europe/London')::date,
             (($4::timestamptz + $5 * interval '1 minute') at time zone 'Europe/London')::date, $6)`,
    [posting, person, used.role, now, lastMinutes, signInActor.id],
  )
  await tx.record({
    operation: 'collection',
    kind: 'person',
    subjects: [person],
    reason: 'emergency account',
    binds: [{ table: boundPostings, rows: [posting] }],
  })
  return person
}

/**
 * Lets in whoever has a code, once. Errors: `sign_in_refused`, the same words whatever was wrong with the code.
 */
export const useEmergencyCode = (
  database: Database,
  typed: string,
  browser: Browser,
  now: Date,
): Promise<OpenedSession & { emergency: string; role: PersonRole }> =>
  database.withActor(signInActor, 'emergency sign-in', async (tx) => {
    const { rows } = await tx.query<Used>(
      `select id, role, reason, made_by from identity.emergency
       where code_digest = $1 and used_at is null and valid_until > $2 for update`,
      [digestOf(typedCode(typed)), now],
    )
    const [used] = rows
    if (!used)
      throw new MetTraceError('sign_in_refused', 'This code cannot be used: it is wrong, used, or too old.')
    await tx.record({ operation: 'alteration', kind: 'emergency', subjects: [used.id], reason: used.reason })
    const all = await settings(tx)
    const lastMinutes = settingOf(all, 'emergency session').value
    const person = await emergencyPerson(tx, used, now, lastMinutes)
    await tx.query('update identity.emergency set used_at = $2, person = $3 where id = $1', [
      used.id,
      now,
      person,
    ])
    const opened = await beginSession(tx, browser, person, {
      now,
      idleMinutes: Math.min(settingOf(all, 'idle sign-out').value, lastMinutes),
      lastMinutes,
      roles: null,
      emergency: used.id,
    })
    return { ...opened, emergency: used.id, role: used.role }
  })

/** Notes that somebody has seen that an emergency account was used, also in the log. Errors: `not_found`. */
export const noteEmergency = async (
  tx: Transaction,
  emergency: string | undefined,
  person: string,
  now: Date,
): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into identity.emergency_seen (emergency, person, seen_at)
     select id, $2, $3 from identity.emergency where id = $1 and used_at is not null and person is distinct from $2
     on conflict do nothing`,
    [emergency ?? null, person, now],
  )
  if (rowCount === 0) throw new MetTraceError('not_found', 'There is nothing to note.')
  await tx.record({
    operation: 'alteration',
    kind: 'emergency',
    subjects: [emergency ?? ''],
    reason: 'noted',
  })
}

export type EmergencyLine = {
  id: string
  role: PersonRole
  reason: string
  madeBy: string
  madeAt: Date
  validUntil: Date
  usedAt: Date | null
  notedBy: string[]
}

/** Every emergency sign-in, the latest first. */
export const emergencies = async (tx: Transaction): Promise<EmergencyLine[]> => {
  const { rows } = await keepRecords<EmergencyLine>(
    tx,
    'who noted an emergency is named beside it, as the check on it',
    `select emergency.id, emergency.role, emergency.reason, emergency.made_by as "madeBy", emergency.made_at as "madeAt",
            emergency.valid_until as "validUntil", emergency.used_at as "usedAt",
            array(select person.display_name from identity.emergency_seen seen
                  join identity.person on person.id = seen.person
                  where seen.emergency = emergency.id order by seen.seen_at) as "notedBy"
     from identity.emergency order by emergency.made_at desc, emergency.id`,
  )
  return rows
}

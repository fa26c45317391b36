import { MetTraceError } from '../foundation/errors.ts'
import type { Database } from '../foundation/database.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import { settingOf, settings } from '../foundation/settings.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { changeRecords, keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Vouched } from './claims.ts'
import { deviceName } from './device-name.ts'
import { endSessions, putSession, signInActor } from './sessions.ts'
import { digestOf, newToken, sessionDigest } from './tokens.ts'

/** The browser that asks, as far as it tells. */
export type Browser = {
  /** Token of the device's own cookie, from an earlier sign-in. */
  deviceToken: string | undefined
  /** Token of a session that it still holds; the new one takes its place. */
  sessionToken: string | undefined
  userAgent: string | undefined
}

/** What the browser is given to keep. */
export type OpenedSession = { token: string; deviceToken: string }

const minutes = 60

const personOf = async (tx: Transaction, { issuer, subject, name }: Vouched): Promise<string> => {
  const fresh = uuidv7()
  const { touched } = await changeRecords(
    tx,
    { operation: 'collection', kind: 'person', subjects: [fresh] },
    `insert into identity.person (id, issuer, subject, display_name) values ($1, $2, $3, $4)
     on conflict (issuer, subject) do nothing`,
    [fresh, issuer, subject, name],
  )
  if (touched === 1) return fresh
  const { rows } = await keepRecords<{ id: string; name: string; disabled: boolean }>(
    tx,
    'whoever signs in, to themselves',
    `select id, display_name as name, disabled_at is not null as disabled
     from identity.person where issuer = $1 and subject = $2`,
    [issuer, subject],
  )
  const [person] = rows
  if (!person || person.disabled) throw new MetTraceError('sign_in_refused', 'This account is blocked.')
  if (person.name === name) return person.id
  await changeRecords(
    tx,
    {
      operation: 'alteration',
      kind: 'person',
      subjects: [person.id],
      reason: 'name as the directory has it now',
    },
    'update identity.person set display_name = $2 where id = $1',
    [person.id, name],
  )
  return person.id
}

const deviceOf = async (
  tx: Transaction,
  browser: Browser,
  now: Date,
): Promise<{ id: string; token: string }> => {
  if (browser.deviceToken !== undefined) {
    const { rows } = await tx.query<{ id: string; revoked: boolean }>(
      'select id, revoked_at is not null as revoked from identity.device where token_digest = $1',
      [digestOf(browser.deviceToken)],
    )
    const [known] = rows
    if (known?.revoked) throw new MetTraceError('sign_in_refused', 'This device is blocked.')
    if (known) return { id: known.id, token: browser.deviceToken }
  }
  const [id, token] = [uuidv7(now.getTime()), newToken()]
  await tx.query(
    'insert into identity.device (id, token_digest, name, first_seen_at) values ($1, $2, $3, $4)',
    [id, digestOf(token), deviceName(browser.userAgent), now],
  )
  return { id, token }
}

/** Ends the session that the browser still holds: its token is worth nothing once a new one is given. */
const endPresent = async (tx: Transaction, browser: Browser, now: Date): Promise<void> => {
  if (browser.sessionToken === undefined) return
  const { rows } = await tx.query<{ id: string; person: string }>(
    'select id, person from identity.session where token_digest = $1',
    [sessionDigest(browser.sessionToken)],
  )
  for (const { id, person } of rows) await endSessions(tx, { session: id }, accountOfPerson(person), now)
}

/** Device and session of a browser, for a person who is let in; `emergency` for an emergency account. */
export const beginSession = async (
  tx: Transaction,
  browser: Browser,
  person: string,
  session: {
    now: Date
    idleMinutes: number
    lastMinutes: number
    roles: string[] | null
    emergency?: string
  },
): Promise<OpenedSession> => {
  const { now } = session
  await endPresent(tx, browser, now)
  const device = await deviceOf(tx, browser, now)
  const token = newToken()
  await putSession(tx, {
    id: uuidv7(now.getTime()),
    token,
    person,
    device: device.id,
    ...(session.emergency === undefined ? {} : { emergency: session.emergency }),
    vouchedRoles: session.roles,
    now,
    idleSeconds: session.idleMinutes * minutes,
    endsAt: new Date(now.getTime() + session.lastMinutes * minutes * 1000),
  })
  return { token, deviceToken: device.token }
}

/**
 * Lets in whom a provider vouches for: the person is known from now on, the name follows the directory, and a session
 * begins. Errors: `sign_in_refused` where the person or the device is shut out.
 */
export const openSession = (
  database: Database,
  vouched: Vouched,
  browser: Browser,
  now: Date,
): Promise<OpenedSession> =>
  database.withActor(signInActor, 'sign-in', async (tx) => {
    const all = await settings(tx)
    const person = await personOf(tx, vouched)
    return beginSession(tx, browser, person, {
      now,
      idleMinutes: settingOf(all, 'idle sign-out').value,
      lastMinutes: settingOf(all, 'longest session').value * 60,
      roles: vouched.roles,
    })
  })

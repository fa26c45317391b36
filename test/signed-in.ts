import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { personRoles, type PersonRole, type Role } from '../apps/server/foundation/access/roles.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { openSession } from '../apps/server/identity/open-session.ts'
import { relyingParty } from '../apps/server/identity/relying-party.ts'
import type { SignInParts } from '../apps/server/identity/sign-in-parts.ts'
import { formTokenOf, newToken, proofOf, sessionDigest } from '../apps/server/identity/tokens.ts'

/** Somebody who is signed in, for requests that no browser sends. */
export type TestPerson = {
  id: string
  actor: Actor & { role: PersonRole; proof: string }
  /** Headers of a browser that holds the session. */
  headers: { cookie: string; 'x-form-token': string }
  token: string
  /** What the browser keeps of itself, whoever is signed in. */
  deviceToken: string
}

/** Parts of a server that nobody signs in to: sessions are begun by `signIn` below. */
export const withoutProvider = (clock: () => Date = () => new Date()): Omit<SignInParts, 'database'> => ({
  relyingParty: relyingParty(() => {
    throw new Error('There is no provider in this test.')
  }),
  publicUrl: () => 'http://127.0.0.1',
  clock,
})

/** Makes a person with a posting, as an administrator gives it, and lets them in by the code that sign-in uses. */
export const signIn = async (
  database: Database,
  role: PersonRole,
  options: { place?: string; now?: Date; name?: string; id?: string } = {},
): Promise<TestPerson> => {
  const { now = new Date(), name = personRoles[role].title, id = uuidv7() } = options
  const subject = uuidv7()
  const { posted } = personRoles[role]
  await database.withActor({ id: 'test', role: 'identity' }, 'somebody for a test', async (tx) => {
    await tx.query(
      `insert into identity.person (id, issuer, subject, display_name) values ($1, 'test', $2, $3)`,
      [id, subject, name],
    )
    await tx.query(
      `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
       values ($1, $2, $3, $4, $5, '2020-01-01', 'test')`,
      [uuidv7(), id, role, posted, posted === 'force' ? '' : (options.place ?? 'X1')],
    )
  })
  const browser = { deviceToken: undefined, sessionToken: undefined, userAgent: undefined }
  const { token, deviceToken } = await openSession(
    database,
    { issuer: 'test', subject, name, roles: null },
    browser,
    now,
  )
  return {
    id,
    actor: { id: `person:${id}`, role, proof: proofOf(token) },
    headers: { cookie: `mettrace_session=${token}`, 'x-form-token': formTokenOf(token) },
    token,
    deviceToken,
  }
}

/** A session of a person who was put there by the owner; returns what it is proved by. */
export const putProof = async (owner: pg.Client, person: string, role: Role): Promise<string> => {
  const token = newToken()
  await owner.query(
    `with device as (
       insert into identity.device (id, token_digest, name, first_seen_at)
       values (gen_random_uuid(), $3, 'test', now()) returning id)
     insert into identity.session (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
     select gen_random_uuid(), $1, device.id, $3, $2, now(), now(), 3600, now() + interval '1 hour' from device`,
    [person, role, sessionDigest(token)],
  )
  return proofOf(token)
}

/** The database goes by its own clock: there a session of another day would be over. */
export const neverOver = async (owner: pg.Client, { id }: TestPerson): Promise<void> => {
  await owner.query(
    `update identity.session set ends_at = '2999-01-01', idle_seconds = 1e9 where person = $1`,
    [id],
  )
}

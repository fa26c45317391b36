import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { testSecrets } from '../../../test/secrets.ts'
import { putPlacesToPost } from '../../../test/places-to-post.ts'
import { PlainBrowser, serveSite } from '../../../test/served-site.ts'
import { signIn, withoutProvider } from '../../../test/signed-in.ts'
import { buildApp } from '../app.ts'
import { personRoleNames, personRoles } from '../foundation/access/roles.ts'
import { createLogger } from '../foundation/layout/log.ts'
import { subjectDigestOf } from '../foundation/log/digests.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { demonstrationPeople } from './demonstration/people.ts'
import { postDemonstrationPeople } from './demonstration/post-people.ts'
import { makeEmergencyCode, useEmergencyCode } from './emergency.ts'
import { openSession } from './open-session.ts'
import { signOutEverywhere } from './people.ts'

const { database, owner } = await testDatabase()
await putPlacesToPost(owner, { wards: ['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4'], bcus: ['BCU 1', 'BCU 2'] })
await postDemonstrationPeople(database)
const site = await serveSite(database)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(async () => {
  await site.close()
  await app.close()
})

const html = { accept: 'text/html' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const entries = async (reason: string): Promise<number> => {
  const { rowCount } = await owner.query('select from log.entry_text where reason = $1', [reason])
  return rowCount ?? 0
}

/** A browser that holds nothing of ours. */
const strange = { deviceToken: undefined, sessionToken: undefined, userAgent: undefined }
const noSuchPerson = { code: 'not_found', message: 'There is no such person.' }
const digestOf = subjectDigestOf(testSecrets)
/** Reasons of what the log says was altered of a record, the oldest first. */
const alterations = async (kind: string, id: string): Promise<(string | null)[]> => {
  const { rows } = await owner.query<{ reason: string | null }>(
    `select text.reason from log.entry left join log.entry_text text on text.entry = entry.id
     where entry.operation = 'alteration' and entry.subject = $1 order by entry.at`,
    [digestOf(kind, id)],
  )
  return rows.map(({ reason }) => reason)
}

describe('the real provider', () => {
  test('has somebody for every role, who is let in as what they are', async () => {
    const seen = new Set<string>()
    for (const { subject, name, postings } of demonstrationPeople) {
      const [posting, another] = postings
      if (!posting || seen.has(posting.role)) continue
      const arrived = await new PlainBrowser().signIn(site.address, subject)
      expect(arrived).toMatchObject({ url: `${site.address}/you`, status: 200 })
      const role = another ? 'no role in use' : personRoles[posting.role].title
      expect(arrived.text).toContain(`<strong>${name}</strong>, ${role}`)
      seen.add(posting.role)
    }
    expect([...seen].toSorted()).toEqual(personRoleNames.toSorted())
  })

  test('is answered once: neither a second time, nor by a browser that did not ask', async () => {
    const browser = new PlainBrowser()
    const other = new PlainBrowser()
    await browser.signIn(site.address, 'finance')
    for (const each of [browser, other]) {
      const again = await each.go(`${site.address}/sign-in/answer?code=x&state=y`)
      expect(again.text).toContain('was begun in another tab')
    }
    expect((await other.go(`${site.address}/you`)).text).toContain('Sign in to MetTrace')
  })
})

describe('a provider that does not answer', () => {
  test('lets nobody in, and the page says so', async () => {
    const begun = await app.inject({ url: '/sign-in/begin', headers: { ...html, host: '127.0.0.1' } })
    expect([begun.statusCode, begun.headers.location]).toEqual([303, '/sign-in?why=away'])
    expect(begun.headers).not.toHaveProperty('set-cookie')
    const page = await app.inject({ url: String(begun.headers.location), headers: html })
    expect(page.body).toContain('The identity provider does not answer.')
  })
})

describe('an emergency code', () => {
  test('is good for its minutes and not a moment longer', async () => {
    const made = { role: 'administrator', reason: 'expiry' } as const
    const now = new Date('2026-03-01T10:00:00Z')
    const code = () => makeEmergencyCode(database, { id: 'test', role: 'identity' }, made, now)
    const use = (typed: string, at: number) =>
      useEmergencyCode(database, typed, strange, new Date(now.getTime() + at))
    const [early, late] = [await code(), await code()]
    const minutes = 10 * 60_000
    expect(early.validUntil.getTime() - now.getTime()).toBe(minutes)
    await expect(use(late.code, minutes)).rejects.toMatchObject({ code: 'sign_in_refused' })
    await expect(use(early.code, minutes - 1)).resolves.toMatchObject({ role: 'administrator' })
    await expect(use(early.code, minutes - 1)).rejects.toMatchObject({ code: 'sign_in_refused' })
  })
})

describe('strangers', () => {
  test('are led to sign-in from any page, known or not, and back to it', async () => {
    for (const url of ['/target/plan?kits=4000', '/no-such-page']) {
      const answer = await app.inject({ url, headers: html })
      expect([answer.statusCode, answer.headers.location]).toEqual([
        303,
        `/sign-in?${new URLSearchParams({ to: url })}`,
      ])
    }
  })

  test('who ask for no page are told, and learn nothing', async () => {
    for (const url of ['/target/plan.csv', '/no-such-page']) {
      const answer = await app.inject({ url, headers: { accept: 'application/json' } })
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        {
          code: 'sign_in_needed',
          message: 'Sign in to MetTrace first.',
          requestId: expect.any(String) as string,
        },
      ])
    }
    expect((await app.inject({ method: 'POST', url: '/target/plan/drafts' })).statusCode).toBe(401)
  })
})

describe('a session', () => {
  test('is kept as a digest, in a cookie that scripts cannot read', async () => {
    const person = await signIn(database, 'planner')
    const { rows } = await owner.query(
      `select token_digest = sha256(convert_to($1, 'UTF8')) as digest from identity.session where person = $2`,
      [person.actor.proof, person.id],
    )
    expect(rows).toEqual([{ digest: true }])
    const secure = await buildApp({
      database,
      logger: createLogger('silent'),
      signIn: { ...withoutProvider(), publicUrl: () => 'https://mettrace.example' },
    })
    const answer = await secure.inject({
      method: 'POST',
      url: '/you/role',
      headers: { ...person.headers, ...form, cookie: `__Host-mettrace_session=${person.token}` },
      payload: 'role=planner',
    })
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-mettrace_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    await secure.close()
  })

  test('ends when its browser signs in again', async () => {
    const person = await signIn(database, 'planner')
    const vouched = { issuer: 'test', subject: 'another', name: 'Another', roles: null }
    const browser = { deviceToken: undefined, sessionToken: person.token, userAgent: undefined }
    await openSession(database, vouched, browser, new Date())
    expect((await app.inject({ url: '/you', headers: person.headers })).statusCode).toBe(401)
  })

  test('leaves nothing in the cache of the browser, whichever way it ends', async () => {
    const [one, other] = [await signIn(database, 'planner'), await signIn(database, 'planner')]
    const left = [await send(one, '/sign-out')]
    await owner.query('update identity.session set ended_at = now(), ended_by = $2 where person = $1', [
      other.id,
      'test',
    ])
    for (const accept of ['text/html', 'application/json'])
      left.push(await app.inject({ url: '/target/settings', headers: { ...other.headers, accept } }))
    expect(left.map(({ statusCode }) => statusCode)).toEqual([303, 303, 401])
    for (const { headers } of left)
      expect(headers).toMatchObject({
        'clear-site-data': '"cache"',
        'set-cookie': expect.stringMatching(/^mettrace_session=;/) as string,
      })
  })

  test('takes no form without its own value', async () => {
    const person = await signIn(database, 'planner')
    const stranger = await signIn(database, 'planner')
    const post = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/sign-out', headers: { cookie: person.headers.cookie, ...headers } })
    expect((await post({})).statusCode).toBe(403)
    expect((await post({ 'x-form-token': stranger.headers['x-form-token'] })).statusCode).toBe(403)
    expect((await post({ ...person.headers, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(400)
    expect((await post(person.headers)).statusCode).toBe(303)
    expect((await app.inject({ url: '/you', headers: person.headers })).statusCode).toBe(401)
  })

  test('has a new token for another role, and the old one is worth nothing', async () => {
    const person = await signIn(database, 'planner')
    const answer = await app.inject({
      method: 'POST',
      url: '/you/role',
      headers: { ...person.headers, ...form },
      payload: 'role=planner&to=//elsewhere.example',
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])
    expect((await app.inject({ url: '/you', headers: person.headers })).statusCode).toBe(401)
  })

  test('is over at once for a device that is shut out, and for good', async () => {
    const person = await signIn(database, 'finance')
    const admin = await signIn(database, 'administrator')
    const { rows } = await owner.query<{ device: string }>(
      'select device from identity.session where person = $1',
      [person.id],
    )
    const revoked = await app.inject({
      method: 'POST',
      url: `/devices/${rows[0]?.device}/revoke`,
      headers: admin.headers,
    })
    expect(revoked.statusCode).toBe(303)
    expect((await app.inject({ url: '/you', headers: person.headers })).statusCode).toBe(401)
  })

  test('does not shut out the device that it is on', async () => {
    const admin = await signIn(database, 'administrator')
    const { rows } = await owner.query<{ device: string }>(
      'select device from identity.session where person = $1',
      [admin.id],
    )
    const revoked = await app.inject({
      method: 'POST',
      url: `/devices/${rows[0]?.device}/revoke`,
      headers: { ...html, ...admin.headers },
    })
    expect([revoked.statusCode, revoked.body]).toEqual([
      403,
      expect.stringContaining('You are signed in on this device.'),
    ])
    expect((await app.inject({ url: '/you', headers: admin.headers })).statusCode).toBe(200)
  })
})

const send = (person: { headers: Record<string, string> }, url: string, payload = '') =>
  app.inject({ method: 'POST', url, headers: { ...person.headers, ...form }, payload })

describe('what the log has of one’s own acts', () => {
  test('taking up a role', async () => {
    const person = await signIn(database, 'planner')
    expect((await send(person, '/you/role', 'role=auditor')).statusCode).toBe(403)
    expect(await alterations('person', person.id)).toEqual([])
    expect((await send(person, '/you/role', 'role=planner')).statusCode).toBe(303)
    expect(await alterations('person', person.id)).toEqual(['took up the role Planner'])
  })

  test('signing out everywhere, and not plainly signing out', async () => {
    const person = await signIn(database, 'planner')
    expect((await send(person, '/sign-out')).statusCode).toBe(303)
    expect(await alterations('person', person.id)).toEqual([])
    const other = await signIn(database, 'planner')
    expect((await send(other, '/sign-out/everywhere')).statusCode).toBe(303)
    expect(await alterations('person', other.id)).toEqual(['signed out everywhere'])
  })

  test('noting an emergency sign-in, by each who does', async () => {
    const made = { role: 'administrator', reason: 'the provider is down' } as const
    const { code } = await makeEmergencyCode(database, { id: 'test', role: 'identity' }, made, new Date())
    const { emergency } = await useEmergencyCode(database, code, strange, new Date())
    const used = ['the provider is down']
    expect(await alterations('emergency', emergency)).toEqual(used)
    const [one, another] = [
      await signIn(database, 'administrator'),
      await signIn(database, 'data_protection'),
    ]
    const note = `/emergencies/${emergency}/noted`
    expect((await send(one, note)).statusCode).toBe(303)
    expect(await alterations('emergency', emergency)).toEqual([...used, 'noted'])
    expect((await send(one, note)).statusCode).toBe(404)
    expect((await send(another, note)).statusCode).toBe(303)
    expect(await alterations('emergency', emergency)).toEqual([...used, 'noted', 'noted'])
  })
})

describe('signing somebody else out everywhere', () => {
  test('ends their sessions, and is written down', async () => {
    const admin = await signIn(database, 'administrator')
    const person = await signIn(database, 'finance')
    const out = await app.inject({
      method: 'POST',
      url: `/people/${person.id}/sign-out`,
      headers: admin.headers,
    })
    expect(out.statusCode).toBe(303)
    expect((await app.inject({ url: '/you', headers: person.headers })).statusCode).toBe(401)
    expect(await alterations('person', person.id)).toEqual(['signed out everywhere'])
    const own = await app.inject({
      method: 'POST',
      url: `/people/${admin.id}/sign-out`,
      headers: { ...admin.headers, accept: 'application/json' },
    })
    expect([own.statusCode, own.json()]).toEqual([403, expect.objectContaining({ code: 'not_allowed' })])
    expect((await app.inject({ url: '/you', headers: admin.headers })).statusCode).toBe(200)
  })

  test('of whom there is not writes down nothing, by whatever way it is asked for', async () => {
    const admin = await signIn(database, 'administrator')
    const nobody = uuidv7()
    const out = await app.inject({
      method: 'POST',
      url: `/people/${nobody}/sign-out`,
      headers: { ...admin.headers, accept: 'application/json' },
    })
    expect([out.statusCode, out.json()]).toEqual([404, expect.objectContaining(noSuchPerson)])
    const asked = database.withActor(admin.actor, 'test', (tx) =>
      signOutEverywhere(tx, admin.actor.id, nobody, new Date()),
    )
    await expect(asked).rejects.toMatchObject(noSuchPerson)
    expect(await alterations('person', nobody)).toEqual([])
  })
})

describe('postings', () => {
  test('a role change takes effect on the next request, and is written down', async () => {
    const admin = await signIn(database, 'administrator')
    const person = await signIn(database, 'finance')
    const settings = () => app.inject({ url: '/target/settings', headers: { ...person.headers, ...html } })
    expect((await settings()).statusCode).toBe(200)
    const { rows } = await owner.query<{ id: string }>('select id from identity.posting where person = $1', [
      person.id,
    ])
    const ended = await app.inject({
      method: 'POST',
      url: `/people/${person.id}/postings/${rows[0]?.id}/end`,
      headers: admin.headers,
    })
    expect(ended.statusCode).toBe(303)
    expect((await settings()).headers.location).toBe('/you?to=%2Ftarget%2Fsettings')
    expect(await entries('posting ended')).toBeGreaterThan(0)
    const given = await app.inject({
      method: 'POST',
      url: `/people/${person.id}/postings`,
      headers: { ...admin.headers, ...form },
      payload: 'role=ward_officer&ward=E05000001&from=2026-01-01&to=',
    })
    expect(given.statusCode).toBe(303)
    const chosen = await app.inject({
      method: 'POST',
      url: '/you/role',
      headers: { ...person.headers, ...form },
      payload: 'role=ward_officer',
    })
    expect(chosen.statusCode).toBe(303)
    expect(await entries('posted as Ward officer')).toBeGreaterThan(0)
  })

  test('nobody administers themselves: not by the page, nor by the database', async () => {
    const admin = await signIn(database, 'administrator')
    const payload = 'role=planner&from=2026-01-01&to='
    const asked = await app.inject({
      method: 'POST',
      url: `/people/${admin.id}/postings`,
      headers: { ...admin.headers, ...form, accept: 'application/json' },
      payload,
    })
    expect([asked.statusCode, asked.json()]).toEqual([
      403,
      expect.objectContaining({ message: 'Nobody administers themselves: ask another administrator.' }),
    ])
    const byHand = database.withActor(admin.actor, 'test', (tx) =>
      tx.query(
        `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
         values (gen_random_uuid(), $1, 'planner', 'force', '', '2026-01-01', $2)`,
        [admin.id, admin.actor.id],
      ),
    )
    await expect(byHand).rejects.toMatchObject({ code: '42501' })
    const enabled = await database.withActor(admin.actor, 'test', (tx) =>
      tx.query('update identity.person set disabled_at = null where id = $1', [admin.id]),
    )
    expect(enabled.rowCount).toBe(0)
  })

  test('one that begins tomorrow, or ended yesterday, is none', async () => {
    const person = await signIn(database, 'auditor')
    const you = async () =>
      (await app.inject({ url: '/target/settings', headers: { ...person.headers, ...html } })).statusCode
    expect(await you()).toBe(200)
    await owner.query(`update identity.posting set from_day = current_date + 2 where person = $1`, [
      person.id,
    ])
    expect(await you()).toBe(303)
    await owner.query(
      `update identity.posting set from_day = current_date - 9, to_day = current_date - 2 where person = $1`,
      [person.id],
    )
    expect(await you()).toBe(303)
  })
})

import { describe, expect, test } from 'vitest'
import type { FastifyBaseLogger, InjectOptions } from 'fastify'
import { testDatabase } from '../../test/database.ts'
import { signIn, withoutProvider } from '../../test/signed-in.ts'
import { buildApp } from './app.ts'
import { createLogger } from './foundation/layout/log.ts'
import { usualLimits, type Limits } from './foundation/rate-limits.ts'

const { database } = await testDatabase()
const planner = await signIn(database, 'planner')
const officer = await signIn(database, 'ward_officer', { place: 'W1' })

const appWith = (parts: { limits?: Limits; trustedProxies?: string; logger?: FastifyBaseLogger } = {}) =>
  buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider(), ...parts })

const page = { accept: 'text/html' }

describe('every answer', () => {
  // A page, data, the way to sign-in, an address that leads nowhere, and one that cannot be taken apart.
  test.each<[string, InjectOptions]>([
    ['/target/settings', { headers: { ...page, ...planner.headers } }],
    ['/health', {}],
    ['/', { headers: page }],
    ['/nowhere', { headers: { ...page, ...planner.headers } }],
    ['/%zz', { headers: page }],
  ])('%s runs, frames and keeps nothing foreign', async (url, options) => {
    const app = await appWith()
    const { headers } = await app.inject({ ...options, url })
    const policy = String(headers['content-security-policy'])
    for (const directive of ["default-src 'none'", "object-src 'none'", "base-uri 'none'"])
      expect(policy).toContain(directive)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).toMatch(/script-src 'nonce-[\w+/]{22}=='(;|$)/)
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as string,
      'cache-control': 'no-store',
    })
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers).not.toHaveProperty(name)
    await app.close()
  })

  test('lets only its own scripts run: every script of a page carries the nonce of this answer and no other', async () => {
    const app = await appWith()
    const ask = async () => {
      const { headers, body } = await app.inject({
        url: '/target/settings',
        headers: { ...page, ...planner.headers },
      })
      const [, nonce] = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? []
      const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.length).toBeGreaterThan(0)
      for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`)
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
      return nonce
    }
    expect(await ask()).not.toBe(await ask())
    await app.close()
  })
})

test('what somebody is called or types is text, in a page and in an attribute of it', async () => {
  const called = `"><script>alert('x')</script>`
  const [person, admin] = [
    await signIn(database, 'finance', { name: called }),
    await signIn(database, 'administrator'),
  ]
  const app = await appWith()
  const pages = [
    await app.inject({ url: `/people/${person.id}`, headers: { ...page, ...admin.headers } }),
    await app.inject({
      method: 'POST',
      url: '/deliver/homes',
      headers: { ...page, ...officer.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ name: called }).toString(),
    }),
  ]
  for (const { statusCode, body } of pages) {
    expect(statusCode).toBe(200)
    expect(body).toContain('&quot;&gt;&lt;script&gt;alert(')
    expect(body).not.toContain('<script>alert')
  }
  await app.close()
})

const few = (name: keyof Limits, most = 2): { limits: Limits } => ({
  limits: { ...usualLimits, [name]: { most, seconds: 60 } },
})
const statuses = async (
  app: Awaited<ReturnType<typeof appWith>>,
  times: number,
  options: InjectOptions,
): Promise<number[]> => {
  const found: number[] = []
  for (let at = 0; at < times; at += 1) found.push((await app.inject(options)).statusCode)
  return found
}

const signInFrom = (from: string): InjectOptions => ({
  url: '/sign-in',
  headers: { ...page, 'x-forwarded-for': from },
})

describe('limits', () => {
  test('ask a person to wait, in plain words and with the time, and nobody else', async () => {
    const app = await appWith(few('person'))
    const asked = { url: '/target/settings', headers: { ...page, ...planner.headers } }
    expect(await statuses(app, 3, asked)).toEqual([200, 200, 429])
    const told = await app.inject(asked)
    expect(told.body).toContain('more than 2 requests in 60 seconds')
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
    expect(told.headers['content-security-policy']).toContain("default-src 'none'")
    const object = await app.inject({ ...asked, headers: { ...planner.headers, accept: 'application/json' } })
    expect(object.json()).toMatchObject({ code: 'too_many' })
    expect(
      (await app.inject({ url: '/deliver/homes', headers: { ...page, ...officer.headers } })).statusCode,
    ).toBe(200)
    await app.close()
  })

  test('that are reached, and forms and sites that do not belong, stand in the log with their route', async () => {
    const lines: string[] = []
    const logger = createLogger('info', { write: (line) => void lines.push(line) })
    const app = await appWith({ ...few('person'), logger })
    const out: InjectOptions = { method: 'POST', url: '/sign-out' }
    const session = { cookie: planner.headers.cookie }
    await app.inject({ ...out, headers: session })
    await app.inject({ ...out, headers: { ...planner.headers, 'sec-fetch-site': 'cross-site' } })
    await statuses(app, 2, { url: '/target/settings', headers: { ...page, ...planner.headers } })
    const logged = lines.map((line) => JSON.parse(line) as object)
    expect(logged).toMatchObject([
      { route: '/sign-out', status: 403 },
      { route: '/sign-out', status: 400 },
      { route: '/target/settings', status: 200 },
      { level: 40, limit: 'person', route: '/target/settings', msg: 'too many requests' },
      { route: '/target/settings', status: 429 },
    ])
    await app.close()
  })

  test('hold searches that lead to people tighter than pages, whichever session asks', async () => {
    const app = await appWith(few('search'))
    const search: InjectOptions = {
      method: 'POST',
      url: '/deliver/homes',
      headers: { ...page, ...officer.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=nobody',
    }
    expect(await statuses(app, 3, search)).toEqual([200, 200, 429])
    expect(
      (await app.inject({ url: '/deliver/homes', headers: { ...page, ...officer.headers } })).statusCode,
    ).toBe(200)
    await app.close()
  })

  test('hold sign-ins and emergency codes by address, before anybody is known', async () => {
    const app = await appWith(few('emergency'))
    const code: InjectOptions = {
      method: 'POST',
      url: '/sign-in/emergency',
      headers: { ...page, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'code=00000-00000-00000-00000',
    }
    expect(await statuses(app, 3, code)).toEqual([403, 403, 429])
    await app.close()
    const other = await appWith(few('sign-in'))
    expect(await statuses(other, 3, { url: '/sign-in/answer', headers: page })).toEqual([303, 303, 429])
    await other.close()
  })

  test('hold strangers by address, but health and assets are always answered', async () => {
    const app = await appWith(few('address'))
    const stranger = { url: '/', headers: { ...page, cookie: 'mettrace_session=guessed' } }
    expect(await statuses(app, 3, stranger)).toEqual([303, 303, 429])
    expect(await statuses(app, 3, { url: '/health' })).toEqual([200, 200, 200])
    await app.close()
  })

  test('count by the address that a trusted proxy names, and by no other’s word', async () => {
    const behind = await appWith({ ...few('address', 1), trustedProxies: '127.0.0.0/8' })
    expect(await statuses(behind, 2, signInFrom('192.0.2.1'))).toEqual([200, 429])
    expect(await statuses(behind, 1, signInFrom('192.0.2.2'))).toEqual([200])
    await behind.close()
    const alone = await appWith(few('address', 1))
    expect(await statuses(alone, 1, signInFrom('192.0.2.1'))).toEqual([200])
    expect(await statuses(alone, 1, signInFrom('192.0.2.2'))).toEqual([429])
    await alone.close()
  })
})

import { describe, expect, test } from 'vitest'
import type { InjectOptions } from 'fastify'
import type pg from 'pg'
import { freshDatabase, testDatabase } from '../../test/database.ts'
import { signIn, withoutProvider } from '../../test/signed-in.ts'
import { buildApp } from './app.ts'
import { MetTraceError } from './foundation/errors.ts'
import { createLogger } from './foundation/layout/log.ts'

const { database } = await testDatabase()
const planner = await signIn(database, 'planner')

/** What would be a line of the log of its own, were its breaks left as they are. */
const feigned = 'E\n{"level":60,"msg":"all is lost"}\r\n\u2028'

const appWithLog = async (alive = true) => {
  const lines: string[] = []
  const app = await buildApp({
    database: alive ? database : { ...database, isAlive: async () => false },
    logger: createLogger('debug', { write: (line) => void lines.push(line) }),
    signIn: withoutProvider(),
  })
  app.get('/told', async () => {
    throw new MetTraceError('not_enough', 'Two years of months are needed; there are 3 months.')
  })
  app.get('/broken', async () => {
    throw new Error('Key (address)=(1 Acacia Avenue) already exists')
  })
  app.get('/feigned', async () => {
    throw Object.assign(new Error('wrong'), { code: feigned })
  })
  app.post('/form', async () => 'taken')
  /** Asks as somebody who is signed in. */
  const inject = async (asked: string | InjectOptions) => {
    const options = typeof asked === 'string' ? { url: asked } : asked
    return app.inject({ ...options, headers: { ...planner.headers, ...options.headers } })
  }
  return { app, inject, lines }
}

const hanging = (): Promise<never> => new Promise(() => undefined)

const asJson = { accept: 'application/json' }

describe('health', () => {
  test('tells that all is well, also to HEAD', async () => {
    const { inject } = await appWithLog()
    const answer = await inject('/health')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: true,
    })
    const head = await inject({ method: 'HEAD', url: '/health' })
    expect([head.statusCode, head.body]).toEqual([200, ''])
  })

  test('is alive and ready; alive is asked of the process alone', async () => {
    const { inject } = await appWithLog()
    const ready = await inject('/health/ready')
    expect([ready.statusCode, ready.json()]).toEqual([
      200,
      expect.objectContaining({ status: 'ok', database: true, migrations: true, log: true, disk: true }),
    ])
    const without = await buildApp({
      database: { ...database, isAlive: hanging, readWithoutAct: hanging, withActor: hanging },
      logger: createLogger('silent'),
      signIn: withoutProvider(),
    })
    const alive = await without.inject('/health/live')
    expect([alive.statusCode, alive.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })])
  })

  test.each<[string, string, (owner: pg.Client) => Promise<unknown>]>([
    ['migrations', 'another schema', (owner) => owner.query(`comment on schema migration is 'another'`)],
    [
      'log',
      'an entry that no sealer takes',
      async (owner) => {
        await owner.query('set session_replication_role = replica')
        await owner.query(`update log.entry set at = at - interval '6 minutes'`)
      },
    ],
  ])('is not ready for want of %s: %s', async (part, _, spoil) => {
    const made = await freshDatabase()
    try {
      await signIn(made.database, 'planner')
      await spoil(made.owner)
      const app = await buildApp({
        database: made.database,
        logger: createLogger('silent'),
        signIn: withoutProvider(),
      })
      const answer = await app.inject('/health/ready')
      expect([answer.statusCode, answer.json()]).toMatchObject([
        503,
        { status: 'unavailable', database: true, disk: true, [part]: false },
      ])
    } finally {
      await made.drop()
    }
  })

  test('is 503 when the database does not answer', async () => {
    const { inject } = await appWithLog(false)
    const answer = await inject('/health')
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      expect.objectContaining({ status: 'unavailable', database: false }),
    ])
  })
})

describe('what every answer carries', () => {
  test('a strict policy and a request id', async () => {
    const { inject } = await appWithLog()
    const { headers } = await inject('/nowhere')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a request id is never taken from outside', async () => {
    const { inject } = await appWithLog()
    const { headers } = await inject({
      url: '/health',
      headers: { 'x-request-id': 'forged', 'request-id': 'forged' },
    })
    expect(headers['x-request-id']).not.toBe('forged')
  })
})

describe('errors', () => {
  test('an unknown address gets a page in plain words, or an object', async () => {
    const { inject } = await appWithLog()
    const page = await inject({ url: '/nowhere', headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(404)
    expect(page.body).toContain('<h1 class="govuk-heading-l">Page not found</h1>')
    const object = await inject({ url: '/nowhere', headers: asJson })
    expect(object.json()).toMatchObject({ code: 'not_found' })
  })

  test('an error of ours keeps its status and words', async () => {
    const { inject } = await appWithLog()
    const answer = await inject({ url: '/told', headers: asJson })
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'not_enough',
        message: 'Two years of months are needed; there are 3 months.',
      }),
    ])
  })

  test('any other error tells nothing from inside, neither on the page nor in the log', async () => {
    const { inject, lines } = await appWithLog()
    const page = await inject('/broken')
    expect(page.statusCode).toBe(500)
    expect(page.body).not.toContain('Acacia')
    expect(page.body).toContain(String(page.headers['x-request-id']))
    expect(lines.join('')).not.toContain('Acacia')
    const logged = lines.map((line) => JSON.parse(line) as object).find((line) => 'err' in line)
    expect(logged).toMatchObject({
      level: 50,
      msg: 'request failed',
      err: { type: 'Error', stack: expect.stringContaining('app.test.ts') as string },
    })
  })

  test.each(['/%zz', '/nowhere?%zz=%', '/assets/../../config.ts', `/${'a'.repeat(3000)}`])(
    'the address %s is no trouble',
    async (url) => {
      const { inject } = await appWithLog()
      const answer = await inject({ url, headers: asJson })
      expect([400, 404, 414]).toContain(answer.statusCode)
      expect(answer.json()).toHaveProperty('message')
    },
  )

  test.each(['{"__proto__": {"role": "planner"}}', '{"constructor": {"prototype": {"role": "planner"}}}'])(
    'the body %s, which would change what all objects are, is refused',
    async (payload) => {
      const { inject } = await appWithLog()
      const headers = { ...asJson, 'content-type': 'application/json' }
      const answer = await inject({ method: 'POST', url: '/form', headers, payload })
      expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: 'usage' })])
      expect((await inject({ method: 'POST', url: '/form', headers, payload: '{}' })).body).toBe('taken')
    },
  )

  test('TRACE, which would send back what it was sent, is no method of any address', async () => {
    const { inject } = await appWithLog()
    for (const url of ['/health', '/target/settings']) {
      const answer = await inject({
        method: 'TRACE' as 'GET',
        url,
        headers: { ...asJson, 'x-secret': 'quokka' },
      })
      expect(answer.statusCode).toBe(404)
      expect(answer.body).not.toContain('quokka')
    }
  })

  test('a body that is too large is refused', async () => {
    const { inject } = await appWithLog()
    const answer = await inject({
      method: 'POST',
      url: '/form',
      headers: { ...asJson, 'content-type': 'application/json' },
      payload: JSON.stringify('a'.repeat(70_000)),
    })
    expect([answer.statusCode, answer.json()]).toEqual([413, expect.objectContaining({ code: 'usage' })])
  })
})

test('the log names the route, never the address with its query, nor where it came from', async () => {
  const { inject, lines } = await appWithLog()
  await inject({ url: '/health?name=Acacia', remoteAddress: '192.0.2.7' })
  await inject({ url: '/Acacia', remoteAddress: '192.0.2.7' })
  const logged = lines.join('')
  expect(logged).toContain('"route":"/health"')
  expect(logged).not.toMatch(/Acacia|192\.0\.2\.7/)
})

test('no value makes a second line in the log, whatever breaks it holds', async () => {
  const { inject, lines } = await appWithLog()
  await inject('/feigned')
  expect(lines.filter((line) => line.includes('all is lost'))).toHaveLength(1)
  for (const line of lines) {
    expect(line).toMatch(/^[^\n\r]+\n$/)
    expect(JSON.parse(line)).toMatchObject({ time: expect.any(String) as string })
  }
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ level: 50, err: expect.objectContaining({ code: feigned }) as object }),
  )
})

describe('assets', () => {
  test('can be kept for ever, and hold neither the licensed face nor the crest', async () => {
    const { inject } = await appWithLog()
    const { body } = await inject({ url: '/nowhere', headers: { accept: 'text/html' } })
    const paths = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(paths).toHaveLength(5)
    for (const url of paths) {
      const answer = await inject({ url })
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
      expect(answer.body).not.toMatch(/GDS Transport|@font-face|url\(|sourceMappingURL/)
      const zipped = await inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
      expect(zipped.headers['content-encoding']).toMatch(/^(gzip|br)$/)
    }
  })

  test('the script imports the one of GOV.UK Frontend where it is', async () => {
    const { inject } = await appWithLog()
    const page = await inject('/nowhere')
    const script = await inject(/src="([^"]+)"/.exec(page.body)?.[1] ?? '')
    const imported = /from '([^']+)'/.exec(script.body)?.[1] ?? ''
    expect((await inject(imported)).statusCode).toBe(200)
  })
})

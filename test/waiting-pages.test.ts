import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { inWorker, pool, type Turn } from '../apps/server/foundation/jobs/pool.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { testDatabase } from './database.ts'
import { signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { loadSmallCity } from './small-city.ts'

const { database } = await testDatabase()
const [planner, other] = [await signIn(database, 'planner'), await signIn(database, 'planner')]
const busy = new URL('busy-worker.ts', import.meta.url)

/** A server that waits no moment before it says that work goes on, and one that waits for as long as it takes. */
let [hasty, patient]: FastifyInstance[] = []
const usual = pool.threads
beforeAll(async () => {
  await loadSmallCity(database)
  pool.resize(1)
  const appWith = (patience?: { page: number; file: number }): Promise<FastifyInstance> =>
    buildApp({
      database,
      logger: createLogger('silent'),
      signIn: withoutProvider(),
      ...(patience ? { patience } : {}),
    })
  hasty = await appWith({ page: 0, file: 0 })
  patient = await appWith()
})
afterAll(async () => {
  await Promise.all([hasty?.close(), patient?.close()])
  pool.resize(usual)
})

/** Work of somebody else, which has the only thread until `end`. */
const takeThread = (): { turn: Turn<unknown>; end: () => void } => {
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const turn = pool.turn({ person: 'somebody' }, () => inWorker(busy, { do: 'wait', gate }))
  const end = (): void => {
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
  }
  ends.push(end)
  return { turn, end }
}
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const ask = (app: FastifyInstance | undefined, person: TestPerson, asked: string | InjectOptions) => {
  const options = typeof asked === 'string' ? { url: asked } : asked
  const headers = { accept: 'text/html', ...person.headers, ...options.headers }
  return app!.inject({ ...options, headers })
}
const stopAddress = (body: string): string => /action="(\/work\/[0-9a-f-]+\/stop)"/.exec(body)?.[1] ?? ''
const stop = (person: TestPerson, url: string) =>
  ask(hasty, person, { method: 'POST', url, payload: {}, headers: { accept: 'text/html' } })

describe('a page whose work takes long', () => {
  const url = '/target/plan?kits=900'

  test('says what is worked out and its place, comes back by itself, and shows the answer when it is there', async () => {
    const { turn, end } = takeThread()
    const first = await ask(hasty, planner, url)
    expect([first.statusCode, first.headers['refresh']]).toEqual([202, '2'])
    expect(first.body).toContain('The plan is being worked out')
    expect(first.body).toContain('It waits for its turn, and is next.')
    const second = await ask(hasty, other, '/target/plan?kits=901')
    expect(second.body).toContain('There is one piece of work before it.')
    const same = await ask(hasty, other, url)
    expect(stopAddress(same.body)).toBe(stopAddress(first.body))
    end()
    await turn.answer
    expect((await ask(patient, planner, url)).body).toContain('Deployment areas')
    const last = await ask(hasty, planner, url)
    expect([last.statusCode, last.headers['refresh']]).toEqual([200, undefined])
    await stop(other, stopAddress(second.body))
  })

  test('can be stopped by who asked, in the page’s own form, and asked for again', async () => {
    takeThread()
    const asked = '/target/price-ladder?budgets=5000&prices=9'
    const waiting = await ask(hasty, planner, asked)
    expect(waiting.body).toContain('The price ladder is being worked out')
    const stopping = stopAddress(waiting.body)
    expect((await stop(other, stopping)).statusCode).toBe(404)
    const stopped = await stop(planner, stopping)
    expect(stopped.statusCode).toBe(200)
    expect(stopped.body).toContain('href="/target/price-ladder?budgets=5000&amp;prices=9"')
    expect((await stop(planner, stopping)).statusCode).toBe(404)
  })

  test.each([
    ['/target/back-test?kits=700', 'The back-test is being worked out'],
    ['/target/phase-in?kits=700', 'The order of starts is being worked out'],
    ['/target/risk?months=5', 'The risk of every area is being worked out'],
  ])('%s says so', async (address, words) => {
    takeThread()
    const { statusCode, body } = await ask(hasty, planner, address)
    expect([statusCode, body]).toEqual([202, expect.stringContaining(words)])
    await stop(planner, stopAddress(body))
  })

  test('whose question is wrong says so at once', async () => {
    takeThread()
    expect((await ask(hasty, planner, '/target/plan?kits=none')).statusCode).toBe(400)
  })
})

describe('a file whose work takes long', () => {
  const url = '/target/plan.csv?kits=1200'

  test('is refused for now, in words, with the time to ask again; it goes on meanwhile', async () => {
    const { turn, end } = takeThread()
    const asJson = { url, headers: { accept: 'application/json' } }
    const { statusCode, headers, body } = await ask(hasty, planner, asJson)
    expect([statusCode, headers['retry-after']]).toEqual([503, '2'])
    expect(JSON.parse(body)).toMatchObject({ code: 'still_working' })
    end()
    await turn.answer
    const { body: csv } = await ask(patient, planner, url)
    expect(csv).toContain('E019')
    expect((await ask(hasty, planner, url)).body).toBe(csv)
  })
})

test('health answers while every thread works', async () => {
  takeThread()
  expect((await hasty!.inject('/health')).json()).toMatchObject({ status: 'ok' })
})

test('a server that is closed stops what nobody will see', async () => {
  const { turn, end } = takeThread()
  const leaving = await buildApp({
    database,
    logger: createLogger('silent'),
    signIn: withoutProvider(),
    patience: { page: 0, file: 0 },
  })
  expect((await ask(leaving, planner, '/target/plan?kits=1300')).statusCode).toBe(202)
  await leaving.close()
  const next = pool.turn({ person: 'next' }, async () => 'next')
  expect(next.before()).toBe(0)
  end()
  await turn.answer
  expect(await next.answer).toBe('next')
})

import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { withoutProvider } from '../../../test/signed-in.ts'
import { buildApp } from '../app.ts'
import { createLogger } from '../foundation/layout/log.ts'

const { database } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })

const namesIn = (html: string): string[] =>
  Array.from(html.matchAll(/(?:src|href)="(\/field\/[^"]+)"/g), ([, name = '']) => name)

test('the phone app is there for whoever asks, and every file that it names', async () => {
  const page = await app.inject('/field/')
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  const names = namesIn(page.body)
  expect(names.length).toBeGreaterThan(2)
  for (const url of names) expect((await app.inject(url)).statusCode, url).toBe(200)
})

test('its scripts are files of this server, and it may ask where it is and read codes', async () => {
  const { headers, body } = await app.inject('/field/')
  expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  // WebAssembly may be compiled, since codes are read by it; nothing else that is unsafe.
  expect(policy.split(';')).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy.replace(" 'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*|nonce/)
  expect(headers['permissions-policy']).toContain('camera=(self)')
  expect(headers['permissions-policy']).toContain('microphone=()')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('a new version is noticed: what keeps its name is asked for every time, what has a digest in it is kept', async () => {
  const worker = await app.inject('/field/service-worker.js')
  expect(worker.headers['cache-control']).toBe('no-cache')
  const etag = String(worker.headers['etag'])
  const again = await app.inject({ url: '/field/service-worker.js', headers: { 'if-none-match': etag } })
  expect(again.statusCode).toBe(304)
  const asset = namesIn((await app.inject('/field/')).body).find((name) => name.includes('/assets/')) ?? ''
  expect((await app.inject(asset)).headers['cache-control']).toContain('immutable')
})

test('every file that a phone is to hold is there: of one that is missing the app would never be on it', async () => {
  const worker = await app.inject('/field/service-worker.js')
  const names = Array.from(worker.body.matchAll(/"?url"?:\s*"([^"]+)"/g), ([, name = '']) => name)
  expect(new Set(names.map((name) => name.split('/').at(-2) ?? ''))).toEqual(
    new Set(['', 'assets', 'letters', 'map', 'scanner']),
  )
  for (const name of names) expect((await app.inject(`/field/${name}`)).statusCode, name).toBe(200)
})

test('what reads codes is a file of this server too, and pages of the desk may compile nothing', async () => {
  const worker = await app.inject('/field/service-worker.js')
  const names = [...worker.body.matchAll(/"(scanner\/[^"]+)"/g)].map(([, name]) => `/field/${name}`)
  expect(names.map((name) => name.split('.').at(-1)).toSorted()).toEqual(['js', 'wasm'])
  for (const url of names) {
    const { statusCode, headers } = await app.inject(url)
    expect([url, statusCode]).toEqual([url, 200])
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toBe(
      url.endsWith('.wasm') ? 'application/wasm' : 'text/javascript; charset=utf-8',
    )
  }
  const desk = await app.inject('/health')
  expect(String(desk.headers['content-security-policy'])).not.toContain('wasm-unsafe-eval')
})

test('what it does not have is not there', async () => {
  expect((await app.inject('/field/none.js')).statusCode).toBe(404)
  expect((await app.inject('/field/assets/..%2findex.html')).statusCode).toBe(404)
  expect((await app.inject('/field/scanner/..%2findex.html')).statusCode).toBe(404)
})

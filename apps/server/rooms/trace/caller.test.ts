import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshLog } from '../../../../test/log.ts'
import { putHomes } from '../../../../test/homes.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { buildApp } from '../../app.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { usualLimits } from '../../foundation/rate-limits.ts'

const log = await freshLog()
afterAll(log.drop)
const app = await buildApp({
  database: log.database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
})
afterAll(() => app.close())

let handler: TestPerson
beforeAll(async () => {
  handler = await signIn(log.database, 'call_handler')
  await putHomes(log.database, {
    W1: { bcu: 'North', homes: 2, postcode: 'ZX11AA' },
    W2: { bcu: 'South', homes: 1, postcode: 'ZX12AA' },
  })
})

const answer = async (fields: Record<string, string>, who = handler) => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/trace/caller',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...who.headers },
    payload: new URLSearchParams(fields).toString(),
  })
  return {
    status: statusCode,
    body: body.replaceAll(/nonce="[^"]*"|name="form_token" value="[^"]*"|logged at \d\d:\d\d/g, ''),
  }
}

const callsLogged = async () => {
  const { rows } = await log.owner.query<{ operation: string; kind: string; reason: string; named: boolean }>(
    `select e.operation, e.kind, t.reason, e.subject is not null as named from log.entry e
     left join log.entry_text t on t.entry = e.id
     where e.purpose = 'a caller about a mark' and e.kind is not null order by e.id`,
  )
  return rows
}

describe('a caller who says it is marked', () => {
  test('is answered in the same bytes whatever code they give, none included in what is shown', async () => {
    const known = await answer({ kind: 'found', code: 'ZX000001' })
    const other = await answer({ kind: 'found', code: 'ab 999-77' })
    expect([known.status, other.status]).toEqual([200, 200])
    expect(other.body).toBe(known.body)
    expect(known.body).toContain('I cannot tell you whose it is')
    expect(known.body).not.toContain('ZX000001')
  })

  test('has each kind answered in words of its own, and a postcode with who polices it', async () => {
    const burgled = await answer({ kind: 'burgled', postcode: 'zx1 1aa' })
    expect(burgled.body).toContain('<strong>W1, North</strong>')
    expect(burgled.body).not.toContain('W1 Street')
    expect((await answer({ kind: 'own kit', postcode: 'ZX1 2AA' })).body).toContain(
      '<strong>W2, South</strong>',
    )
    expect((await answer({ kind: 'own kit', postcode: 'ZX9 9AA' })).body).toContain(
      'We cannot tell who polices',
    )
  })

  test('is told nothing before it is said what the call is, or of what is no code and no postcode', async () => {
    const before = (await callsLogged()).length
    const { status, body } = await answer({ code: '<b>', postcode: 'nowhere' })
    expect(status).toBe(400)
    for (const words of ['Choose what the caller says', 'Enter the code as', 'Enter a whole postcode'])
      expect(body).toContain(words)
    expect(body).not.toContain('You may say')
    expect(await callsLogged()).toHaveLength(before)
  })

  test('stands in the log by the code and what the call was, and without one as a call', async () => {
    const before = (await callsLogged()).length
    await answer({ kind: 'found', code: 'ZX000001' })
    await answer({ kind: 'burgled' })
    expect((await callsLogged()).slice(before)).toEqual([
      { operation: 'consultation', kind: 'kit', reason: 'a caller says it is marked: found', named: true },
      { operation: 'consultation', kind: 'kit', reason: 'a caller says it is marked: burgled', named: false },
    ])
  })

  test('is answered by nobody but call handlers, and by them no faster than a person types', async () => {
    const control = await signIn(log.database, 'control_room')
    expect((await answer({ kind: 'found' }, control)).status).toBe(403)
    const statuses: number[] = []
    for (let at = 0; at <= usualLimits.search.most; at += 1)
      statuses.push((await answer({ kind: 'burgled' })).status)
    expect(statuses).toContain(429)
  })
})

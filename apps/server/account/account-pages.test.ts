import { leafHash } from '@mettrace/ledger/tree/hash'
import { checkProofFile, parseProofFile } from '@mettrace/ledger/note/proof-file'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshLog, testLogKey } from '../../../test/log.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../test/signed-in.ts'
import { createLogger } from '../foundation/layout/log.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { buildApp } from '../app.ts'
import { actsOnPage } from './acts.ts'

const log = await freshLog()
afterAll(log.drop)

const app = await buildApp({
  database: log.database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  logDirectory: log.directory,
})
afterAll(() => app.close())

let auditor: TestPerson
/** Entries of the log that this file's own people have made by signing in. */
let before: number

const get = async (url: string, who = auditor): Promise<{ status: number; body: string }> => {
  const { statusCode, body } = await app.inject({ url, headers: { accept: 'text/html', ...who.headers } })
  return { status: statusCode, body }
}
const post = async (
  url: string,
  fields: Record<string, string>,
): Promise<{ status: number; body: string }> => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...auditor.headers },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: statusCode, body }
}
const records = (id: string, kind = 'home') => post('/account/log/records', { kind, id })
const countOf = async (kind: string): Promise<number> => {
  const { rowCount } = await log.owner.query('select from log.entry where kind = $1', [kind])
  return rowCount ?? 0
}

beforeAll(async () => {
  auditor = await signIn(log.database, 'auditor')
  const { rowCount } = await log.owner.query('select from log.entry')
  before = rowCount ?? 0
  await log.consult('home-1', 'home-2')
  await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'list of homes', (tx) =>
    tx.record({ operation: 'disclosure', kind: 'home', subjects: ['home-1', 'home-3'], to: 'A. Person' }),
  )
  await log.sealTo(before + 3)
})

describe('who saw a record', () => {
  test('shows every entry about it, lists too, and writes down who looked', async () => {
    const looked = await countOf('home')
    const { status, body } = await records('home-1')
    expect(status).toBe(200)
    expect(body).toContain('page of a home')
    expect(body).toContain('list of homes')
    expect(body.match(/\/proof"/g)).toHaveLength(2)
    expect(await countOf('home')).toBe(looked + 1)
    expect((await records('home-1')).body).toContain('who saw a record')
  })

  test('shows nothing of another record, and asks nothing before an id is given in the body', async () => {
    const looked = await countOf('home')
    expect((await get('/account/log/records?kind=home&id=home-1')).body).not.toContain('page of a home')
    expect((await records('')).status).toBe(200)
    expect(await countOf('home')).toBe(looked)
    expect((await records('home-9')).body).toContain('nothing about this record')
    expect((await records('', '<b>')).status).toBe(400)
  })

  test('gives a proof that holds by itself, of the entry that it carries', async () => {
    const { body } = await records('home-2')
    const address = /href="(\/account\/log\/entries\/[^"]+\/proof)"/.exec(body)?.[1] ?? ''
    const file = parseProofFile((await get(address)).body)
    const entry = file.extra ?? new Uint8Array()
    expect(checkProofFile(file, leafHash(entry), [testLogKey]).head.size).toBe(before + 3)
    expect(String(Buffer.from(entry))).not.toContain('home-2')
    expect((await get(`/account/log/entries/${uuidv7()}/proof`)).status).toBe(404)
    expect((await get('/account/log/entries/nothing')).status).toBe(404)
  })
})

test('what a person did shows acts and entries, and looking is written down', async () => {
  const { status, body } = await post('/account/log/people', { person: 'command line: x' })
  expect(status).toBe(200)
  expect(body).toMatch(/list of homes.*disclosure of 2 \(home\)/s)
  expect(body).not.toContain('page of a home')
  expect(await countOf('person')).toBe(1)
})

const shown = (body: string): string[] =>
  [...body.matchAll(/<td>(act \d+|late)<\/td>/g)].map(([, name]) => name!)

test('what a person did goes on, page by page, and back, while more is done', async () => {
  const actor = 'command line: busy'
  const act = (name: string) =>
    log.database.withActor({ id: actor, role: 'planner' }, name, (tx) =>
      tx.record({ operation: 'consultation', kind: 'kit', subjects: [name] }),
    )
  for (let at = 0; at <= 2 * actsOnPage; at++) await act(`act ${at}`)
  const { rows } = await log.owner.query<{ purpose: string }>(
    'select purpose from foundation.act where actor = $1 order by id desc',
    [actor],
  )
  const expected = rows.map(({ purpose }) => purpose)
  const page = async (button?: 'before' | 'after', from = ''): Promise<string> => {
    const moved = button && new RegExp(`name="${button}" value="([^"]+)"`).exec(from)?.[1]
    return (await post('/account/log/people', { person: actor, ...(button && { [button]: moved ?? '' }) }))
      .body
  }
  const first = await page()
  expect(shown(first)).toEqual(expected.slice(0, actsOnPage))
  expect(first).not.toContain('Newer')
  await act('late')
  const second = await page('before', first)
  expect(shown(second)).toEqual(expected.slice(actsOnPage, 2 * actsOnPage))
  expect(second.match(/consultation of 1 \(kit\)/g)).toHaveLength(actsOnPage)
  const last = await page('before', second)
  expect(shown(last)).toEqual(expected.slice(2 * actsOnPage))
  expect(last).not.toContain('Older')
  const again = await page('after', last)
  expect(shown(again)).toEqual(shown(second))
  const firstAgain = await page('after', again)
  expect(shown(firstAgain)).toEqual(shown(first))
  const newest = await page('after', firstAgain)
  expect(shown(newest)).toEqual(['late'])
  expect(newest).not.toContain('Newer')
  expect(shown(await page('before', newest))).toEqual(shown(first))
  expect((await post('/account/log/people', { person: actor, before: 'x' })).status).toBe(400)
})

test('to look what somebody did stands among who saw the record of that person, however they are called', async () => {
  const planner = await signIn(log.database, 'planner')
  await post('/account/log/people', { person: planner.actor.id })
  for (const id of [planner.id, planner.actor.id])
    expect((await records(id, 'person')).body).toContain('what a person did')
})

test('heads show size, age, witnesses, and what they cannot show', async () => {
  const { status, body } = await get('/account/log/heads')
  expect(status).toBe(200)
  expect(body).toContain(`<strong>${before + 3}</strong> sealed entries`)
  expect(body).toMatch(/No witness.*What a head cannot show/s)
})

test('samples are drawn by the head', async () => {
  const { status, body } = await get('/account/log/samples')
  expect(status).toBe(200)
  expect(body.match(/\/proof"/g)).toHaveLength(before + 3)
})

test('a planner is refused', async () => {
  const planner = await signIn(log.database, 'planner')
  for (const page of [
    'records',
    'records?id=home-1',
    'people',
    'people?person=x',
    'heads',
    'samples',
    'entries/x',
  ])
    expect((await get(`/account/log/${page}`, planner)).status).toBe(403)
})

import { leafHash } from '@mettrace/ledger/tree/hash'
import { checkProofFile, parseProofFile } from '@mettrace/ledger/note/proof-file'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshLog, testLogKey } from '../../../../test/log.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { buildApp } from '../../app.ts'
import { entriesOnPage } from './list-entries.ts'

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
const records = (id: string, kind = 'home', more: Record<string, string> = {}) =>
  post('/account/log/records', { kind, id, ...more })
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

  test('shows nothing of another record, and asks nothing before one is named in the body', async () => {
    const looked = await countOf('home')
    expect((await get('/account/log/records?kind=home&id=home-1')).body).not.toContain('page of a home')
    expect((await records('')).status).toBe(400)
    expect(await countOf('home')).toBe(looked)
    expect((await records('home-9')).body).toContain('no entry about this record')
    expect((await records('x', '<b>')).status).toBe(400)
  })

  test('has pages, a total, filters and a file, so that no look is buried by others', async () => {
    await log.consult('home-7')
    for (let at = 0; at < entriesOnPage + 20; at++)
      await log.database.withActor({ id: 'command line: busy', role: 'planner' }, `look ${at}`, (tx) =>
        tx.record({
          operation: at === 3 ? 'alteration' : 'consultation',
          kind: 'home',
          subjects: ['home-7'],
        }),
      )
    const first = (await records('home-7')).body
    expect(first).toContain(`Entries 1 to ${entriesOnPage} of ${entriesOnPage + 21} about`)
    expect(first).not.toContain('page of a home')
    const older = /name="before" value="([^"]+)"/.exec(first)?.[1] ?? ''
    const second = (await records('home-7', 'home', { before: older })).body
    expect(second).toContain('page of a home')
    expect(second).toContain(`Entries ${entriesOnPage + 2} to ${entriesOnPage + 22} of ${entriesOnPage + 22}`)
    const byActor = (await records('home-7', 'home', { actor: 'command line: planner' })).body
    expect(byActor).toContain('Entries 1 to 1 of 1 about')
    const altered = (await records('home-7', 'home', { operation: 'alteration' })).body
    expect(altered).toMatch(/Entries 1 to 1 of 1 about.*look 3</s)
    expect((await records('home-7', 'home', { to: '2020-01-01' })).body).toContain('with these filters')
    const file = (await records('home-7', 'home', { export: 'csv', operation: 'consultation' })).body
    const lines = file.trim().split('\r\n')
    // Every page that was looked at above is a look as well.
    expect(lines.length - 1).toBeGreaterThan(entriesOnPage + 20)
    expect(lines.at(-1)).toContain('page of a home')
    const { rowCount } = await log.owner.query(
      `select from log.entry where operation = 'disclosure' and purpose = 'file of who saw a record'`,
    )
    expect(rowCount).toBe(1)
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

const staff = (fields: Record<string, string>) => post('/account/log/people', fields)

test('what a person did shows every entry, those without a record too, and looking is written down', async () => {
  await log.database.withActor(
    { id: 'command line: x', role: 'planner' },
    'looks at a plan',
    async () => undefined,
  )
  const { status, body } = await staff({ person: 'command line: x' })
  expect(status).toBe(200)
  expect(body).toMatch(/looks at a plan.*no record.*list of homes.*disclosure of 2 homes/s)
  expect(body).not.toContain('page of a home')
  expect(await countOf('person')).toBe(1)
  expect((await staff({ person: 'x' })).body).toContain('x, at the command line')
})

test('staff are found by name and shown with name and role, never by an id', async () => {
  const [one, other] = [
    await signIn(log.database, 'planner', { name: 'Priya Example' }),
    await signIn(log.database, 'investigator', { name: 'Priyanka Example' }),
  ]
  await log.database.withActor(one.actor, 'reads a home', (tx) =>
    tx.record({ operation: 'consultation', kind: 'home', subjects: ['home-5'] }),
  )
  const choices = (await staff({ person: 'priya' })).body
  expect(choices).toMatch(/Priya Example, planner.*Priyanka Example, investigator/s)
  const account = /name="account" value="([^"]+)"/.exec(choices)?.[1] ?? ''
  expect((await staff({ account })).body).toMatch(/Priya Example<\/h2>.*reads a home/s)
  expect((await staff({ person: 'Priyanka' })).body).toContain('Priyanka Example</h2>')
  expect((await records('home-5')).body).toMatch(/<td>Priya Example<\/td><td>Planner<\/td>/)
  const nobody = await staff({ person: 'Nobody Atall' })
  expect([nobody.status, nobody.body]).toEqual([400, expect.stringContaining('No member of staff')])
  expect(other.id).not.toBe(one.id)
})

const shown = (body: string): string[] =>
  [...body.matchAll(/<td>(act \d+|late)<\/td>/g)].map(([, name]) => name!)

test('what a person did goes on, page by page, and back, while more is done', async () => {
  const actor = 'command line: many'
  const act = (name: string) =>
    log.database.withActor({ id: actor, role: 'planner' }, name, (tx) =>
      tx.record({ operation: 'consultation', kind: 'kit', subjects: [name] }),
    )
  for (let at = 0; at <= 2 * entriesOnPage; at++) await act(`act ${at}`)
  const { rows } = await log.owner.query<{ purpose: string }>(
    'select purpose from log.entry where actor = $1 order by epoch desc, xid desc, id desc',
    [actor],
  )
  const expected = rows.map(({ purpose }) => purpose)
  const page = async (button?: 'before' | 'after', from = ''): Promise<string> => {
    const moved = button && new RegExp(`name="${button}" value="([^"]+)"`).exec(from)?.[1]
    return (await staff({ account: actor, ...(button && { [button]: moved ?? '' }) })).body
  }
  const first = await page()
  expect(shown(first)).toEqual(expected.slice(0, entriesOnPage))
  expect(first).not.toContain('Newer')
  await act('late')
  const second = await page('before', first)
  expect(shown(second)).toEqual(expected.slice(entriesOnPage, 2 * entriesOnPage))
  expect(second.match(/consultation of 1 kit/g)).toHaveLength(entriesOnPage)
  const last = await page('before', second)
  expect(shown(last)).toEqual(expected.slice(2 * entriesOnPage))
  expect(last).not.toContain('Older')
  const again = await page('after', last)
  expect(shown(again)).toEqual(shown(second))
  const firstAgain = await page('after', again)
  expect(shown(firstAgain)).toEqual(shown(first))
  const newest = await page('after', firstAgain)
  expect(shown(newest)).toEqual(['late'])
  expect(newest).not.toContain('Newer')
  expect(shown(await page('before', newest))).toEqual(shown(first))
  expect((await staff({ account: actor, before: 'x' })).status).toBe(400)
})

test('to look what somebody did stands among who saw the record of that person, however they are called', async () => {
  const planner = await signIn(log.database, 'planner')
  await staff({ account: planner.actor.id })
  for (const id of [planner.id, planner.actor.id])
    expect((await records(id, 'person')).body).toContain('what a person did')
})

test('checkpoints show size, age, witnesses, and what they cannot show; all of them, by day, and as a file', async () => {
  const { status, body } = await get('/account/log/heads')
  expect(status).toBe(200)
  expect(body).toContain(`<strong>${before + 3}</strong> signed entries`)
  expect(body).toMatch(/No witness.*What a checkpoint cannot show/s)
  expect((await get('/account/log/heads?to=2020-01-01')).body).toContain(
    'No checkpoint was signed on these days',
  )
  const { rows } = await log.owner.query<{ heads: number }>('select count(*)::int as heads from log.head')
  const file = await get('/account/log/heads.csv')
  expect(file.body.trim().split('\r\n')).toHaveLength(1 + (rows[0]?.heads ?? 0))
  expect((await get('/account/log/heads?below=x')).status).toBe(400)
})

test('checkpoints and warnings that do not fit on a page have a way to the rest', async () => {
  await log.tamper(
    `insert into log.head (size, epoch, sealed_below, root, note)
     select 1000000 + n, 1, '1', decode(repeat('00', 32), 'hex'), 'x' from generate_series(1, 60) n;
     insert into log.alarm (id, about, words) select gen_random_uuid(), 'test', 'warning ' || n from generate_series(1, 25) n`,
  )
  const first = (await get('/account/log/heads')).body
  expect(first).toMatch(/25 warnings.*Older warnings/s)
  expect((await get('/account/log/heads?alarms=2')).body).toMatch(/Newer warnings/)
  const older = /href="([^"]+)#heads">Older checkpoints/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = (await get(older)).body
  expect(second).toMatch(/Checkpoints 51 to \d+ of \d+/)
  const newer = /href="([^"]+)#heads">Newer checkpoints/.exec(second)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await get(newer)).body).toContain('Checkpoints 1 to 50 of')
  await log.tamper(`delete from log.head where size > 1000000; delete from log.alarm`)
})

test('samples are drawn by the checkpoint, of entries that deal with a record', async () => {
  const { status, body } = await get('/account/log/samples')
  expect(status).toBe(200)
  const { rows } = await log.owner.query<{ dealing: number }>(
    'select count(*)::int as dealing from log.entry e join log.sealed s on s.entry = e.id where operation is not null',
  )
  expect(body.match(/\/proof"/g)).toHaveLength(rows[0]?.dealing ?? 0)
  expect(body).toMatch(/ask the person named why they looked/)
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

import { leafHash } from '@mettrace/ledger/tree/hash'
import { checkProofFile, parseProofFile } from '@mettrace/ledger/note/proof-file'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshLog, testLogKey } from '../../../../test/log.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { buildApp } from '../../app.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { uuidv7 } from '../../foundation/uuid.ts'

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
let officer: TestPerson
let entry = ''
let size = 0

type Answer = { status: number; body: string }
const get = async (path: string, who = auditor): Promise<Answer> => {
  const url = `/account/log/entries/${path}`
  const { statusCode, body } = await app.inject({ url, headers: { accept: 'text/html', ...who.headers } })
  return { status: statusCode, body }
}
const erase = async (reason: string, who = officer, id = entry): Promise<number> => {
  const { statusCode } = await app.inject({
    method: 'POST',
    url: `/account/log/entries/${id}/erase`,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...who.headers },
    payload: new URLSearchParams({ reason }).toString(),
  })
  return statusCode
}
const disclose = async (): Promise<string> => {
  await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'list of homes', (tx) =>
    tx.record({
      operation: 'disclosure',
      kind: 'home',
      subjects: ['home-1'],
      to: 'A. Person',
      reason: 'asked for by letter',
    }),
  )
  const { rows } = await log.owner.query<{ id: string }>(
    `select id from log.entry where operation = 'disclosure' order by id desc limit 1`,
  )
  return rows[0]!.id
}
const sealAll = async (): Promise<number> => {
  const { rowCount } = await log.owner.query('select from log.entry')
  await log.sealTo(rowCount ?? 0)
  return rowCount ?? 0
}
const proofHolds = async (): Promise<boolean> => {
  const file = parseProofFile((await get(`${entry}/proof`)).body)
  return checkProofFile(file, leafHash(file.extra ?? new Uint8Array()), [testLogKey]).head.size >= size
}
const lookedAt = async (): Promise<number> => {
  const { rowCount } = await log.owner.query(
    `select from log.entry where operation = 'consultation' and kind = 'words of an entry'`,
  )
  return rowCount ?? 0
}

beforeAll(async () => {
  auditor = await signIn(log.database, 'auditor')
  officer = await signIn(log.database, 'data_protection')
  entry = await disclose()
  size = await sealAll()
})

test('an entry says to whom and why, and that somebody read that stands in the log', async () => {
  const before = await lookedAt()
  const { status, body } = await get(entry)
  expect(status).toBe(200)
  expect(body).toMatch(/To whom.*A\. Person.*Why.*asked for by letter.*Prepared/s)
  expect(body).not.toContain('Erase the words')
  expect(await lookedAt()).toBe(before + 1)
  expect(await proofHolds()).toBe(true)
  expect((await get(uuidv7())).status).toBe(404)
  expect((await get('nothing')).status).toBe(404)
})

test('words that were changed in the database are shown as such', async () => {
  const other = await disclose()
  await log.owner.query('delete from log.entry_text where entry = $1', [other])
  await log.owner.query(`insert into log.entry_text (entry, recipient) values ($1, 'B. Person')`, [other])
  expect((await get(other)).body).toMatch(/B\. Person.*Not what was written down/s)
})

test('the data protection officer alone erases words, with a reason; entry and proof stay', async () => {
  expect(await erase('asked for', auditor)).toBe(403)
  expect(await erase(' ')).toBe(400)
  expect(await erase('asked for', officer, uuidv7())).toBe(404)
  expect((await get(entry, officer)).body).toContain('A. Person')
  expect(await erase('they asked to be forgotten')).toBe(303)
  const { body } = await get(entry)
  expect(body).toMatch(/To whom.*Erased.*Why.*Erased/s)
  expect(body).not.toContain('A. Person')
  expect((await get(entry, officer)).body).not.toContain('Erase the words</')
  const { rows } = await log.owner.query(
    `select text.reason from log.entry join log.entry_text text on text.entry = entry.id
     where operation = 'erasure' and kind = 'words of an entry'`,
  )
  expect(rows).toEqual([{ reason: 'they asked to be forgotten' }])
  const sealed = await sealAll()
  expect(await proofHolds()).toBe(true)
  expect(await log.verify()).toMatchObject({ entries: sealed, findings: [] })
  expect(await erase('once more')).toBe(303)
  const { rowCount } = await log.owner.query(`select from log.entry where operation = 'erasure'`)
  expect(rowCount).toBe(1)
})

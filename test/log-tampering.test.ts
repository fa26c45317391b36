import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '@mettrace/ledger/verify/finding'
import { verifyPath, type Verified } from '@mettrace/ledger/verify/verify-path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compareWithDatabase } from '../apps/server/foundation/log/compare-database.ts'
import { subjectDigestOf } from '../apps/server/foundation/log/digests.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { Sealer } from '../apps/server/foundation/log/sealer.ts'
import { testSecrets } from './secrets.ts'
import { freshLog, testLogKey, type TestLog } from './log.ts'

const digestOf = subjectDigestOf(testSecrets)
let ready: TestLog
let log: TestLog
/** Heads that somebody else kept, of 4, 8 and 12 entries. */
const kept: Buffer[] = []

/** Three times four entries, a head after each; entry 9 is about a list of three homes. */
const fill = async (): Promise<void> => {
  for (let round = 0; round < 3; round++) {
    for (let at = 0; at < 4; at++) {
      if (round === 2 && at === 1) {
        await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'list', (tx) =>
          tx.record({ operation: 'consultation', kind: 'home', subjects: ['a', 'b', 'c'] }),
        )
      } else await log.consult(`home-${round}-${at}`)
    }
    await log.sealTo(round * 4 + 4)
    kept.push(await readFile(join(log.directory, 'checkpoint')))
  }
}

beforeAll(async () => {
  ready = log = await freshLog()
  await fill()
  await ready.leave()
})
afterAll(() => ready.drop())
beforeEach(async () => {
  log = await freshLog({}, ready)
})
afterEach(() => log.drop())

/** Statement on the entry at a place of the log. */
const at = (position: number): string => `(select entry from log.sealed where position = ${position})`

const compare = async (): Promise<Finding[]> =>
  log.database.keepHouse({ id: 'command line: x', role: 'sealer' }, 'verify', async (tx) => {
    const { findings } = await compareWithDatabase(tx, log.parts.publication, 12, digestOf)
    return findings
  })

/** Makes the log anew after so many entries from a database that was tampered with, and signs it with the log's own key. */
const forge = async (statement: string, size = 12, after = 4): Promise<Verified> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-forged-'))
  try {
    await log.tamper(
      `${statement}; delete from log.cosignature; delete from log.head where size > ${after}; delete from log.sealed where position >= ${after}`,
    )
    await log.sealTo(size, new Sealer({ ...log.parts, publication: new Publication(folder) }))
    return await verifyPath(folder, { keys: [testLogKey], earlier: kept })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const insertBetween = `insert into log.entry
  select gen_random_uuid(), xid, epoch, at, actor, role, purpose, operation, kind, subject, list_root, list_size, salt, recipient, reason, version, content, content_size
  from log.entry where id = ${at(5)}`
const swap = `update log.sealed set position = 100 where position = 5;
  update log.sealed set position = 5 where position = 6; update log.sealed set position = 6 where position = 100`

test('a log that nobody touched holds, by itself, with earlier heads, and against its database', async () => {
  expect(await log.verify(kept)).toMatchObject({ entries: 12, confirmed: 3, findings: [] })
  expect(await compare()).toEqual([])
})

describe('a superuser changes the database, and verify --database says where', () => {
  test.each([
    [
      'an entry is changed',
      `update log.entry set subject = decode(repeat('00', 32), 'hex') where id = ${at(5)}`,
      'entry 5',
      'changed',
    ],
    [
      'an entry is given to somebody else',
      `update log.entry set actor = 'somebody else' where id = ${at(5)}`,
      'entry 5',
      'changed',
    ],
    [
      'an entry is back-dated',
      `update log.entry set at = at - interval '1 day' where id = ${at(5)}`,
      'entry 5',
      'changed',
    ],
    ['an entry is dropped', `delete from log.entry where id = ${at(5)}`, 'entry 5', 'gone'],
    [
      'a record is dropped from a list',
      `delete from log.entry_subject where position = 1`,
      'entry 9',
      'list',
    ],
    [
      'a head is changed',
      `update log.head set root = decode(repeat('00', 32), 'hex') where size = 8`,
      'head of 8 entries',
      'not that',
    ],
    ['heads are rolled back', `delete from log.head where size = 12`, 'head of 12 entries', 'rolled back'],
  ])('%s', async (_, statement, where, words) => {
    await log.tamper(statement)
    expect(await compare()).toEqual([{ where, words: expect.stringContaining(words) as string }])
  })

  test('entries are reordered', async () => {
    await log.tamper(swap)
    expect((await compare()).map(({ where }) => where)).toEqual(['entry 5', 'entry 6'])
  })

  test('an entry is put in among sealed ones', async () => {
    await log.tamper(insertBetween)
    expect(await compare()).toEqual([
      {
        where: expect.stringMatching(/^entry [0-9a-f-]{36} of the database$/) as string,
        words: expect.stringContaining('put in later') as string,
      },
    ])
    // The sealer has been there and does not come again.
    expect(await log.sealer.pass()).toBe(12)
  })

  test('an entry is put in with an old time, and sealed: its place gives it away', async () => {
    await log.tamper(
      `insert into log.entry (id, at, actor, role, purpose, operation, kind, salt)
       values (gen_random_uuid(), now() - interval '1 day', 'x', 'planner', 'x', 'consultation', 'home', decode(repeat('00', 16), 'hex'))`,
    )
    expect(await log.sealTo(13)).toBe(13)
    const findings = await log.database.withActor({ id: 'x', role: 'sealer' }, 'verify', async (tx) =>
      compareWithDatabase(tx, log.parts.publication, 13, digestOf),
    )
    expect(findings.findings).toEqual([
      { where: 'entry 12', words: expect.stringContaining('back-dated') as string },
    ])
  })
})

describe('a history written anew and signed with the log’s own key is found with an earlier head, and located', () => {
  test.each([
    ['an entry is changed', `update log.entry set kind = 'kit' where id = ${at(5)}`],
    ['an entry is back-dated', `update log.entry set at = at - interval '1 day' where id = ${at(5)}`],
    [
      'an entry is dropped',
      `delete from log.entry where id = ${at(5)}; insert into log.entry select gen_random_uuid(), xid, epoch, at, actor, role, purpose, operation, kind, subject, list_root, list_size, salt, recipient, reason, version, content, content_size from log.entry where id = ${at(11)}`,
    ],
    ['an entry is put in', insertBetween, 13],
    [
      'entries are reordered',
      `update log.entry set xid = (select xid from log.entry where id = ${at(7)}), id = gen_random_uuid() where id = ${at(4)}`,
    ],
  ])('%s', async (_, statement, size = 12) => {
    expect(await forge(statement, size)).toMatchObject({
      confirmed: 1,
      findings: [
        { where: 'entries 4 to 7', words: expect.stringContaining('after the head of 8') as string },
      ],
    })
  })

  test('the log is rolled back', async () => {
    const report = await forge(
      `delete from log.entry where id in (select entry from log.sealed where position >= 6)`,
      6,
    )
    expect(report.findings.map(({ words }) => words)).toEqual([
      'The log was rolled back: it had 8 entries and has 6.',
      'The log was rolled back: it had 12 entries and has 6.',
    ])
  })

  test('two histories are shown: a head of one does not belong to the other', async () => {
    const report = await forge(`update log.entry set kind = 'kit' where id = ${at(11)}`, 12, 8)
    expect(report).toMatchObject({ confirmed: 2, findings: [{ where: 'entries 8 to 11' }] })
  })
})

test('erasing what names a person keeps every proof, and the database agrees with the log', async () => {
  await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'disclosure', (tx) =>
    tx.record({
      operation: 'disclosure',
      kind: 'home',
      subjects: ['home-1'],
      to: 'A. Person',
      reason: 'asked',
    }),
  )
  expect(await log.sealTo(13)).toBe(13)
  const { rowCount } = await log.owner.query('delete from log.entry_text')
  expect(rowCount).toBe(1)
  expect(await log.verify(kept)).toMatchObject({ entries: 13, confirmed: 3, findings: [] })
  expect(await compare()).toEqual([])
  const published = String(log.parts.publication.read('tile/entries/000.p/13'))
  expect(published).not.toMatch(/A\. Person|asked|command line|home-1/)
})

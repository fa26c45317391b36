import { leafHash } from '@mettrace/ledger/tree/hash'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { testSecrets } from '../../../../test/secrets.ts'
import type { Actor } from '../with-actor.ts'
import { saltedDigest, subjectDigestOf } from './digests.ts'
import { entryColumns, leafOf, type EntryRow } from './leaf.ts'

const { database, owner } = await testDatabase()
const digestOf = subjectDigestOf(testSecrets)
const planner: Actor = { id: 'command line: planner', role: 'planner' }

const entries = async (): Promise<EntryRow[]> =>
  (await owner.query<EntryRow>(`select ${entryColumns} from log.entry e order by id`)).rows

/** Puts the log's tables back to nothing, past what keeps them from it. */
beforeEach(async () => {
  await owner.query(`set session_replication_role = replica`)
  await owner.query('delete from log.entry; delete from log.entry_subject; delete from log.entry_text')
  await owner.query(`set session_replication_role = origin`)
})

describe('what is done with a record', () => {
  test('is written down with who, when, in what role, what for and whose, and names nobody', async () => {
    const before = new Date()
    await database.withActor(planner, 'page of a home', async (tx) => {
      await tx.record({ operation: 'consultation', kind: 'home', subjects: ['home-17'] })
    })
    const [entry] = await entries()
    expect(entry).toMatchObject({
      actor: planner.id,
      role: 'planner',
      purpose: 'page of a home',
      operation: 'consultation',
      kind: 'home',
      subject: digestOf('home', 'home-17'),
      list_root: null,
      recipient: null,
      reason: null,
      epoch: 1,
    })
    expect(new Date(entry?.at ?? 0).getTime()).toBeGreaterThan(before.getTime() - 5000)
    expect(JSON.stringify(entry)).not.toContain('home-17')
  })

  test('is one entry for a list, which commits to every record of it in order', async () => {
    const homes = ['a', 'b', 'c']
    await database.withActor(planner, 'list', (tx) =>
      tx.record({ operation: 'consultation', kind: 'home', subjects: homes }),
    )
    const [entry] = await entries()
    expect(entry).toMatchObject({ subject: null, list_size: 3 })
    const { rows } = await owner.query<{ subject: Buffer }>(
      'select subject from log.entry_subject order by position',
    )
    expect(rows.map(({ subject }) => subject)).toEqual(homes.map((home) => digestOf('home', home)))
    expect(entry?.list_root).not.toEqual(Buffer.from(leafHash(rows[0]?.subject ?? new Uint8Array())))
  })

  test('keeps the words of whom and why apart, and only their salted digests in the entry', async () => {
    await database.withActor(planner, 'disclosure', (tx) =>
      tx.record({
        operation: 'disclosure',
        kind: 'home',
        subjects: ['a'],
        to: 'Example Ltd',
        reason: 'asked for',
      }),
    )
    const [entry] = await entries()
    const salt = entry?.salt ?? Buffer.alloc(0)
    expect(entry?.recipient).toEqual(saltedDigest(salt, 'to', 'Example Ltd'))
    expect(entry?.reason).toEqual(saltedDigest(salt, 'reason', 'asked for'))
    const { rows } = await owner.query('select recipient, reason from log.entry_text')
    expect(rows).toEqual([{ recipient: 'Example Ltd', reason: 'asked for' }])
    expect(String(entry && leafOf({ ...entry, before: null }))).not.toMatch(
      /Example|asked|planner:|command line/,
    )
  })

  test('is not there when the work fails, and a list that came back empty is', async () => {
    await database
      .withActor(planner, 'fails', async (tx) => {
        await tx.record({ operation: 'consultation', kind: 'home', subjects: ['a'] })
        throw new Error('halfway')
      })
      .catch(() => undefined)
    expect(await entries()).toEqual([])
    await database.withActor(planner, 'empty', (tx) =>
      tx.record({ operation: 'consultation', kind: 'home', subjects: [] }),
    )
    expect(await entries()).toMatchObject([{ subject: null, list_root: null }])
  })

  test('tells records of two kinds with one id apart', () => {
    expect(digestOf('home', '1')).not.toEqual(digestOf('kit', '1'))
    expect(digestOf('home', '1')).toHaveLength(32)
  })
})

const forged = (columns: string, values: string): Promise<unknown> =>
  database.withActor(planner, 'forging', (tx) =>
    tx.query(
      `insert into log.entry (id, actor, role, purpose, operation, kind, salt${columns})
       values (gen_random_uuid(), 'command line: planner', 'planner', 'x', 'consultation', 'home', decode(repeat('00', 16), 'hex')${values})`,
    ),
  )

describe('nobody', () => {
  test.each([
    ['back-dates an entry', ', at', `, now() - interval '1 day'`],
    ['writes it for another transaction', ', xid', `, '3'`],
    ['writes it into another epoch', ', epoch', ', 9'],
  ])('%s', async (_, columns, values) => {
    await forged('', '')
    await expect(forged(columns, values)).rejects.toMatchObject({ code: '42501' })
  })

  test('writes it in the name or role of another', async () => {
    for (const change of [`'somebody else', 'planner'`, `'command line: planner', 'auditor'`]) {
      const attempt = database.withActor(planner, 'forging', (tx) =>
        tx.query(
          `insert into log.entry (id, actor, role, purpose, operation, kind, salt)
           values (gen_random_uuid(), ${change}, 'x', 'consultation', 'home', decode(repeat('00', 16), 'hex'))`,
        ),
      )
      await expect(attempt).rejects.toMatchObject({ code: '42501' })
    }
  })

  test.each(['update log.entry set purpose = purpose', 'delete from log.entry', 'truncate log.entry'])(
    'not even the owner, changes it in passing: %s',
    async (statement) => {
      await expect(owner.query(statement)).rejects.toMatchObject({ code: '42501' })
    },
  )
})

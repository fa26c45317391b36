import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inWorker } from './jobs/pool.ts'
import { testDatabase } from '../../../test/database.ts'
import { repositoryRoot } from '../../../test/repository.ts'
import { signIn } from '../../../test/signed-in.ts'
import { ofLogins } from './access/logins.ts'
import { isPersonRole, roles, type Role } from './access/roles.ts'
import type { Actor, Transaction } from './with-actor.ts'

const { database, owner, urls } = await testDatabase()
const byLogin = ofLogins((login) => new pg.Client({ connectionString: urls[login] }))
const application = byLogin.web
/** The connection of a login that may take the role on. */
const ofRole = (role: Role): pg.Client => (isPersonRole(role) ? byLogin.web : byLogin.command)

beforeAll(async () => {
  await owner.query(readFileSync(join(repositoryRoot, 'test/one-row-each.sql'), 'utf8'))
  for (const client of Object.values(byLogin)) await client.connect()
})
afterAll(async () => {
  for (const client of Object.values(byLogin)) await client.end()
})

const actor = (role: Role): Actor => ({ id: `${role} on duty`, role })
const risk = actor('risk')

const count = async (tx: Pick<Transaction, 'query'>, from: string): Promise<number> => {
  const { rows } = await tx.query<{ count: string }>(`select count(*) from ${from}`)
  return Number(rows[0]?.count)
}

const relations = async (...kinds: string[]): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = any ($1::"char"[]) and relnamespace::regnamespace::text !~ '^(pg_|information_schema|migration$)'
     order by 1`,
    [kinds],
  )
  return rows.map((row) => row.name)
}

const acts = async (purpose: string): Promise<unknown[]> => {
  const { rows } = await owner.query('select actor, role, purpose from log.entry where purpose = $1', [
    purpose,
  ])
  return rows
}

const forbidden = { code: '42501' }

test('every table has a row to hide (a new table gets one in test/one-row-each.sql)', async () => {
  const empty: string[] = []
  for (const relation of await relations()) {
    if (relation !== 'enforcement.unmatched_incident' && (await count(owner, relation)) === 0)
      empty.push(relation)
  }
  expect(empty).toEqual([])
})

/** Works as the login does, with the role taken on by hand and nobody named; nothing stays. */
const byHand = async <T>(role: Role, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = ofRole(role)
  await client.query('begin')
  try {
    await client.query(`set local role mettrace_${role}`)
    return await work(client)
  } finally {
    await client.query('rollback')
  }
}

test('no statement is compiled, whatever the server was told', async () => {
  const settings = await database.withActor(risk, 'a setting of a test', (tx) =>
    tx.query("select setting, source from pg_settings where name = 'jit'"),
  )
  // Said by the transaction itself, and not by the file of this server.
  expect(settings.rows).toEqual([{ setting: 'off', source: 'session' }])
})

test('people take turns for the connections of the pages, whoever asked for many before', async () => {
  const busy = await signIn(database, 'planner')
  const other = await signIn(database, 'auditor')
  const done: string[] = []
  const ask = ({ actor: asking }: typeof busy, name: string): Promise<unknown> =>
    database.withActor(asking, 'wait', (tx) => tx.query('select pg_sleep(0.02)')).then(() => done.push(name))
  const many = Array.from({ length: 60 }, () => ask(busy, 'busy'))
  await Promise.all([...many, ask(other, 'other')])
  expect(done.indexOf('other')).toBeLessThan(30)
})

describe('outside withActor', () => {
  test('the login may read nothing at all', async () => {
    for (const relation of await relations('r', 'v')) {
      await expect(count(application, relation)).rejects.toMatchObject(forbidden)
    }
  })

  test.each(roles)('not even the role %s, taken on by hand, sees or changes a row', async (role) => {
    const statements = [
      ...(await relations('r', 'v')).map((relation) => `select from ${relation}`),
      ...(await relations('r')).map((table) => `delete from ${table}`),
    ]
    for (const statement of statements) {
      const rowCount = await byHand(role, (client) => client.query(statement)).then(
        (result) => result.rowCount,
        (error: { code?: string }) => error.code,
      )
      expect({ statement, outcome: rowCount === forbidden.code ? 0 : rowCount }).toEqual({
        statement,
        outcome: 0,
      })
    }
  })

  test.each(roles)('not even the role %s adds a row', async (role) => {
    const ownRow = `insert into target.loaded_month values ('street', 'all', 'any', '2030-01-01')`
    await expect(byHand(role, (client) => client.query(ownRow))).rejects.toMatchObject(forbidden)
  })

  test('one statement is one: nothing slipped into it goes on with another', async () => {
    for (const values of [undefined, []]) {
      const attempt = database.withActor(risk, 'test', (tx) =>
        tx.query(`select 1; prepare "act as" (text, text, text, text) as select $3`, values),
      )
      await expect(attempt).rejects.toMatchObject({ code: '42601' })
    }
  })

  test('an act cannot be written in the name of another', async () => {
    const forged = `insert into log.entry (id, actor, role, purpose, salt)
      values (gen_random_uuid(), 'you', 'risk', 'x', decode(repeat('00', 16), 'hex'))`
    const attempt = byHand('risk', async (client) => {
      await client.query(`set local mettrace.actor = 'me'`)
      await client.query(forged)
    })
    await expect(attempt).rejects.toMatchObject(forbidden)
  })
})

describe('withActor', () => {
  test('writes down who acts, in what role, and what for', async () => {
    await database.withActor(risk, 'risk of next year', async () => undefined)
    expect(await acts('risk of next year')).toEqual([
      { actor: 'risk on duty', role: 'risk', purpose: 'risk of next year' },
    ])
  })

  test('leaves nothing when the work fails, the act itself included', async () => {
    const failure = new Error('halfway')
    await expect(
      database.withActor(actor('importer'), 'to fail', async (tx) => {
        await tx.query(`insert into places.home_count values ('E01000009', '2011-03-27', 'seed', 1)`)
        throw failure
      }),
    ).rejects.toBe(failure)
    expect(await acts('to fail')).toEqual([])
    expect(await count(owner, `places.home_count where code = 'E01000009'`)).toBe(0)
  })

  test('leaves neither role nor name behind: work that ends the transaction itself has no rights after it', async () => {
    const after = database.withActor(actor('importer'), 'to end early', async (tx) => {
      await tx.query('commit')
      return count(tx, 'places.area')
    })
    await expect(after).rejects.toMatchObject(forbidden)
  })

  test.each([
    ['without a name', { id: '', role: 'risk' } as const],
    ['without a purpose', risk],
  ])('refuses to act %s', async (reason, nobody) => {
    const purpose = reason === 'without a purpose' ? '' : 'x'
    await expect(database.withActor(nobody, purpose, async () => undefined)).rejects.toMatchObject({
      // 23514 check, 42501 row security
      code: expect.stringMatching(/^(23514|42501)$/) as string,
    })
  })

  test('refuses a role that is not the product’s', async () => {
    const intruder = { id: 'x', role: 'postgres' as Role }
    await expect(database.withActor(intruder, 'x', async () => undefined)).rejects.toThrow(TypeError)
  })

  test('takes the actor’s name as text, whatever is in it', async () => {
    const id = `o'hara"; reset role; --`
    await database.withActor({ id, role: 'risk' }, 'odd name', async () => undefined)
    expect(await acts('odd name')).toEqual([{ actor: id, role: 'risk', purpose: 'odd name' }])
    const quoted = `o'hara\\'; reset role; --`
    const asked = await database.readWithoutAct(
      { id: quoted, role: 'risk' },
      'select foundation.actor_id() as id, current_user as role',
    )
    expect(asked).toEqual([{ id: quoted, role: 'mettrace_risk' }])
  })
})

describe('the role risk', () => {
  test('sees burglaries, homes, time and place', async () => {
    await database.withActor(risk, 'read', async (tx) => {
      for (const table of ['target.burglary', 'target.burglary_count', 'places.area', 'places.home_count']) {
        expect(await count(tx, table)).toBe(1)
      }
    })
  })

  test('sees only burglary among the recorded counts', async () => {
    const majors = await database.withActor(risk, 'read', (tx) =>
      tx.query<{ major: string }>('select major from target.recorded_count'),
    )
    expect(majors.rows).toEqual([{ major: 'BURGLARY' }])
    const all = await database.withActor(actor('planner'), 'read', (tx) => count(tx, 'target.recorded_count'))
    expect(all).toBe(2)
  })

  test.each(['target.offence_count', 'enforcement.incident_version', 'enforcement.incident', 'log.entry'])(
    'cannot read %s',
    async (relation) => {
      await expect(database.withActor(risk, 'read', (tx) => count(tx, relation))).rejects.toMatchObject(
        forbidden,
      )
    },
  )

  test('gets of incidents place and time only, by the one crossing', async () => {
    const crossing = 'select * from enforcement.burglary_place_and_time()'
    const { rows } = await database.withActor(risk, 'read', (tx) => tx.query(crossing))
    // 23:15 UTC on 30 June is 00:15 on 1 July in London.
    expect(rows).toEqual([
      {
        easting: 530000,
        northing: 180000,
        month: '2015-07-01',
        day_from: '2015-07-01',
        day_to: '2015-07-01',
        residential: true,
      },
    ])
    await expect(
      database.withActor(actor('planner'), 'read', (tx) => tx.query(crossing)),
    ).rejects.toMatchObject(forbidden)
  })

  test('gets nothing by the crossing outside withActor', async () => {
    const crossing = 'enforcement.burglary_place_and_time()'
    expect(await byHand('risk', (client) => count(client, crossing))).toBe(0)
  })
})

test('no thread is asked while a transaction is open', async () => {
  const worker = new URL('../../../test/busy-worker.ts', import.meta.url)
  const ask = (): Promise<unknown> => inWorker(worker, { do: 'say', words: 'hello' })
  await expect(database.withActor(actor('planner'), 'read', ask)).rejects.toThrow(
    'A transaction would stay open',
  )
  expect(await ask()).toBe('hello')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { registerResident, rewrapSome } from '../apps/server/rooms/deliver/residents.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import { putBurglary } from './burglary.ts'
import { testDatabase } from './database.ts'
import { putHomes } from './homes.ts'
import { putKit } from './kits.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from './signed-in.ts'

const { database, owner, urls } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

const homes = await putHomes(database, {
  W1: { bcu: 'North', homes: 60, postcode: 'ZX11AA' },
  W2: { bcu: 'South', homes: 3, postcode: 'ZX22BB' },
})
const [ours, theirs] = [homes.get('W1')![0]!, homes.get('W2')![0]!]

let officer: TestPerson
let neighbour: TestPerson
let protection: TestPerson
let investigator: TestPerson
beforeAll(async () => {
  officer = await signIn(database, 'ward_officer', { place: 'W1' })
  neighbour = await signIn(database, 'ward_officer', { place: 'W2' })
  protection = await signIn(database, 'data_protection')
  investigator = await signIn(database, 'investigator')
})

const get = (person: TestPerson, url: string) =>
  app.inject({ url, headers: { accept: 'text/html', ...person.headers } })
const post = (person: TestPerson, url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...person.headers },
    payload: new URLSearchParams(fields).toString(),
  })

const withoutNonce = (body: string): string => body.replaceAll(/nonce="[^"]*"/g, '')

/** Subjects written down in the log by one person since it was last asked, by operation and kind. */
const logged = async (person: TestPerson): Promise<Record<string, number>> => {
  const { rows } = await owner.query<{ what: string; subjects: string }>(
    `select operation || ' ' || kind as what, sum(coalesce(list_size, case when subject is null then 0 else 1 end)) as subjects
     from log.entry where actor = $1 and not exists (select from seen where seen.id = entry.id) group by 1`,
    [person.actor.id],
  )
  await owner.query('insert into seen select id from log.entry on conflict do nothing')
  return Object.fromEntries(rows.map(({ what, subjects }) => [what, Number(subjects)]))
}
beforeAll(() => owner.query('create temp table seen (id uuid primary key)'))

const residentIn = (page: string): string => /residents\/([0-9a-f-]{36})\/held/.exec(page)?.[1] ?? ''

describe('homes', () => {
  test('are found by postcode in one’s own places only, each written down as often as it is shown', async () => {
    await logged(officer)
    const mine = await post(officer, '/deliver/homes', { postcode: 'zx1 1aa' })
    expect(mine.statusCode).toBe(200)
    expect(mine.body.match(/href="\/deliver\/homes\/[0-9a-f-]{36}"/g)).toHaveLength(60)
    expect(await logged(officer)).toEqual({ 'consultation home': 60 })
    const other = await post(officer, '/deliver/homes', { postcode: 'ZX2 2BB' })
    expect(other.body).toContain('No home in your wards matches')
    expect(await logged(officer)).toEqual({ 'consultation home': 0 })
  })

  test('of another ward are answered as if they were not there', async () => {
    const [notTheirs, notThere] = await Promise.all([
      get(officer, `/deliver/homes/${theirs.id}`),
      get(officer, '/deliver/homes/00000000-0000-7000-8000-00000000ffff'),
    ])
    expect(notTheirs.statusCode).toBe(404)
    expect(withoutNonce(notTheirs.body)).toBe(withoutNonce(notThere.body))
    expect(
      (await post(officer, `/deliver/homes/${theirs.id}/residents`, { name: 'Ada Example' })).statusCode,
    ).toBe(404)
    expect((await get(neighbour, `/deliver/homes/${theirs.id}`)).statusCode).toBe(200)
  })

  test('are not for those whose work they are not', async () => {
    for (const role of [
      'planner',
      'finance',
      'laboratory',
      'covert',
      'investigator',
      'administrator',
    ] as const) {
      expect((await get(await signIn(database, role), '/deliver/homes')).statusCode).toBe(403)
    }
  })
})

describe('a resident', () => {
  test('is registered, found by name, answered on what is held, and erased; every step stands in the log', async () => {
    await logged(officer)
    await logged(protection)
    const registered = await post(officer, `/deliver/homes/${ours.id}/residents`, {
      name: 'Zoë Example',
      contact: '07700 900123',
      vulnerability: 'lives alone',
    })
    expect([registered.statusCode, registered.headers.location]).toEqual([303, `/deliver/homes/${ours.id}`])
    expect((await get(officer, `/deliver/homes/${ours.id}`)).body).toContain('Zoë Example')
    expect((await post(officer, '/deliver/homes', { name: '  zoë   EXAMPLE ' })).body).toContain(
      '1 W1 Street',
    )
    expect((await post(neighbour, '/deliver/homes', { name: 'Zoë Example' })).body).toContain(
      'No home in your wards matches',
    )
    expect(await logged(officer)).toEqual({
      'consultation home': 3,
      'consultation kit': 0,
      // Once by name, once at the home.
      'consultation resident': 2,
      'collection resident': 1,
    })

    const page = (await get(protection, `/deliver/homes/${ours.id}`)).body
    const resident = residentIn(page)
    const held = await post(protection, `/deliver/homes/${ours.id}/residents/${resident}/held`, {})
    expect(held.body).toContain('07700 900123')
    expect(held.body).toContain('>The home as it was registered</h2>')
    for (const field of ['uprn', 'ZX11AA', 'W1 Street']) expect(held.body).toContain(field)
    expect((await post(officer, `/deliver/homes/${ours.id}/residents/${resident}/held`, {})).statusCode).toBe(
      403,
    )
    expect(await logged(protection)).toEqual({
      'consultation home': 2,
      'consultation resident': 1,
      'disclosure resident': 1,
    })

    const { rows: before } = await owner.query(
      'select name, data_key from engagement.resident where id = $1',
      [resident],
    )
    expect(JSON.stringify(before)).not.toContain('Zo')
    const erased = await post(protection, `/deliver/homes/${ours.id}/residents/${resident}/erase`, {
      reason: 'asked to be',
    })
    expect(erased.statusCode).toBe(303)
    const after = (await get(protection, `/deliver/homes/${ours.id}`)).body
    expect(after).toContain('Erased')
    expect(after).not.toContain('Zoë')
    expect((await post(officer, '/deliver/homes', { name: 'Zoë Example' })).body).toContain(
      'No home in your wards matches',
    )
    const { rows } = await owner.query(
      'select data_key, name, name_digest from engagement.resident where id = $1',
      [resident],
    )
    expect(rows).toEqual([{ data_key: null, name: null, name_digest: null }])
    expect((await logged(protection))['erasure resident']).toBe(1)
  })

  test('is erased by nobody but the data protection officer', async () => {
    const { rows } = await owner.query<{ id: string }>(`select id from engagement.resident limit 1`)
    const erase = database.withActor(officer.actor, 'to erase', (tx) =>
      tx.query('update engagement.resident set erased_at = now(), data_key = null where id = $1', [
        rows[0]!.id,
      ]),
    )
    await expect(erase).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot be put into a home of another ward by naming one’s own', async () => {
    const put = database.withActor(officer.actor, 'to cheat', (tx) =>
      tx.query(
        `insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version)
         values (gen_random_uuid(), $1, 'W1', 'North', '2026-01-01', '\\x00', 1)`,
        [theirs.id],
      ),
    )
    await expect(put).rejects.toMatchObject({ code: '23503' })
  })
})

const trace = (reading: string, day: string) =>
  post(investigator, '/trace/code', { reading, day, urgent: 'yes' })

describe('a code', () => {
  beforeAll(async () => {
    await post(neighbour, `/deliver/homes/${theirs.id}/residents`, {
      name: 'Bo Example',
      contact: '07700 900124',
    })
    await putKit(database, 'ZX000001', [
      { at: '2026-01-01', kind: 'received', holder: 'Store' },
      { at: '2026-02-01', kind: 'delivered', home: theirs },
    ])
  })
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' })
  test('leads an investigator to the owner and to where the bottle has been, and never stands in an address', async () => {
    await logged(investigator)
    const asked = await trace('zx000001', today)
    expect(asked.headers.location).not.toContain('000001')
    const found = await post(investigator, `${asked.headers.location as string}/names`, {})
    for (const words of ['1 W2 Street', 'Bo Example', '07700 900124', 'received', 'Store'])
      expect(found.body).toContain(words)
    expect(await logged(investigator)).toMatchObject({
      // That it was asked for, and its life, as often as it has had something happen.
      'combination kit': 2,
      'combination resident': 1,
    })
  })

  test('names the core of a block, and every owner once', async () => {
    await owner.query(`update engagement.home set core = 'B', flat = 3 where id = $1`, [theirs.id])
    await putKit(database, 'ZX000002', [
      { at: '2026-02-01', kind: 'delivered', home: theirs },
      { at: '2026-02-03', kind: 'registered', home: theirs },
    ])
    const asked = await trace('ZX000002', today)
    const { body } = await post(investigator, `${asked.headers.location as string}/names`, {})
    expect(body).toContain('Flat 3, core B, 1 W2 Street')
    expect(body.split('<th scope="row">Bo Example<').length - 1).toBe(1)
    await logged(investigator)
  })

  test('that nobody had is written down too, and a trace without a reason goes ahead', async () => {
    const asked = await trace('ZX999999', today)
    const missed = await get(investigator, asked.headers.location as string)
    expect(missed.body).toContain('No kit of ours has this code')
    expect((await logged(investigator))['combination kit']).toBe(1)
  })

  test('shows who lived there on the day, not who lives there now', async () => {
    const asked = await trace('ZX000001', '2026-02-01')
    const before = await post(investigator, `${asked.headers.location as string}/names`, {})
    expect(before.body).toContain('Nobody was registered here on 1 February 2026')
    expect(before.body).not.toContain('Bo Example')
  })

  test('is traced by nobody else', async () => {
    expect((await post(officer, '/trace/code', { reading: 'ZX000001', day: today })).statusCode).toBe(403)
    const across = database.withActor(officer.actor, 'to trace', (tx) =>
      tx.query('select * from engagement.trace(array[gen_random_uuid()], $1)', [today]),
    )
    await expect(across).rejects.toMatchObject({ code: '42501' })
  })
})

test('homes around a burglary are those of one’s own places, without crime or victim', async () => {
  await putBurglary(database, { reference: 'CRIME-1', easting: 530_010, northing: 180_000 })
  await logged(officer)
  const { body } = await get(officer, '/deliver/cocoon')
  // Numbers 1 to 21 lie within 200 metres.
  expect(body.match(/href="\/deliver\/homes\//g)).toHaveLength(21)
  expect(body).not.toMatch(/CRIME-1|Victim Road|W2 Street/)
  expect(await logged(officer)).toEqual({ 'combination home': 21 })
})

test('a new master key takes over in turns, and what was sealed before is read throughout', async () => {
  const old = new Uint8Array(32).fill(7)
  const rotated = databaseOn(urls, secretsOf(old, new Uint8Array(32).fill(8)))
  try {
    const turn = (): Promise<number> =>
      rotated.withActor({ id: 'test', role: 'registrar' }, 'new master key', rewrapSome)
    expect(await turn()).toBeGreaterThan(0)
    expect(await turn()).toBe(0)
    const { rows } = await owner.query(
      'select distinct key_version from engagement.resident where data_key is not null',
    )
    expect(rows).toEqual([{ key_version: 2 }])
    const again = await buildApp({
      database: rotated,
      logger: createLogger('silent'),
      signIn: withoutProvider(),
    })
    const page = await again.inject({
      url: `/deliver/homes/${theirs.id}`,
      headers: { accept: 'text/html', ...neighbour.headers },
    })
    expect(page.body).toContain('Bo Example')
    await again.close()
  } finally {
    await rotated.close()
  }
})

describe('somebody who has left', () => {
  // Half an hour after midnight in London it is the evening before by the clocks of the database.
  test.each([
    ['is found until London’s last day of theirs is over', '2026-07-10T22:30:00Z', true],
    ['is not found from London’s midnight on', '2026-07-10T23:30:00Z', false],
  ])('%s', async (_, at, found) => {
    const now = new Date(at)
    const then = await buildApp({
      database,
      logger: createLogger('silent'),
      signIn: withoutProvider(() => now),
    })
    const person = await signIn(database, 'ward_officer', { place: 'W1', now })
    await neverOver(owner, person)
    const name = `Lena Example ${at}`
    await database.withActor(person.actor, 'who lives there', (tx) =>
      registerResident(tx, homes.get('W1')![1]!, {
        name,
        contact: '',
        vulnerability: '',
        fromDay: '2026-01-01',
      }),
    )
    await owner.query(
      `update engagement.resident set to_day = '2026-07-10' where to_day is null and from_day = '2026-01-01'`,
    )
    const { body } = await then.inject({
      method: 'POST',
      url: '/deliver/homes',
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        ...person.headers,
      },
      payload: new URLSearchParams({ name }).toString(),
    })
    expect(body.includes('2 W1 Street')).toBe(found)
    await then.close()
  })
})

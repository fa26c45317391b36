import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putHomes } from '../../../../test/homes.ts'
import { freshLog } from '../../../../test/log.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { buildApp } from '../../app.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { readAddress } from '../deliver/find-records.ts'
import { homeOf, type Home } from '../../places/register.ts'
import { registerResident } from '../deliver/residents.ts'

const log = await freshLog()
const app = await buildApp({
  database: log.database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  logDirectory: log.directory,
})
afterAll(async () => {
  await app.close()
  await log.drop()
})

let [protector, auditor]: (TestPerson | undefined)[] = []
let home: Home
let resident: string

beforeAll(async () => {
  protector = await signIn(log.database, 'data_protection')
  auditor = await signIn(log.database, 'auditor')
  const officer = await signIn(log.database, 'ward_officer', { place: 'W1', name: 'Owen Example' })
  await signIn(log.database, 'covert', { name: 'Owen Covertly' })
  home = (await putHomes(log.database, { W1: { bcu: 'North', homes: 3, postcode: 'ZX11AA' } })).get('W1')![0]!
  await log.database.withActor(officer.actor, 'register a resident', async (tx) => {
    resident = await registerResident(tx, await homeOf(tx, home.id), {
      name: 'Ada Example',
      contact: '',
      vulnerability: '',
      fromDay: '2026-01-01',
    })
  })
  await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'trace', (tx) =>
    tx.record({ operation: 'combination', kind: 'kit', subjects: ['ZX000001'] }),
  )
})

const search = async (sought: string, who = protector): Promise<{ status: number; body: string }> => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/account/log/records',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...who?.headers },
    payload: new URLSearchParams({ sought }).toString(),
  })
  return { status: statusCode, body }
}
const lookedAt = async (who = protector): Promise<string[]> => {
  const { rows } = await log.owner.query<{ said: string }>(
    `select operation || ' ' || kind || ' ' || coalesce(list_size, case when subject is null then 0 else 1 end) as said
     from log.entry where actor = $1 and purpose = 'who saw a record'
       and xid = (select max(xid::text::bigint)::text::xid8 from log.entry where actor = $1) order by id`,
    [who?.actor.id],
  )
  return rows.map(({ said }) => said)
}

describe('a record is found, and the search written down,', () => {
  test.each(['1 W1 Street', '1, w1 street', '1 W1 Street, ZX1 1AA'])(
    'by its address, %s',
    async (address) => {
      const { status, body } = await search(address)
      expect(status).toBe(200)
      expect(body).toMatch(/1 W1 Street, ZX1 1AA.*register a resident/s)
      expect(body).toContain('<td>Owen Example</td><td>Ward officer</td>')
      expect(await lookedAt()).toContain('consultation home 1')
    },
  )

  test('by its address by an auditor, who sees no home otherwise', async () => {
    expect((await search('1 W1 Street', auditor)).body).toContain('register a resident')
  })

  test('by its postcode, of which there may be several to choose from', async () => {
    const { body } = await search('zx1 1aa')
    expect(body).toContain('3 records match')
    expect(await lookedAt()).toEqual(['consultation home 3'])
  })

  test('by the whole name of a resident, by whoever may read it', async () => {
    expect((await search('ada example')).body).toMatch(/Resident of 1 W1 Street.*collection of 1 resident/s)
    expect((await search('Ada Example', auditor)).status).toBe(400)
  })

  test('by the name of a member of staff; nobody learns of a covert desk', async () => {
    const { body } = await search('Owen')
    expect(body).toContain('Owen Example, ward officer')
    expect(body).not.toContain('Covertly')
  })

  test('by its reference', async () => {
    expect((await search(home.id)).body).toContain('register a resident')
    expect((await search(resident)).body).toContain('collection of 1 resident')
    expect((await search('zx000001')).body).toContain('combination of 1 kit')
  })
})

describe('what leads nowhere is told what to do, not that nobody looked', () => {
  test.each([
    ['99 Nowhere Road', 'Nothing is called that'],
    ['00000000-0000-4000-8000-000000000000', 'no entry about this reference'],
    ['QQ999999', 'no entry about this reference'],
    ['??', 'Enter an address, a postcode, a name or a reference'],
    ['', 'Enter an address, a postcode, a name or a reference'],
  ])('%s', async (sought, words) => {
    const { status, body } = await search(sought)
    expect(status).toBe(400)
    expect(body).toContain(words)
    expect(body).not.toContain('Nobody has looked')
  })

  test('and a search that found nothing is written down as well', async () => {
    await search('99 Nowhere Road')
    expect(await lookedAt()).toContain('consultation home 0')
    await search('QQ999999')
    expect(await lookedAt()).toEqual(['consultation record 1'])
  })
})

test.each([
  ['12 Yarley Street', { street: 'Yarley Street', number: '12', flat: null }],
  ['Flat 3, 12a Yarley Street', { street: 'Yarley Street', number: '12a', flat: 3 }],
  ['Yarley Street', { street: 'Yarley Street', number: null, flat: null }],
  ['', { street: null, number: null, flat: null }],
])('the address %s is read', (words, address) => {
  expect(readAddress(words)).toEqual(address)
})

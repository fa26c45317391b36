import { setTimeout as sleep } from 'node:timers/promises'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { registerResident } from '../apps/server/rooms/deliver/residents.ts'
import { allows, mayRow } from '../apps/server/foundation/access/may.ts'
import { personRoleNames, personRoles, type PersonRole } from '../apps/server/foundation/access/roles.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { asker, type Answer } from './ask.ts'
import { testDatabase } from './database.ts'
import { putHomes } from './homes.ts'
import { putKitThings } from './kit-things.ts'
import { putPhoneThings } from './phone-things.ts'
import { signFlipTest } from './permutation.ts'
import { routeExamples, type Example, type Things } from './route-examples.ts'
import { testCounts } from './counts.ts'
import { putExhibit } from './exhibit-things.ts'
import { putLetterThings } from './letter-things.ts'
import { putScanThings } from './scan-things.ts'
import { putSignThings } from './sign-things.ts'
import { putSpotThings } from './spot-things.ts'
import { putTransferAndTeam } from './supply-things.ts'
import { signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { unlimited } from './unlimited.ts'

const { database, owner } = await testDatabase()
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  limits: unlimited,
})
/** What is held back for two milliseconds, for the test to be tested. */
let planted: string | undefined
app.addHook('onSend', async (request) => {
  if (planted !== undefined && request.url.includes(planted)) await sleep(2)
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())
const { ask } = asker(address, 1)

/** People are posted to W1 and North; W2 is of another BCU. */
const homes = await putHomes(database, {
  W1: { bcu: 'North', homes: 50, postcode: 'ZX11AA' },
  W2: { bcu: 'South', homes: 50, postcode: 'ZX22BB' },
})
const other = homes.get('W2')![0]!
const nowhere = '00000000-0000-7000-8000-00000000ffff'

type Person = TestPerson & { role: PersonRole }
let people: Person[]
/** What is not theirs, and what is not there at all: ids that were never given, and what is no id. */
let notYours: Things
let notThere: Things[]
beforeAll(async () => {
  people = await Promise.all(
    personRoleNames.map(async (role) => {
      const { posted } = personRoles[role]
      const place = { ward: 'W1', bcu: 'North', force: '' }[posted]
      return Object.assign(await signIn(database, role, { place }), { role })
    }),
  )
  const stranger = await signIn(database, 'covert')
  const { rows } = await owner.query<{ id: string }>('select id from identity.session where person = $1', [
    stranger.id,
  ])
  const { rows: postings } = await owner.query<{ id: string }>(
    'select id from identity.posting where person = $1',
    [stranger.id],
  )
  const things = {
    ...(await putKitThings(owner, 2, other)),
    ...(await putPhoneThings(database, owner, 2, { ...other, home: other.id })),
    ...(await putSpotThings(owner, 2, { ...other, home: other.id })),
    ...(await putSignThings(owner, 2, other)),
    ...(await putScanThings(owner, 2, other)),
    ...(await putExhibit(owner, 2, other)),
    ...(await putLetterThings(owner, 2, { ...other, home: other.id })),
    home: other.id,
    resident: nowhere,
    session: rows[0]!.id,
    somebody: stranger.id,
    posting: postings[0]!.id,
    postcode: 'ZX22BB',
    ...(await putTransferAndTeam(database, owner, other)),
  } as Things
  notYours = things
  const missing = (id: string): Things => {
    const account = { session: id, somebody: id, posting: id, postcode: 'ZX99ZZ' }
    const ofKits = { count: id, recall: id, dispute: id, transfer: id, team: id }
    const ofPhones = {
      assignment: id,
      phone: id,
      aside: id,
      spotCheck: id,
      sign: id,
      picture: id,
      notice: id,
      scan: id,
      exhibit: id,
      stocktake: id,
      reading: id,
      result: id,
    }
    return { ...things, ...account, ...ofKits, ...ofPhones, home: id }
  }
  notThere = [missing(nowhere), missing('no-id')]
})

const examples = Object.entries(routeExamples).filter(
  ([, { belongs, finds, hides }]) => belongs || finds || hides,
)

/** Whether somebody may ask a route, and the thing of the other ward is none of theirs. */
const isNotTheirs = ({ asks, belongs, hides }: Example, { role }: Person): boolean => {
  if (asks === 'open') return false
  if (asks !== 'anyRole' && !allows(role, asks)) return false
  if (belongs === 'person' || hides) return true
  const { posted } = personRoles[role]
  const places = [{ ward: 'W1', bcu: 'North', force: '' }[posted]]
  const named = typeof asks === 'object' && 'kind' in asks ? asks.kind : 'home'
  const kind = belongs === 'kit' ? named : (belongs ?? 'home')
  return !mayRow({ role, places }, 'read', kind, other)
}

const send = (
  name: string,
  about: Things,
  headers: Record<string, string>,
  { path, form }: Example = routeExamples[name]!,
): Promise<Answer> => {
  const [method = '', url = ''] = name.split(' ')
  return ask({ method, path: path?.(about) ?? url, headers, ...(form ? { form: form(about) } : {}) })
}

/** An answer without what differs from one to the next by itself, and without what the asker typed. */
const comparable = ({ status, headers, body }: Answer, person: TestPerson, typed: string): object => {
  const own = new Map(headers)
  const nonce = /'nonce-([^']+)'/.exec(own.get('content-security-policy') ?? '')?.[1]
  const strip = (text: string): string =>
    [own.get('x-request-id'), person.headers['x-form-token'], nonce, typed].reduce(
      (rest: string, each) => (each ? rest.replaceAll(each, '·') : rest),
      text,
    )
  const kept = headers.filter(([name]) => name !== 'date' && name !== 'x-request-id')
  return {
    status,
    names: headers.map(([name]) => name),
    values: kept.map(([name, value]) => `${name}: ${strip(value)}`),
    body: strip(body),
  }
}

describe('what is not yours is answered as what is not there', () => {
  test.each(examples)('%s', async (name, example) => {
    const asking = people.filter((person) => isNotTheirs(example, person))
    for (const person of asking) {
      for (const accept of ['text/html', 'application/json']) {
        const headers = { accept, ...person.headers }
        const mine = comparable(await send(name, notYours, headers), person, notYours.postcode)
        for (const missing of notThere) {
          const none = comparable(await send(name, missing, headers), person, missing.postcode)
          expect(mine, person.role).toEqual(none)
        }
        expect(mine).toMatchObject({ status: example.finds ? 200 : 404 })
      }
    }
  })

  test('is tried on every route that somebody can be refused by', () => {
    const tried = examples.filter(([, example]) => people.some((person) => isNotTheirs(example, person)))
    expect(tried.map(([name]) => name)).toEqual([
      'POST /work/:id/stop',
      'POST /you/sessions/:id/end',
      'GET /supply/transfers/:id',
      'GET /supply/transfers/:id/kits.csv',
      'POST /supply/transfers/:id',
      'GET /supply/teams/:id',
      'GET /supply/teams/:id/members.csv',
      'POST /supply/teams/:id/members',
      'POST /supply/teams/:id/members/:member/end',
      'GET /supply/counts/:id',
      'GET /supply/counts/:id/differences.csv',
      'POST /supply/counts/:id/finish',
      'POST /supply/counts/:id/decision',
      'GET /supply/recalls/:id',
      'GET /supply/recalls/:id/holders.csv',
      'POST /supply/recalls/:id/notices',
      'POST /supply/recalls/:id/release',
      'GET /supply/disputed-facts/:id',
      'POST /supply/disputed-facts/:id/decision',
      'GET /people/:id',
      'POST /people/:id/postings',
      'POST /people/:id/postings/:posting/end',
      'POST /people/:id/shut-out',
      'POST /people/:id/let-in',
      'POST /people/:id/sign-out',
      'POST /deliver/assignments/:id/end',
      'GET /deliver/rounds/given-out/:id',
      'POST /deliver/corrections/:id/answer',
      'GET /deliver/spot-checks/:id',
      'GET /deliver/spot-checks/:id/doors.csv',
      'POST /deliver/spot-checks/:id/draw',
      'POST /deliver/spot-checks/:id/end',
      'GET /deliver/signs/:id',
      'POST /deliver/signs/:id/checks',
      'GET /deliver/signs/:id/pictures/:picture',
      'POST /deliver/press-and-posters/:id/corrections',
      'POST /deliver/set-aside/:id/decision',
      'GET /deliver/phones/:id',
      'POST /deliver/phones/:id/name',
      'POST /deliver/phones/:id/revocation',
      'GET /deliver/receipts/:phone/:person/:day',
      'GET /deliver/receipts/:phone/:person/:day/records.csv',
      'POST /deliver/homes',
      'GET /deliver/homes/:id',
      'POST /deliver/homes/:id/residents',
      'POST /deliver/homes/:id/proposals',
      'POST /deliver/homes/:id/kits',
      'POST /deliver/proposals/:id/decision',
      'GET /trace/scans/:id',
      'GET /trace/scans/pictures/:picture',
      'POST /trace/exhibits/labels',
      'GET /trace/exhibits/:id',
      'GET /trace/exhibits/:id/continuity.csv',
      'POST /trace/exhibits/:id',
      'GET /trace/stocktakes/:id',
      'POST /trace/stocktakes/:id',
      'GET /trace/stocktakes/:id/differences.csv',
      'POST /trace/stocktakes/:id/outcome',
      'POST /trace/stocktakes/:id/end',
      'GET /trace/readings/:id',
      'GET /trace/results/:id',
      'GET /trace/exchange/:id/file.csv',
    ])
  })
})

test('nobody of the covert desk is in a list of people or devices that others see; the desk itself reads its own', async () => {
  const { rowCount } = await owner.query(
    `update identity.person p set display_name = 'Officer Unseen'
     where exists (select from identity.posting g where g.person = p.id and g.role = 'covert')`,
  )
  expect(rowCount).toBeGreaterThan(0)
  const colleague = people.find(({ role }) => role === 'finance')!
  await owner.query('update identity.person set display_name = $2 where id = $1', [
    colleague.id,
    'Seen By All',
  ])
  for (const person of people) {
    for (const path of ['/people', '/devices']) {
      const { status, body } = await ask({
        method: 'GET',
        path,
        headers: { accept: 'text/html', ...person.headers },
      })
      expect([200, 403]).toContain(status)
      if (person.role !== 'covert') expect(body, person.role).not.toContain('Officer Unseen')
      if (status === 200) expect(body).toContain('Seen By All')
    }
  }
  await owner.query(
    `insert into covert.operation (id, reference, authorising_rank, starts_on, review_on, expires_on, actor)
     values (gen_random_uuid(), 'C/1', 'Superintendent', '2026-01-01', '2026-02-01', '2026-03-01', 'test')`,
  )
  for (const { actor, role } of people) {
    const asked = database.withActor(actor, 'test', (tx) =>
      tx.query('select reference from covert.operation'),
    )
    if (role === 'covert') expect((await asked).rows).toEqual([{ reference: 'C/1' }])
    else await expect(asked, role).rejects.toMatchObject({ code: '42501' })
  }
})

/** Who lives in the other ward, and a name that nobody has, by the postcodes that stand for them. */
const names: Readonly<Record<string, string>> = { ZX22BB: 'Olga Example', ZX99ZZ: 'Nora Example' }
const byName: Example = {
  ...routeExamples['POST /deliver/homes']!,
  form: ({ postcode }) => ({ name: names[postcode]! }),
}

/** Milliseconds that a request takes, from when it is sent until the last byte of its answer is here. */
const timed = async (
  name: string,
  about: Things,
  headers: Record<string, string>,
  example?: Example,
): Promise<number> => {
  const begun = performance.now()
  const { status } = await send(name, about, headers, example)
  const took = performance.now() - begun
  expect([200, 404]).toContain(status)
  return took
}

/** Pairs of both requests, which first by lot: how much longer what is not yours takes, in milliseconds. */
const differences = async (
  name: string,
  person: TestPerson,
  pairs: number,
  seed: number,
  example?: Example,
): Promise<Float64Array> => {
  const random = xoroshiro128plus(seed)
  const headers = { accept: 'text/html', ...person.headers }
  const made = new Float64Array(pairs)
  for (let at = 0; at < pairs; at++) {
    const first = uniformFloat64(random) < 0.5
    const one = await timed(name, first ? notYours : notThere[0]!, headers, example)
    const two = await timed(name, first ? notThere[0]! : notYours, headers, example)
    made[at] = first ? one - two : two - one
  }
  return made
}

/** No clock is held against a limit here: both requests are held against one another, side by side. */
describe('how long it takes tells no more', () => {
  const [rounds, level] = [9999, 0.001]
  const pairs = 300
  const most = testCounts.full ? 4000 : pairs
  const routes = [
    ['GET /deliver/homes/:id', 'by id', most, undefined],
    ['POST /deliver/homes', 'by postcode', 2000, undefined],
    ['POST /deliver/homes', 'by name', 2000, byName],
    ['POST /deliver/homes/:id/residents', 'by id', 2000, undefined],
    ['POST /you/sessions/:id/end', 'by id', 2000, undefined],
  ] as const
  const patience = testCounts.full ? 3_600_000 : 600_000
  let officer: Person
  beforeAll(async () => {
    officer = people.find(({ role }) => role === 'ward_officer')!
    const neighbour = await signIn(database, 'ward_officer', { place: 'W2' })
    const resident = { name: names['ZX22BB']!, contact: '', vulnerability: '', fromDay: '2026-01-01' }
    await database.withActor(neighbour.actor, 'who lives there', (tx) =>
      registerResident(tx, other, resident),
    )
    // However few homes there are, and whether the database has counted them or not.
    await owner.query('analyze')
    await differences('GET /deliver/homes/:id', officer, 30, 1)
  })

  test.each(testCounts.full ? routes : routes.slice(0, 1))(
    '%s, %s',
    async (name, _by, tried, example) => {
      const made = await differences(name, officer, tried, 2, example)
      expect(signFlipTest(made, rounds, 3)).toBeGreaterThanOrEqual(level)
    },
    patience,
  )

  test(
    'where it does, by two milliseconds, the same test finds it',
    async () => {
      planted = notYours.home
      try {
        let made: Float64Array = new Float64Array()
        // A busy machine takes more pairs, though not without end.
        while (made.length < 10_000 && (made.length === 0 || signFlipTest(made, rounds, 3) >= level)) {
          const more = await differences('GET /deliver/homes/:id', officer, pairs, made.length)
          made = Float64Array.of(...made, ...more)
        }
        expect(signFlipTest(made, rounds, 3)).toBeLessThan(level)
        expect(made.toSorted()[made.length >> 1]).toBeGreaterThan(0)
      } finally {
        planted = undefined
      }
    },
    patience,
  )
})

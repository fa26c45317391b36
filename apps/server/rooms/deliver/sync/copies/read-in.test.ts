import { stationKey, type SavedCopy } from '@mettrace/protocol/copy/saved-copy'
import { sealCopy } from '@mettrace/protocol/copy/seal-copy'
import { momentOf } from '@mettrace/protocol/words/values'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../../test/database.ts'
import type { Mover } from '../../../../../../test/ledger-people.ts'
import { deliveredAt, noAnswerAt } from '../../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../../test/signed-in.ts'
import { buildApp } from '../../../../app.ts'
import { createLogger } from '../../../../foundation/layout/log.ts'
import { secretsOf } from '../../../../foundation/secrets.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { placeOfActor } from '../../../../places/known-homes.ts'
import { takeBatch } from '../judge/take-batch.ts'
import { proofDigest, stationKeyOf } from './station-keys.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const { stranger } = town
const [sergeant, elsewhere] = [town.people.of('sergeant', 'North'), town.people.of('sergeant', 'South')]
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const
const ask = (walker: Walker, path: string, body: object) =>
  app.inject({
    method: 'POST',
    url: `/deliver/sync/${path}`,
    headers: { cookie: walker.mover.person.headers.cookie },
    payload: body,
  })
const keyOf = async (walker: Walker) => {
  const { device, person } = walker
  return stationKey.parse((await ask(walker, 'station-key', { device, person, heartbeat })).json())
}
const copyOf = async (walker: Walker, events: SavedCopy['events'], other: Partial<SavedCopy> = {}) => {
  const key = await keyOf(walker)
  const { person, device } = walker
  const savedAt = momentOf(receivedAt.getTime() - 3_600_000)
  return sealCopy(key, { proof: key.proof, person, device, app: '0.1.0', savedAt, events, ...other })
}

/** Sends the form with a file, as a browser without script does. */
const send = async (mover: Mover, file: string | Buffer, act = uuidv7()) => {
  const form = new FormData()
  form.set('form_token', mover.person.headers['x-form-token'])
  form.set('act', act)
  form.set('copy', new Blob([file as string]), 'copy.mettrace')
  const asked = new Response(form)
  return app.inject({
    method: 'POST',
    url: '/deliver/saved-copies',
    headers: {
      cookie: mover.person.headers.cookie,
      accept: 'text/html',
      'content-type': asked.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await asked.arrayBuffer()),
  })
}
const readIn = async (mover: Mover, file: string | Buffer, act?: string): Promise<string> => {
  const answer = await send(mover, file, act)
  if (answer.statusCode !== 303)
    return `${answer.statusCode} ${
      /id="copy-error"[^>]*>([\s\S]*?)<\/p>/
        .exec(answer.payload)?.[1]
        ?.replaceAll(/<[^>]*>|\s+/g, ' ')
        .trim() ?? ''
    }`
  const page = await app.inject({
    url: String(answer.headers.location),
    headers: { cookie: mover.person.headers.cookie, accept: 'text/html' },
  })
  return /banner__heading">([^<]*)</.exec(page.payload)?.[1] ?? page.payload
}

const heldOf = async (): Promise<object[]> =>
  (
    await owner.query<{ id: string; decision: string; actor: string; phone: string }>(
      'select id, decision, actor, phone from engagement.phone_event order by id',
    )
  ).rows
const nothingNew = async (work: () => Promise<unknown>): Promise<void> => {
  const before = await heldOf()
  await work()
  expect(await heldOf()).toEqual(before)
}

test('a sergeant reads in a copy: its records count once, in the name of their author, and the log says who did it', async () => {
  const [kit] = await town.kitsOf(khan, 1)
  const events = [
    khan.event(1, noAnswerAt(khan.homes[0]!)),
    khan.event(2, deliveredAt(khan.homes[1]!, kit!)),
    khan.event(3, noAnswerAt(khan.homes[2]!)),
    // Of a home that is in no round of theirs.
    khan.event(4, noAnswerAt(stranger.homes[0]!)),
  ]
  // One had arrived before the phone died.
  await ask(khan, 'events', { ...batchOf(khan, events.slice(0, 1)), epoch: null, app: '0.1.0', heartbeat })
  const file = await copyOf(khan, events)
  expect(await readIn(sergeant, file)).toBe(
    'Copy of Ward officer read in. 2 accepted, 1 set aside, 1 had arrived before.',
  )
  const actor = `person:${khan.person}`
  expect(await heldOf()).toEqual(
    events.map(({ id }, at) => ({
      id,
      decision: at === 3 ? 'set aside' : 'accepted',
      actor,
      phone: khan.device,
    })),
  )
  const { rows: facts } = await owner.query(
    `select (select count(*)::int from engagement.visit where actor = $1) as visits,
            (select holder from engagement.kit_position where serial = $2) as holder,
            (select count(*)::int from engagement.kit_movement where actor = $3) as hers`,
    [actor, kit, sergeant.person.actor.id],
  )
  expect(facts).toEqual([{ visits: 3, holder: `home:${khan.homes[1]}`, hers: 0 }])
  const { rows: told } = await owner.query(
    `select e.actor, e.purpose, t.reason from log.entry e join log.entry_text t on t.entry = e.id
     where e.purpose like '%saved copy%' and e.kind = 'person' order by e.id`,
  )
  const reading = {
    actor: sergeant.person.actor.id,
    purpose: 'read in a saved copy',
    reason: `a saved copy of phone ${khan.device}`,
  }
  expect(told).toEqual([
    reading,
    {
      actor,
      purpose: 'take what a saved copy of a phone tells',
      reason: `read in by ${sergeant.person.actor.id}`,
    },
    reading,
  ])
  // The same file again, by whoever found it.
  await nothingNew(async () =>
    expect(await readIn(sergeant, file)).toBe(
      'Copy of Ward officer read in. 0 accepted, 1 set aside, 3 had arrived before.',
    ),
  )
})

test('a copy of more than one batch is taken whole, in the phone’s order', async () => {
  const first = khan.event(1_001, noAnswerAt(khan.homes[0]!))
  const events = [
    first,
    ...Array.from({ length: 250 }, (_, at) => khan.event(1_002 + at, noAnswerAt(khan.homes[at % 3]!))),
    khan.event(1_300, { kind: 'undo', of: first.id }),
  ]
  expect(await readIn(sergeant, await copyOf(khan, events))).toBe(
    'Copy of Ward officer read in. 252 accepted, 0 set aside, 0 had arrived before.',
  )
})

test('a form that is sent twice is one reading', async () => {
  const file = await copyOf(khan, [khan.event(2_000, noAnswerAt(khan.homes[0]!))])
  const act = uuidv7()
  for (let times = 0; times < 2; times++)
    expect(await readIn(sergeant, file, act)).toContain('1 accepted, 0 set aside')
  const { rows } = await owner.query('select accepted, known from engagement.saved_copy where id = $1', [act])
  expect(rows).toEqual([{ accepted: 1, known: 0 }])
})

test('of what is none of theirs, damaged or forged, nothing is taken, in words that say why', async () => {
  const event = reid.event(1, noAnswerAt(reid.homes[0]!))
  const good = await copyOf(reid, [event])
  const parts = JSON.parse(good) as { sealed: string }
  const theirs = await copyOf(stranger, [stranger.event(1, noAnswerAt(stranger.homes[0]!))])
  const { proof } = await keyOf(khan)
  const otherStation = stationKeyOf(secretsOf(Buffer.alloc(32, 8)), {
    person: reid.person,
    phone: reid.device,
    role: 'ward_officer',
  })
  const { person, device } = reid
  const savedAt = momentOf(receivedAt.getTime())
  const copy: SavedCopy = {
    proof: otherStation.proof,
    person,
    device,
    app: '0.1.0',
    savedAt,
    events: [event],
  }
  await nothingNew(async () => {
    expect(await readIn(elsewhere, good)).toMatch(/^422 .*not of your borough/)
    expect(await readIn(sergeant, theirs)).toMatch(/^422 .*not of your borough/)
    expect(
      await readIn(sergeant, JSON.stringify({ ...parts, sealed: `${parts.sealed.slice(0, -9)}AAAAAAAAA` })),
    ).toMatch(/^422 .*damaged/)
    expect(await readIn(sergeant, 'some other file')).toMatch(/^422 .*This file is no saved copy/)
    expect(await readIn(sergeant, Buffer.from([0xff, 0xd8, 0, 0, 1]))).toMatch(
      /^422 .*This file is no saved copy/,
    )
    expect(await readIn(sergeant, '')).toMatch(/^422 .*Choose the file/)
    expect(await readIn(sergeant, 'x'.repeat(2_800_000))).toMatch(/^422 .*larger than any/)
    expect((await send(sergeant, 'x'.repeat(4_500_000))).statusCode).toBe(413)
    expect(await readIn(sergeant, await sealCopy(otherStation, copy))).toMatch(/^422 .*another station/)
    // A colleague’s proof, and a guessed one, under the station’s own key.
    const { key } = await keyOf(reid)
    for (const wrong of [proof, otherStation.proof])
      expect(await readIn(sergeant, await sealCopy({ key }, { ...copy, proof: wrong }))).toMatch(
        /^422 .*was not made by the phone/,
      )
    for (const mover of [reid.mover, khan.mover]) expect((await send(mover, good)).statusCode).toBe(403)
  })
})

test('what a copy says of somebody else is set aside, as in a batch', async () => {
  const forged = reid.event(50, noAnswerAt(reid.homes[0]!))
  expect(await readIn(sergeant, await copyOf(khan, [forged]))).toBe(
    'Copy of Ward officer read in. 0 accepted, 1 set aside, 0 had arrived before.',
  )
  const { rows } = await owner.query('select actor, reason from engagement.phone_event where id = $1', [
    forged.id,
  ])
  expect(rows).toEqual([{ actor: `person:${khan.person}`, reason: 'another-author' }])
})

test('the database believes a proof only while a sergeant’s reading stands beside it', async () => {
  const { proof } = await keyOf(reid)
  const author = { id: `person:${reid.person}`, role: 'ward_officer', proof } as const
  const event = reid.event(60, noAnswerAt(reid.homes[0]!))
  const take = () => takeBatch(database, author, batchOf(reid, [event]), receivedAt)
  await expect(take()).rejects.toThrow()
  // An officer cannot open it, nor a sergeant of another borough.
  const open = (mover: Mover, phone: string) =>
    database.withActor(mover.person.actor, 'test', (tx) =>
      tx.query('insert into engagement.copy_opening (id, digest, phone, actor) values ($1, $2, $3, $4)', [
        uuidv7(),
        proofDigest(proof),
        phone,
        mover.person.actor.id,
      ]),
    )
  for (const mover of [reid.mover, elsewhere])
    await expect(open(mover, reid.device)).rejects.toMatchObject({ code: '42501' })
  // Opened for another phone it counts for nothing.
  await open(sergeant, khan.device)
  await expect(take()).rejects.toThrow()
  await open(sergeant, reid.device)
  expect(await take()).toMatchObject([{ answer: 'accepted' }])
  // In no other role, and not after ten minutes.
  const place = (role: 'sergeant' | 'ward_officer') =>
    database.keepHouse({ ...author, role }, 'test', placeOfActor)
  expect([await place('sergeant'), await place('ward_officer')]).toEqual([
    undefined,
    { ward: 'W1', bcu: 'North' },
  ])
  await owner.query(
    `set session_replication_role = replica; update engagement.copy_opening set opened_at = now() - interval '11 minutes'; set session_replication_role = origin`,
  )
  expect(await place('ward_officer')).toBeUndefined()
})

test('nobody asks for another’s proof, and a revoked phone gets none and is read in no more', async () => {
  const { device, person } = khan
  const refused = await ask(reid, 'station-key', { device, person, heartbeat })
  expect([refused.statusCode, refused.json()]).toEqual([401, { refused: 'sign-in-needed' }])
  await expect(
    database.withActor(reid.mover.person.actor, 'test', (tx) =>
      tx.query(
        'insert into engagement.phone_proof (digest, phone, person, role, actor) values ($1, $2, $3, $4, $5)',
        [proofDigest('x'), device, person, 'ward_officer', reid.mover.person.actor.id],
      ),
    ),
  ).rejects.toMatchObject({ code: '42501' })
  const file = await copyOf(reid, [reid.event(70, noAnswerAt(reid.homes[0]!))])
  await owner.query(
    `insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
     select gen_random_uuid(), id, 'revoked', 'Left on a bus', ward, bcu, 'test', now() from engagement.phone where id = $1`,
    [reid.device],
  )
  await nothingNew(async () => expect(await readIn(sergeant, file)).toMatch(/^422 .*was revoked/))
  expect(
    (await ask(reid, 'station-key', { device: reid.device, person: reid.person, heartbeat })).json(),
  ).toEqual({
    refused: 'revoked',
  })
})

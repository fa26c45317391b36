import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { batchAnswer, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { pageDigest } from '@mettrace/protocol/pages/digest'
import {
  changesAnswer,
  manifest,
  pageAnswer,
  type ChangesAnswer,
  type Manifest,
  type PageRow,
} from '@mettrace/protocol/pages/pages'
import { parts, type PartName } from '@mettrace/protocol/pages/rows'
import { testDatabase } from '../../../../../test/database.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const heartbeat = { unsent: 3, setAside: 0, storage: 'works' } as const
const asked = ({ device, person }: Walker) => ({ device, person, heartbeat })

const post = (walker: Walker, path: string, payload: object) =>
  app.inject({
    method: 'POST',
    url: `/deliver/sync/${path}`,
    headers: { cookie: walker.mover.person.headers.cookie },
    payload,
  })
const send = async (
  walker: Walker,
  events: readonly PhoneEvent[],
  epoch: string | null = null,
): Promise<BatchAnswer> => {
  const answer = await post(walker, 'events', { ...batchOf(walker, events), epoch, app: '0.1.0', heartbeat })
  expect(answer.statusCode).toBe(200)
  return batchAnswer.parse(answer.json())
}

/** Waits until what was written so far is served: transactions of other databases of the cluster hold it up too. */
const served = async (): Promise<void> => {
  const { rows } = await owner.query<{ written: string }>('select pg_current_xact_id()::text as written')
  const isServed = `select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as served`
  while (!(await owner.query<{ served: boolean }>(isServed, [rows[0]!.written])).rows[0]!.served);
}
const manifestOf = async (walker: Walker): Promise<Manifest> => {
  await served()
  return manifest.parse((await post(walker, 'manifest', asked(walker))).json())
}
const changesOf = async (walker: Walker, from: Manifest): Promise<ChangesAnswer> => {
  const { epoch, cursor, scope } = from
  return changesAnswer.parse(
    (await post(walker, 'changes', { ...asked(walker), epoch, cursor, scope })).json(),
  )
}
const getPage = (
  walker: Walker,
  page: string,
  { cursor, epoch }: Manifest,
  more: Record<string, string> = {},
) =>
  app.inject({
    url: `/deliver/sync/pages/${page}?at=${cursor}&epoch=${epoch}`,
    headers: { cookie: walker.mover.person.headers.cookie, ...more },
  })
const rowsOf = async (walker: Walker, page: string, at: Manifest): Promise<PageRow[]> => {
  const answer = pageAnswer.parse((await getPage(walker, page, at)).json())
  if (answer.kind === 'gone') throw new Error('The page is gone.')
  return answer.rows
}
/** Each page as the phone holds it after a manifest: checked against count, digest, and the part's own schema. */
const pagesOf = async (walker: Walker, at: Manifest): Promise<Map<string, PageRow[]>> => {
  const held = new Map<string, PageRow[]>()
  for (const { page, count, digest } of at.pages) {
    const rows = await rowsOf(walker, page, at)
    expect([page, rows.length, pageDigest(rows)]).toEqual([page, count, digest])
    const part = page.slice(page.indexOf('/') + 1) as PartName
    for (const { data } of rows) expect(parts[part].safeParse(data).error?.message).toBeUndefined()
    held.set(part, rows)
  }
  return held
}

test('a round arrives whole: every page has the count and digest that were told, and rows that its schema reads', async () => {
  const [kit] = await town.kitsOf(khan, 1)
  await town.kitsTo(khan, 1)
  const note = khan.event(1, { kind: 'safety-note', home: khan.homes[0]!, risk: 'dog', note: 'A large dog' })
  const later = khan.event(2, {
    kind: 'come-back',
    home: khan.homes[1]!,
    position: null,
    appointment: { from: '2026-12-01T10:00:00.000Z' as never, to: '2026-12-01T11:00:00.000Z' as never },
  })
  const block = khan.event(3, { kind: 'block-card', block: uuidv7() as never, card: { lift: 'works' } })
  const aside = khan.event(4, deliveredAt(town.stranger.homes[0]!, kit!))
  const { answers } = await send(khan, [note, later, block, aside])
  expect(answers.map(({ answer }) => answer)).toEqual(['accepted', 'accepted', 'accepted', 'set-aside'])
  const held = await pagesOf(khan, await manifestOf(khan))
  expect(Object.fromEntries(Array.from(held, ([part, rows]) => [part, rows.length]))).toEqual({
    assignment: 1,
    ground: 1,
    homes: 4,
    outcomes: 1,
    safety: 1,
    appointments: 1,
    blocks: 1,
    kits: 2,
    'set-aside': 1,
  })
  expect(held.get('homes')![0]!.data).toMatchObject({ street: 'W1 Street', postcode: 'ZX11AA', order: 1 })
  // The next officer of the same street is told of the dog, not of the kits.
  const theirs = await pagesOf(reid, await manifestOf(reid))
  expect(theirs.get('safety')).toHaveLength(1)
  expect(theirs.get('kits')).toHaveLength(0)
})

const partsOf = ({ pages }: Manifest): string[] => pages.map(({ page }) => page.slice(37))

test('a phone is given the pages that it reads: one of the first format as ever, another the order of the walk too', async () => {
  const { rows } = await owner.query<{ day: string }>('select current_date::text as day')
  await owner.query(
    `insert into engagement.round_home (home, day, turn, assignment, place, done_after, ward, bcu)
     select h.home, $2, 1, h.assignment, row_number() over (order by h.home desc), 6, h.ward, h.bcu
     from engagement.assignment_home h where h.assignment = $1`,
    [khan.assignment, rows[0]!.day],
  )
  await served()
  const manifestReading = async (reads: object): Promise<Manifest> =>
    manifest.parse((await post(khan, 'manifest', { ...asked(khan), ...reads })).json())
  const [first, second] = [await manifestReading({}), await manifestReading({ reads: 2 })]
  expect(partsOf(first)).not.toContain('walk')
  expect(partsOf(second).filter((part) => !partsOf(first).includes(part))).toEqual(['walk'])
  expect(second.pages.filter(({ page }) => !page.endsWith('/walk'))).toEqual(first.pages)
  expect((await pagesOf(khan, second)).get('walk')![0]!.data).toEqual({
    assignment: khan.assignment,
    homes: khan.homes.toSorted().toReversed(),
  })
  // Of tomorrow's format it is given what there is; who is updated takes its pages anew.
  expect(await manifestReading({ reads: 3 })).toMatchObject({ scope: second.scope, pages: second.pages })
  const { epoch, cursor, scope } = first
  const asking = { ...asked(khan), epoch, cursor, scope }
  expect((await post(khan, 'changes', asking)).json()).toMatchObject({ kind: 'changes' })
  expect((await post(khan, 'changes', { ...asking, reads: 2 })).json()).toMatchObject({ kind: 'start-again' })
})

test('a page that is held is not sent again, and a long one is compressed', async () => {
  const at = await manifestOf(khan)
  const page = `${khan.assignment}/homes`
  const first = await getPage(khan, page, at, { 'accept-encoding': 'gzip' })
  expect(first.headers['content-encoding']).toBe('gzip')
  expect(pageAnswer.parse(JSON.parse(gunzipSync(first.rawPayload).toString())).kind).toBe('page')
  const etag = String(first.headers.etag)
  expect(etag).toBe(`"${at.pages.find((each) => each.page === page)!.digest}"`)
  const again = await getPage(khan, page, at, { 'if-none-match': etag })
  expect([again.statusCode, again.payload]).toEqual([304, ''])
})

/** How many homes each entry names that is written down as a part of a round is given to Khan's phone. */
const disclosed = async (part: PartName): Promise<number[]> => {
  const at = await manifestOf(khan)
  const { rows: before } = await owner.query<{ id: string }>(
    'select id from log.entry order by id desc limit 1',
  )
  const whose = ['kits', 'set-aside'].includes(part) ? khan.person : khan.assignment
  await rowsOf(khan, `${whose}/${part}`, at)
  const { rows } = await owner.query<{ homes: number }>(
    `select coalesce(list_size, num_nonnulls(subject))::int as homes from log.entry
     where id > $1 and operation = 'disclosure' and kind = 'home' order by id`,
    [before[0]!.id],
  )
  return rows.map(({ homes }) => homes)
}

test('what a phone is given is written down as disclosed: each home, and no kit or block as if it were one', async () => {
  expect(await disclosed('homes')).toEqual([4])
  expect(await disclosed('appointments')).toEqual([1])
  expect(await disclosed('kits')).toEqual([0])
  expect(await disclosed('blocks')).toEqual([0])
})

test('changes bring what was done since, to all who walk there, and prove what is then held', async () => {
  const [mine, theirs] = [await manifestOf(khan), await manifestOf(reid)]
  const event = khan.event(10, noAnswerAt(khan.homes[2]!))
  await send(khan, [event, khan.event(11, { kind: 'undo', of: event.id })])
  await served()
  for (const [walker, before] of [
    [khan, mine],
    [reid, theirs],
  ] as const) {
    const told = await changesOf(walker, before)
    if (told.kind !== 'changes') throw new Error(told.kind)
    // Undone in the same batch: no outcome stands, and none was there before.
    expect(told.changes.map(({ page, data }) => [page, data])).toEqual([
      [`${walker.assignment}/outcomes`, null],
    ])
    expect(told.pages).toEqual((await manifestOf(walker)).pages)
    expect(await changesOf(walker, { ...before, cursor: told.cursor })).toMatchObject({ changes: [] })
  }
})

test('what is committed late never lies behind a cursor (real connections)', async () => {
  const before = await manifestOf(khan)
  // Another connection has begun, and taken its number, before ours and ends after it.
  await owner.query('begin')
  await owner.query(
    `insert into engagement.page_change (reader, page, id, data) values ($1, $2, 'late', '{}')`,
    [`person:${khan.person}`, `${khan.assignment}/safety`],
  )
  await send(khan, [khan.event(20, noAnswerAt(khan.homes[3]!))])
  const early = await changesOf(khan, before)
  if (early.kind !== 'changes') throw new Error(early.kind)
  await owner.query('commit')
  await served()
  const late = await changesOf(khan, { ...before, cursor: early.cursor })
  if (late.kind !== 'changes') throw new Error(late.kind)
  const ids = [...early.changes, ...late.changes].map(({ id }) => id)
  expect(ids.toSorted()).toEqual([khan.homes[3], 'late'].toSorted())
  expect(late.changes.map(({ id }) => id)).toContain('late')
  expect(late.pages).toEqual((await manifestOf(khan)).pages)
  await owner.query(`delete from engagement.page_change where id = 'late'`)
})

test('changes come in the order of transactions’ numbers, also from 999 to 1000', async () => {
  const at = await manifestOf(khan)
  const put = async (xid: number, data: string | null): Promise<void> => {
    await owner.query(
      `insert into engagement.page_change (xid, reader, page, id, data) values ($1::text::xid8, $2, $3, 'old', $4)`,
      [xid, `person:${khan.person}`, `${khan.assignment}/safety`, data],
    )
  }
  await put(99, '{}')
  await put(100, null)
  const told = await changesOf(khan, { ...at, cursor: '1-0' as Manifest['cursor'] })
  if (told.kind !== 'changes') throw new Error(told.kind)
  expect(told.changes.filter(({ id }) => id === 'old').map(({ data }) => data)).toEqual([{}, null])
  await owner.query(`delete from engagement.page_change where id = 'old'`)
})

describe('nobody is given another’s', () => {
  test('pages of a colleague, or of another ward, are gone', async () => {
    const at = await manifestOf(khan)
    for (const other of [reid, town.stranger])
      for (const page of [`${other.assignment}/homes`, `${other.person}/kits`])
        expect((await getPage(khan, page, at)).json()).toEqual({ kind: 'gone' })
  })

  test('who is moved to another ward has none of the old one any more, and starts again (scope)', async () => {
    const before = await manifestOf(town.stranger)
    expect(before.pages).toHaveLength(9)
    await owner.query(`update identity.posting set place = 'W1' where person = $1`, [town.stranger.person])
    expect((await manifestOf(town.stranger)).pages).toHaveLength(2)
    expect(await changesOf(town.stranger, before)).toMatchObject({ kind: 'start-again' })
    expect((await getPage(town.stranger, `${town.stranger.assignment}/homes`, before)).json()).toEqual({
      kind: 'gone',
    })
    await owner.query(`update identity.posting set place = 'W2' where person = $1`, [town.stranger.person])
  })
})

describe('whole refusals are in the words of the protocol', () => {
  test('no session, and another’s', async () => {
    const batch = { ...batchOf(khan, []), epoch: null, app: '0.1.0', heartbeat }
    const without = await app.inject({ method: 'POST', url: '/deliver/sync/events', payload: batch })
    expect([without.statusCode, without.json()]).toEqual([401, { refused: 'sign-in-needed' }])
    const other = await post(reid, 'events', batch)
    expect([other.statusCode, other.json()]).toEqual([401, { refused: 'sign-in-needed' }])
  })

  test('what is no request, too large, or a form', async () => {
    const huge = await post(khan, 'events', { events: 'a'.repeat(400_000) })
    const zero = await post(khan, 'events', { events: [{ id: '\u0000' }] })
    const batch = { ...batchOf(khan, []), epoch: null, app: '0.1.0', heartbeat }
    const nameless = await post(khan, 'events', { ...batch, app: '' })
    const many = await post(khan, 'events', { ...batch, heartbeat: { ...heartbeat, unsent: 2 ** 31 } })
    const { epoch, scope } = await manifestOf(khan)
    const beyond = await post(khan, 'changes', { ...asked(khan), epoch, scope, cursor: `${2n ** 64n}-0` })
    for (const answer of [await post(khan, 'events', {}), huge, zero, nameless, many, beyond])
      expect([answer.statusCode, answer.json()]).toEqual([400, { refused: 'not-understood' }])
    const form = await app.inject({
      method: 'POST',
      url: '/deliver/sync/events',
      headers: { ...khan.mover.person.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'device=1',
    })
    expect([form.statusCode, form.json()]).toEqual([400, { refused: 'not-understood' }])
  })

  test('but of an event that holds half a character, or a zero, only that one is not taken', async () => {
    const note = (sequence: number, words: string) =>
      reid.event(sequence, { kind: 'safety-note', home: reid.homes[0]!, risk: 'dog', note: words })
    const events = [
      note(12, 'A dog \ud83d'),
      note(13, 'A\u0000dog'),
      reid.event(14, noAnswerAt(reid.homes[0]!)),
    ]
    const { answers } = await send(reid, events)
    expect(answers).toMatchObject([
      { answer: 'set-aside', reason: 'not-understood' },
      { answer: 'set-aside', reason: 'not-understood' },
      { answer: 'accepted' },
    ])
    expect((await send(reid, events)).answers).toMatchObject([
      answers[0],
      answers[1],
      { answer: 'duplicate' },
    ])
  })

  test('JSON that a page of another site sends', async () => {
    const foreign = await app.inject({
      method: 'POST',
      url: '/deliver/sync/manifest',
      headers: { cookie: khan.mover.person.headers.cookie, 'sec-fetch-site': 'cross-site' },
      payload: asked(khan),
    })
    expect([foreign.statusCode, foreign.json()]).toEqual([400, { refused: 'not-understood' }])
  })

  test('a revoked phone, and no other', async () => {
    const lost = { ...khan, device: uuidv7() as Walker['device'] }
    await manifestOf(lost)
    await owner.query(
      `insert into engagement.phone_act (id, phone, kind, words, actor, at) values (gen_random_uuid(), $1, 'revoked', 'Lost', 'test', now())`,
      [lost.device],
    )
    const refused = await post(lost, 'manifest', asked(lost))
    expect([refused.statusCode, refused.json()]).toEqual([403, { refused: 'revoked' }])
    await manifestOf(khan)
    const { rows } = await owner.query('select unsent from engagement.phone_contact where phone = $1', [
      lost.device,
    ])
    // One row for the day, of the last contact.
    expect(rows).toEqual([{ unsent: 3 }])
  })
})

test('the evening receipt is the same code over the same list', async () => {
  const answer = await app.inject({
    url: `/deliver/sync/receipt?day=2026-11-26&device=${khan.device}`,
    headers: { cookie: khan.mover.person.headers.cookie },
  })
  expect(answer.json()).toEqual({
    day: '2026-11-26',
    accepted: 6,
    setAside: 1,
    code: expect.stringMatching(/^\w{7}$/),
  })
})

test('in a new epoch nothing is judged, and phones start again with all that there is', async () => {
  const before = await manifestOf(khan)
  await owner.query(
    `insert into log.epoch select coalesce(max(number), 1) + 1, now(), '1', 1, 0, 'test' from log.epoch`,
  )
  const { answers, epoch } = await send(khan, [khan.event(30, noAnswerAt(khan.homes[0]!))], before.epoch)
  expect([answers, epoch]).toEqual([[], '2'])
  expect(await changesOf(khan, before)).toMatchObject({ kind: 'start-again', epoch: '2' })
  const after = await manifestOf(khan)
  expect(after.pages).toEqual(before.pages)
  await pagesOf(khan, after)
})

test('flats behind one door are one block, and a card of it is told in the ward that it was recorded in', async () => {
  const round = uuidv7()
  await owner.query(
    `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
     values ($1, $2, 'Flats', '2026-11-01', '{W1 Street}', 'W1', 'North', 'test')`,
    [round, khan.person],
  )
  await owner.query(
    `insert into engagement.assignment_home
       (assignment, home, ward, bcu, address, postcode, street, door, door_order, flat, floor, latitude, longitude)
     select $1, home, 'W1', 'North', 'W1 Street', 'ZX11AA', 'W1 Street', '9', 9, flat, '1', 51.5, -0.1
     from unnest($2::uuid[], '{1,2,null}'::text[]) given (home, flat)`,
    [round, khan.homes.slice(0, 3)],
  )
  const homes = await rowsOf(khan, `${round}/homes`, await manifestOf(khan))
  const [one, two, house] = khan.homes.map((home) => homes.find(({ id }) => id === home)?.data)
  const { block } = parts.homes.parse(one)
  expect([parts.homes.parse(two).block, parts.homes.parse(house).block]).toEqual([block, null])

  const card = (walker: Walker, sequence: number, entrance: string) =>
    send(walker, [walker.event(sequence, { kind: 'block-card', block: block!, card: { entrance } })])
  await card(khan, 61, 'in from the yard')
  await card(town.stranger, 60, 'of a block that somebody guessed')
  const told = await rowsOf(khan, `${round}/blocks`, await manifestOf(khan))
  expect(told.find(({ id }) => id === block)?.data).toMatchObject({ card: { entrance: 'in from the yard' } })
  const theirs = await rowsOf(
    town.stranger,
    `${town.stranger.assignment}/blocks`,
    await manifestOf(town.stranger),
  )
  expect(theirs.find(({ id }) => id === block)?.data).toMatchObject({
    card: { entrance: 'of a block that somebody guessed' },
  })
})

import { textOf } from '@mettrace/protocol/copy/base64url'
import { pieceAnswer, pieceBytes, type PieceRequest } from '@mettrace/protocol/pictures/pieces'
import { digestOfBytes, toldOf } from '@mettrace/protocol/pictures/told-picture'
import type { ScanEvent, ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { newId } from '@mettrace/protocol/words/new-id'
import { momentOf, type DeviceId, type EventId, type PersonId } from '@mettrace/protocol/words/values'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cameraPicture, cameraSecret } from '../../../../../test/camera-picture.ts'
import { testCounts } from '../../../../../test/counts.ts'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { openScanFile } from '../../../foundation/files/scan-files.ts'
import { readPicture } from '../../../foundation/files/read-picture.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { recordOfAccount } from '../../../foundation/person-account.ts'
import { dropPiecesBefore } from '../../../foundation/phones/drop-pieces.ts'
import { takePiece, type PieceTaken } from '../../../foundation/phones/take-piece.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { someRandomBytes } from '../../../foundation/random-bytes.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addScanPlace } from '../scans/scan-places.ts'
import { decide } from './set-aside.ts'
import { scanPicturesOf, picturesOfScan } from './scan-pictures.ts'
import { takeScans } from './take-scans.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

type Who = 'north' | 'other' | 'south' | 'investigator'
let people: Record<Who, TestPerson>
const suite = uuidv7()
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'pictures of scans', (tx) => work(tx, people[who].actor.id))

beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North' }),
    other: await signIn(database, 'custody', { place: 'North' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
  await as('north', (tx, actor) =>
    addScanPlace(tx, actor, { id: suite, kind: 'custody suite', name: 'Saltings', bcu: 'North' }),
  )
})

const now = Date.parse('2026-03-02T10:00:00.000Z')
const device = uuidv7() as string as DeviceId
const personOf = (who: Who): PersonId => recordOfAccount(people[who].actor.id) as PersonId
let sequence = 0

/** A scan with a glow that a phone told, with this picture. */
const scanWith = async (
  picture: Uint8Array | undefined,
  { sensitive = false, ...over }: Partial<ScanFact> & { sensitive?: boolean } = {},
): Promise<EventId> => {
  const event = {
    id: newId(now, someRandomBytes(10)),
    format: 1,
    sequence: ++sequence,
    author: personOf('north'),
    device,
    assignment: null,
    app: '0.1.0',
    occurredAt: momentOf(now - 60_000),
    clock: { run: 1, monotonic: 0, offset: 0 },
    fact: {
      kind: 'scan',
      place: suite,
      lamp: null,
      lampCheck: null,
      subject: 'person',
      custody: '01CU/4471/26',
      description: null,
      identifiers: null,
      basis: 'consent',
      result: 'glow',
      part: 'left sleeve',
      whyNot: null,
      corrects: null,
      ...(picture && { picture: { ...toldOf(picture), sensitive } }),
      ...over,
    },
  } as unknown as ScanEvent
  const sent = { device, person: personOf('north'), run: 1, monotonic: 60_000, sentAt: momentOf(now) }
  await takeScans(
    database,
    people.north.actor,
    { ...sent, events: [event] as unknown as (Record<string, unknown> & { id: EventId })[] },
    new Date(now),
  )
  return event.id
}

const pieceOf = (bytes: Uint8Array, offset: number, length: number): NonNullable<PieceRequest['piece']> => {
  const content = bytes.subarray(offset, offset + length)
  return { offset, digest: digestOfBytes(content), content: textOf(content) }
}

const tell = (event: EventId, piece: PieceRequest['piece'], who: Who = 'north'): Promise<PieceTaken> =>
  database.keepHouse(people[who].actor, 'pieces of a test', (tx) =>
    takePiece(tx, people[who].actor.id, { event, piece }, scanPicturesOf(people[who].actor.id)),
  )

/** Sends what is missing, in order, as a phone does. */
const sendRest = async (event: EventId, bytes: Uint8Array, length: number = pieceBytes.most) => {
  let answer = await tell(event, null)
  for (let turns = 0; answer.state === 'more' && turns < 2000; turns++)
    answer = await tell(event, pieceOf(bytes, answer.next, length))
  return answer
}

const post = (body: object, who: Who = 'north') =>
  app.inject({
    method: 'POST',
    url: '/trace/sync/pictures',
    headers: { ...people[who].headers, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })

const shown = (id: string, who: Who = 'north'): Promise<Buffer> =>
  as(who, async (tx) => (await openScanFile(tx, id)).bytes)
const keptOf = (bytes: Buffer): Buffer => {
  const read = readPicture(bytes)
  if ('fault' in read) throw new Error(read.fault)
  return read.bytes
}
const left = async (table: 'phone_piece' | 'file' | 'scan_picture'): Promise<number> =>
  (await owner.query<{ left: number }>(`select count(*)::int4 as left from enforcement.${table}`)).rows[0]!
    .left

test('pieces cut anywhere, in any order, twice and over several connections come to one picture, kept once', async () => {
  const cuts = fc.record({
    length: fc.integer({ min: 5_000, max: 40_000 }),
    lengths: fc.array(fc.integer({ min: pieceBytes.least, max: pieceBytes.most }), {
      minLength: 3,
      maxLength: 12,
    }),
    starts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 }),
    connections: fc.integer({ min: 1, max: 4 }),
  })
  let number = 0
  await fc.assert(
    fc.asyncProperty(cuts, async ({ length, lengths, starts, connections }) => {
      const bytes = cameraPicture(length, ++number)
      const event = await scanWith(bytes)
      const before = await left('file')
      // Somewhere, overlapping, some of them twice: as broken connections leave it.
      const some = starts.map((start, at) =>
        pieceOf(bytes, Math.floor(start * (length - 1)), lengths[at % lengths.length]!),
      )
      const all = [...some, ...some.slice(0, 2)]
      await Promise.all(
        Array.from({ length: connections }, async (_, at) => {
          for (const [turn, piece] of all.entries()) if (turn % connections === at) await tell(event, piece)
        }),
      )
      const ends = await Promise.all([sendRest(event, bytes), sendRest(event, bytes, lengths[0])])
      expect(ends.map(({ state }) => state)).toEqual(['whole', 'whole'])
      expect(await left('file')).toBe(before + 1)
      expect(await shown(event)).toEqual(keptOf(bytes))
      expect((await tell(event, some[0]!)).state).toBe('whole')
    }),
    { numRuns: testCounts.full ? 100 : 4 },
  )
  expect(await left('phone_piece')).toBe(0)
})

describe('a piece that is not as it says', () => {
  test('is not taken, and what came before it stays', async () => {
    const bytes = cameraPicture(30_000, 100)
    const event = await scanWith(bytes)
    expect(await tell(event, pieceOf(bytes, 0, 10_000))).toEqual({ state: 'more', next: 10_000 })
    const wrong = { ...pieceOf(bytes, 10_000, 10_000), digest: digestOfBytes(bytes) }
    expect(await tell(event, wrong)).toEqual({ state: 'more', next: 10_000 })
    // Beyond the end, too short, and beyond the longest.
    const beyond = Buffer.concat([bytes, Buffer.alloc(5_000)])
    for (const piece of [
      pieceOf(beyond, 25_000, 8_000),
      pieceOf(bytes, 10_000, 100),
      pieceOf(bytes, 10_000, pieceBytes.most + 1),
    ])
      expect(await tell(event, piece)).toEqual({ state: 'more', next: 10_000 })
    expect((await sendRest(event, bytes)).state).toBe('whole')
    expect(await shown(event)).toEqual(keptOf(bytes))
  })

  test('but right by itself spoils the whole alone: it is asked for from the beginning, and comes', async () => {
    const [bytes, other] = [cameraPicture(20_000, 101), cameraPicture(20_000, 102)]
    const event = await scanWith(bytes)
    await tell(event, pieceOf(other, 4_000, 8_000))
    expect(await tell(event, pieceOf(bytes, 0, 4_000))).toMatchObject({ next: 12_000 })
    expect(await tell(event, pieceOf(bytes, 12_000, 8_000))).toEqual({ state: 'more', next: 0 })
    expect((await sendRest(event, bytes)).state).toBe('whole')
    expect(await shown(event)).toEqual(keptOf(bytes))
  })
})

test('what is no picture is refused in words, and kept nowhere', async () => {
  const bytes = Buffer.from('<svg onload="alert(1)">'.repeat(200))
  const event = await scanWith(bytes)
  expect(await sendRest(event, bytes)).toEqual({
    state: 'refused',
    words: 'Choose a picture that is a JPEG, PNG or WebP.',
  })
  expect(await left('phone_piece')).toBe(0)
  await expect(shown(event)).rejects.toMatchObject({ code: 'not_found' })
})

test('of another’s scan, of none and of one that told of no picture nothing is taken, all in the same words', async () => {
  const bytes = cameraPicture(6_000, 103)
  const event = await scanWith(bytes)
  const without = await scanWith(undefined)
  const never = newId(now, someRandomBytes(10))
  const piece = pieceOf(bytes, 0, 6_000)
  for (const who of ['other', 'south', 'investigator'] as const)
    expect(await tell(event, piece, who)).toEqual({ state: 'unknown' })
  expect(await tell(without, piece)).toEqual({ state: 'unknown' })
  expect(await tell(never, piece)).toEqual({ state: 'unknown' })
  const ask = async (of: EventId, who: Who): Promise<string> => {
    const { payload } = await post({ device, person: personOf(who), event: of, piece }, who)
    return payload.replaceAll(/"serverTime":"[^"]*"/g, '')
  }
  expect(await ask(event, 'south')).toBe(await ask(never, 'south'))
  // The database refuses it too, whatever a page forgets.
  const forged = as('other', (tx, actor) =>
    tx.query(
      `insert into enforcement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
       values ($1, 0, 1, $2, $2, 1, $3)`,
      [event, Buffer.alloc(29), actor],
    ),
  )
  await expect(forged).rejects.toMatchObject({ code: '42501' })
  expect((await sendRest(event, bytes)).state).toBe('whole')
})

test('over HTTP a piece is answered as the protocol says, and by its own person alone', async () => {
  const bytes = cameraPicture(20_000, 104)
  const event = await scanWith(bytes)
  const asked = { device, person: personOf('north'), event }
  const first = await post({ ...asked, piece: pieceOf(bytes, 0, pieceBytes.most) })
  expect(pieceAnswer.parse(first.json())).toMatchObject({ state: 'more', next: pieceBytes.most })
  expect((await post({ ...asked, piece: null }, 'other')).statusCode).toBe(401)
  expect((await post({ ...asked, piece: 'all' })).statusCode).toBe(400)
  const last = await post({ ...asked, piece: pieceOf(bytes, pieceBytes.most, pieceBytes.most) })
  expect(pieceAnswer.parse(last.json())).toMatchObject({ state: 'whole' })
})

test('a picture is seen by whoever sees the scan, each look is in the log, and it stands encrypted without its place', async () => {
  const bytes = cameraPicture(9_000, 105)
  const event = await scanWith(bytes, { sensitive: true })
  await sendRest(event, bytes)
  expect((await shown(event)).includes(cameraSecret)).toBe(false)
  await expect(shown(event, 'south')).rejects.toMatchObject({ code: 'not_found' })
  const get = (url: string, who: Who) =>
    app.inject({ url, headers: { ...people[who].headers, accept: 'text/html' } })
  const page = await get(`/trace/scans/${event}`, 'other')
  expect(page.payload).toContain(`src="/trace/scans/pictures/${event}"`)
  expect(page.payload).toMatch(/alt="Picture of the scan of [^"]*01CU\/4471\/26, glow, left sleeve"/)
  expect(page.payload).toContain('Sensitive: a bundle holds its checksum alone.')
  const picture = await get(`/trace/scans/pictures/${event}`, 'other')
  expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/jpeg'])
  const missing = await get(`/trace/scans/pictures/${uuidv7()}`, 'south')
  const theirs = await get(`/trace/scans/pictures/${event}`, 'south')
  expect([theirs.statusCode, theirs.rawPayload.length]).toEqual([404, missing.rawPayload.length])
  const { rows } = await owner.query<{ purpose: string; operation: string }>(
    `select purpose, operation from log.entry where actor = $1 and purpose = 'a picture of a scan' and operation is not null`,
    [people.other.actor.id],
  )
  expect(rows).toEqual([{ purpose: 'a picture of a scan', operation: 'consultation' }])
  const { rows: stored } = await owner.query<{ content: Buffer }>(
    'select content from enforcement.file where id = $1',
    [event],
  )
  expect(stored[0]!.content.includes(bytes.subarray(500, 600))).toBe(false)
})

test('the picture of what was set aside belongs to the scan that was recorded in its place, and to its corrections', async () => {
  const bytes = cameraPicture(8_000, 106)
  const event = await scanWith(bytes, { basis: 'PACE s.8' })
  expect((await sendRest(event, bytes)).state).toBe('whole')
  const scan = await scanWith(undefined)
  await as('north', (tx, actor) => decide(tx, actor, event, { scan }))
  const correction = await scanWith(undefined, { corrects: scan as never })
  expect(await as('north', (tx) => picturesOfScan(tx, correction))).toMatchObject([
    { id: event, hasCome: true, sensitive: false },
  ])
  expect(await as('south', (tx) => picturesOfScan(tx, correction))).toEqual([])
})

test('pieces that never came whole go, and the phone is asked for all of it again', async () => {
  const bytes = cameraPicture(12_000, 107)
  const event = await scanWith(bytes)
  await tell(event, pieceOf(bytes, 0, 6_000))
  expect(await as('north', (tx) => picturesOfScan(tx, event))).toMatchObject([{ hasCome: false }])
  const actor = actingAs('fileRetention', 'retention of a test')
  const dropped = await database.withActor(actor, 'retention of a test', (tx) =>
    dropPiecesBefore(tx, new Date(Date.now() + 60_000)),
  )
  expect(dropped).toBe(1)
  expect(await tell(event, null)).toEqual({ state: 'more', next: 0 })
})

test('an investigator alone erases a picture: its bytes go with their key, and the page says so', async () => {
  const bytes = cameraPicture(7_000, 108)
  const event = await scanWith(bytes)
  await sendRest(event, bytes)
  const erase = (who: Who) =>
    app.inject({
      method: 'POST',
      url: `/trace/scans/${event}/erase-picture`,
      headers: { ...people[who].headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `token=${people[who].token}&picture=${event}&reason=shows+somebody+else`,
    })
  expect((await erase('north')).statusCode).toBe(403)
  expect((await erase('investigator')).statusCode).toBe(303)
  await expect(shown(event, 'investigator')).rejects.toMatchObject({ code: 'not_found' })
  const page = await app.inject({
    url: `/trace/scans/${event}`,
    headers: { ...people.north.headers, accept: 'text/html' },
  })
  expect(page.payload).toContain('It was erased; the log says by whom and why.')
  // It does not come back by being sent once more.
  expect((await tell(event, pieceOf(bytes, 0, 7_000))).state).toBe('whole')
})

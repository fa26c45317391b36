import type { Answer } from '@mettrace/protocol/batch/batch'
import { textOf } from '@mettrace/protocol/copy/base64url'
import type { Fact, SignFact } from '@mettrace/protocol/events/facts'
import { pieceBytes } from '@mettrace/protocol/pictures/pieces'
import { digestOfBytes, toldOf } from '@mettrace/protocol/pictures/told-picture'
import { momentOf, type DeviceId, type EventId, type PersonId } from '@mettrace/protocol/words/values'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cameraPicture, cameraSecret } from '../../../../../test/camera-picture.ts'
import { freshDatabase } from '../../../../../test/database.ts'
import { putSaturationTown } from '../../../../../test/saturation-town.ts'
import { neverOver, signIn, type TestPerson } from '../../../../../test/signed-in.ts'
import { openFile } from '../../../foundation/files/files.ts'
import { takePiece, type PieceTaken } from '../../../foundation/phones/take-piece.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { toDegrees } from '../../../places/formats/projection.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { eventPicturesOf } from '../sync/pictures/event-pictures.ts'
import { acceptSetAside } from '../sync/set-aside/accept.ts'
import { checksOfSign, signOf } from './signs.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
await putSaturationTown(database, owner)

let [officer, sergeant, elsewhere]: TestPerson[] = []
const device = uuidv7() as string as DeviceId
const receivedAt = new Date('2026-11-26T15:00:00Z')
beforeAll(async () => {
  officer = await signIn(database, 'ward_officer', { place: 'W1' })
  sergeant = await signIn(database, 'sergeant', { place: 'North' })
  elsewhere = await signIn(database, 'ward_officer', { place: 'W3' })
  for (const person of [officer, sergeant, elsewhere]) await neverOver(owner, person)
  await database.withActor(officer.actor, 'a phone of a test', (tx) =>
    meetPhone(tx, { device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null }, receivedAt),
  )
})

/** Somewhere in the first area of the town, and far outside every area. */
const spotAt = (easting: number): SignFact['spot'] => {
  const [longitude, latitude] = toDegrees(easting, 180_050)
  return { latitude, longitude, accuracy: 6 }
}
const sign = (over: Partial<SignFact> = {}): SignFact => ({
  kind: 'sign',
  spot: spotAt(530_025),
  place: 'Lamp post 14, Mill Lane',
  found: 'worn',
  nextCheck: '2027-05-26',
  ...over,
})
let sequence = 0
const tell = async (fact: Fact): Promise<{ id: EventId; answer: Answer }> => {
  const id = uuidv7(receivedAt.getTime() - 60_000) as string as EventId
  const [answer] = await takeBatch(
    database,
    officer!.actor,
    {
      device,
      person: officer!.id as PersonId,
      events: [
        {
          id,
          format: 1,
          sequence: ++sequence,
          author: officer!.id,
          device,
          assignment: null,
          app: '0.1.0',
          occurredAt: momentOf(receivedAt.getTime() - 60_000),
          clock: { run: 1, monotonic: 0, offset: 0 },
          fact,
        },
      ],
      run: 2,
      monotonic: 0,
      sentAt: momentOf(receivedAt.getTime()),
    },
    receivedAt,
  )
  return { id, answer: answer! }
}

const piece = (event: EventId, bytes: Uint8Array | null, offset = 0, who = officer!): Promise<PieceTaken> => {
  const content = bytes?.subarray(offset, offset + pieceBytes.most)
  const sent = content && { offset, digest: digestOfBytes(content), content: textOf(content) }
  return database.keepHouse(who.actor, 'pieces of a test', (tx) =>
    takePiece(tx, who.actor.id, { event, piece: sent ?? null }, eventPicturesOf(who.actor.id)),
  )
}
const sendAll = async (event: EventId, bytes: Uint8Array): Promise<PieceTaken> => {
  let answer = await piece(event, null)
  while (answer.state === 'more') answer = await piece(event, bytes, answer.next)
  return answer
}
const asSergeant = <T>(work: Parameters<typeof database.withActor<T>>[2]): Promise<T> =>
  database.withActor(sergeant!.actor, 'signs of a test', work)
const pictureOf = (id: string): Promise<Buffer> =>
  asSergeant(async (tx) => (await openFile(tx, id, 'sign picture')).bytes)

test('a sign that a phone told hangs in the area around it, as it was found, with its picture', async () => {
  const bytes = cameraPicture(40_000, 1)
  const { id, answer } = await tell(sign({ picture: toldOf(bytes) }))
  expect(answer.answer).toBe('accepted')
  expect(await asSergeant((tx) => signOf(tx, id))).toMatchObject({
    area: 'E1',
    place: 'Lamp post 14, Mill Lane',
    placedOn: '2026-11-26',
    found: 'worn',
    nextCheck: '2027-05-26',
    easting: 530_025,
    northing: 180_050,
  })
  expect(await piece(id, bytes, 0, elsewhere)).toEqual({ state: 'unknown' })
  expect(await piece(id, bytes, 0, sergeant)).toEqual({ state: 'unknown' })
  expect(await sendAll(id, bytes)).toEqual({ state: 'whole' })
  expect(await sendAll(id, bytes)).toEqual({ state: 'whole' })
  const kept = await pictureOf(id)
  expect([kept.length > 39_000, kept.includes(cameraSecret)]).toEqual([true, false])
  expect(await asSergeant((tx) => checksOfSign(tx, id))).toMatchObject([{ picture: id, found: 'worn' }])
})

test('undone, a sign was never there; put back, it hangs as it was told', async () => {
  const { id } = await tell(sign())
  const undo = await tell({ kind: 'undo', of: id })
  expect((await asSergeant((tx) => signOf(tx, id))).found).toBe('never there')
  await tell({ kind: 'undo', of: undo.id })
  expect(await asSergeant((tx) => signOf(tx, id))).toMatchObject({ found: 'worn', nextCheck: '2027-05-26' })
})

test('a sign in no area of the officer’s is set aside with its picture, and counts with it once it is accepted', async () => {
  const bytes = cameraPicture(20_000, 2)
  // An area of their BCU, without a home of their ward.
  const { id, answer } = await tell(sign({ spot: spotAt(530_210), picture: toldOf(bytes) }))
  expect(answer).toMatchObject({ answer: 'set-aside', reason: 'sign-elsewhere' })
  await expect(asSergeant((tx) => signOf(tx, id))).rejects.toMatchObject({ code: 'not_found' })
  expect(await sendAll(id, bytes)).toEqual({ state: 'whole' })
  await expect(pictureOf(id)).rejects.toMatchObject({ code: 'not_found' })
  const accepting = { sergeant: sergeant!.actor, id, reason: 'Seen there', now: receivedAt }
  expect(await acceptSetAside(database, accepting)).toBe('accepted')
  expect((await asSergeant((tx) => signOf(tx, id))).area).toBe('E3')
  expect((await pictureOf(id)).length).toBeGreaterThan(19_000)
  const { rows } = await owner.query<{ left: number }>(
    'select count(*)::int4 as left from engagement.phone_piece',
  )
  expect(rows).toEqual([{ left: 0 }])
})

test('nobody takes in a sign outside every area', async () => {
  const { id, answer } = await tell(sign({ spot: spotAt(540_000) }))
  expect(answer).toMatchObject({ reason: 'sign-elsewhere' })
  const accepting = { sergeant: sergeant!.actor, id, reason: 'Seen there', now: receivedAt }
  expect(await acceptSetAside(database, accepting)).toEqual({
    left: 'No home of your borough is counted in the area around this sign.',
  })
})

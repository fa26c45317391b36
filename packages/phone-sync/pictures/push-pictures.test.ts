import { batchAnswer } from '@mettrace/protocol/batch/batch'
import { digestOf } from '@mettrace/protocol/codes/digest'
import { firstGap, joined } from '@mettrace/protocol/pictures/gaps'
import { partOf, type Part } from '@mettrace/protocol/pictures/judge-piece'
import { pieceRequest } from '@mettrace/protocol/pictures/pieces'
import { digestOfBytes, toldOf, type ToldPicture } from '@mettrace/protocol/pictures/told-picture'
import { momentOf, type EventId } from '@mettrace/protocol/words/values'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { afternoon, noAnswerAt, homeOf, personOf } from '../../../test/phone-events.ts'
import { memoryDatabase } from '../../../test/field/memory-database.ts'
import { openPhone, type Phone } from '../phone.ts'
import type { Database, Question, Reply } from '../ports.ts'

const person = personOf(1)

/** An answer after whatever the phone writes meanwhile. */
const later = (answer: Reply): Promise<Reply> =>
  new Promise((resolve) => {
    setImmediate(() => setImmediate(() => resolve(answer)))
  })

/** A server that takes pieces by the rules of the protocol, and loses as many answers and questions as it is told. */
const stationOf = (isLost: (question: Question) => 'question' | 'answer' | undefined) => {
  const station = {
    epoch: 'a',
    serverTime: momentOf(afternoon),
    told: new Map<EventId, ToldPicture>(),
    parts: new Map<EventId, Part[]>(),
    whole: new Map<EventId, Uint8Array>(),
    /** What came, in order. */
    heard: [] as string[],
    answer: (question: Question): Reply => {
      const head = { epoch: station.epoch, serverTime: station.serverTime }
      if (question.kind === 'events') {
        const { events } = question.body as { events: { id: EventId; fact: { picture?: ToldPicture } }[] }
        for (const { id, fact } of events) {
          station.heard.push(`event ${id}`)
          if (fact.picture) station.told.set(id, fact.picture)
        }
        const answers = events.map(({ id }) => ({ id, answer: 'accepted' as const }))
        return { status: 200, body: batchAnswer.parse({ ...head, answers }) }
      }
      if (question.kind === 'manifest')
        return { status: 200, body: { ...head, cursor: '1-1', scope: 'all', pages: [] } }
      if (question.kind !== 'pictures')
        return { status: 200, body: { kind: 'changes', ...head, changes: [], cursor: '1-1', pages: [] } }
      const { event, piece } = pieceRequest.parse(question.body)
      station.heard.push(`piece ${event}`)
      const told = station.told.get(event)
      if (!told) return { status: 200, body: { state: 'unknown', ...head } }
      const held = station.parts.get(event) ?? []
      const spans = held.map(({ offset, content }) => ({ offset, length: content.length }))
      const part = partOf(told, spans, piece)
      if (part) held.push(part)
      station.parts.set(event, held)
      const next = firstGap(
        held.map(({ offset, content }) => ({ offset, length: content.length })),
        told.bytes,
      )
      if (next < told.bytes) return { status: 200, body: { state: 'more', ...head, next } }
      const whole = joined(held, told.bytes)
      expect(digestOfBytes(whole)).toBe(told.digest)
      station.whole.set(event, whole)
      return { status: 200, body: { state: 'whole', ...head } }
    },
  }
  const ask = (question: Question): { reply: Promise<Reply>; giveUp: () => void } => {
    const lost = isLost(question)
    const answer = lost === 'question' ? undefined : station.answer(question)
    const reply = lost || !answer ? Promise.reject(new Error('lost')) : later(answer)
    reply.catch(() => undefined)
    return { reply, giveUp: () => undefined }
  }
  return { station, ask }
}

type Ask = ReturnType<typeof stationOf>['ask']

const open = async (database: Database, ask: Ask): Promise<Phone> => {
  let now = afternoon
  const phone = await openPhone(
    {
      clock: { now: () => (now += 1), monotonic: () => (now += 1) - afternoon },
      random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)), fraction: () => 0.5 },
      // Nothing is tried again by itself here.
      timers: { after: () => () => undefined },
      locks: { alone: (_, work) => work() },
      network: { ask },
      database,
    },
    { app: '0.1.0' },
  )
  await phone.signIn(person)
  return phone
}

const bytesOf = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 7 + (at >> 7)) % 256)
const signWith = (picture: Uint8Array) =>
  ({
    kind: 'sign',
    spot: { latitude: 51.5, longitude: -0.1, accuracy: 5 },
    place: 'Lamp post 14',
    found: 'good',
    nextCheck: null,
    picture: toldOf(picture),
  }) as const

/** Makes contact until it says that nothing is to go, or so many times. */
const contacts = async (phone: Phone, most: number): Promise<void> => {
  for (let turn = 0; turn < most; turn++) {
    phone.tryNow()
    await expect.poll(() => phone.view().busy, { interval: 1, timeout: 5000 }).toBe(false)
    if (phone.view().unsent.length === 0 && phone.view().picturesToGo.count === 0 && !phone.view().trouble)
      return
  }
}
const saved = (phone: Phone): Promise<unknown> =>
  expect.poll(() => phone.view().unsaved.length, { interval: 1, timeout: 5000 }).toBe(0)

test('a picture that is cut off anywhere, by the network or the end of the app, comes whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('question', 'answer', undefined, undefined), { maxLength: 24 }),
      fc.array(fc.integer({ min: 2_000, max: 90_000 }), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (losses, lengths, isEnded) => {
        const memory = memoryDatabase()
        const left = [...losses]
        const { station, ask } = stationOf(() => left.shift())
        let phone = await open(memory.database as Database, ask)
        const pictures = lengths.map((length, at) => bytesOf(length, at))
        const events = pictures.map((bytes) => phone.record(signWith(bytes), null, bytes))
        await saved(phone)
        await contacts(phone, 2)
        if (isEnded) {
          phone.close()
          phone = await open(memory.database as Database, ask)
        }
        await contacts(phone, 30)
        expect(events.map((id) => digestOf(String(station.whole.get(id))))).toEqual(
          pictures.map((bytes) => digestOf(String(bytes))),
        )
        expect(phone.view().picturesToGo).toEqual({ count: 0, bytes: 0 })
        // Kept for a server that goes back to an older state, and sent to it once more.
        expect(await phone.picture(events[0]!)).toEqual(pictures[0])
        phone.close()
      },
    ),
    { numRuns: testCounts.full ? 200 : 8 },
  )
})

test('a server that went back to an older state is sent events and pictures once more, in that order', async () => {
  const { station, ask } = stationOf(() => undefined)
  const phone = await open(memoryDatabase().database as Database, ask)
  const bytes = bytesOf(40_000, 1)
  const event = phone.record(signWith(bytes), null, bytes)
  await saved(phone)
  await contacts(phone, 5)
  expect(station.whole.has(event)).toBe(true)
  Object.assign(station, { epoch: 'b', heard: [] })
  for (const lost of [station.told, station.parts, station.whole]) lost.clear()
  await contacts(phone, 1)
  await contacts(phone, 10)
  expect(station.whole.get(event)).toEqual(bytes)
  expect(station.heard[0]).toBe(`event ${event}`)
  phone.close()
})

test('an event that is recorded while pictures go is sent before the rest of them', async () => {
  const during: { record?: () => void } = {}
  const { station, ask } = stationOf(({ kind }) => {
    if (kind === 'pictures') during.record?.()
    return undefined
  })
  const phone = await open(memoryDatabase().database as Database, ask)
  const bytes = bytesOf(300_000, 1)
  phone.record(signWith(bytes), null, bytes)
  await saved(phone)
  let door: EventId | undefined
  during.record = () => {
    if (station.heard.filter((each) => each.startsWith('piece')).length === 3)
      door ??= phone.record(noAnswerAt(homeOf(1)), null)
  }
  await contacts(phone, 5)
  const at = station.heard.indexOf(`event ${door}`)
  const pieces = station.heard.filter((each) => each.startsWith('piece')).length
  expect(at).toBeGreaterThan(0)
  // It is saved first, which takes a moment.
  expect(station.heard.slice(0, at).filter((each) => each.startsWith('piece')).length).toBeLessThan(
    pieces - 5,
  )
  phone.close()
})

test('on a full phone neither event nor picture is called saved, and both are once there is room', async () => {
  const memory = memoryDatabase()
  const { station, ask } = stationOf(() => undefined)
  const phone = await open(memory.database as Database, ask)
  memory.full = true
  const bytes = bytesOf(5_000, 1)
  const event = phone.record(signWith(bytes), null, bytes)
  await expect.poll(() => phone.view().storage, { interval: 1 }).toBe('full')
  expect([phone.view().unsaved.length, phone.view().picturesToGo.count]).toEqual([1, 0])
  expect(await phone.picture(event)).toEqual(bytes)
  memory.full = false
  // What is recorded next tries the rest again as well.
  phone.record(noAnswerAt(homeOf(1)), null)
  await saved(phone)
  await contacts(phone, 5)
  expect(station.whole.get(event)).toEqual(bytes)
  phone.close()
})

test('a picture that the station refuses is sent no more, and says why', async () => {
  const { station, ask } = stationOf(() => undefined)
  const answer = station.answer
  station.answer = (question) =>
    question.kind === 'pictures'
      ? {
          status: 200,
          body: { state: 'refused', epoch: 'a', serverTime: station.serverTime, words: 'No picture.' },
        }
      : answer(question)
  const phone = await open(memoryDatabase().database as Database, ask)
  const bytes = bytesOf(5_000, 1)
  phone.record(signWith(bytes), null, bytes)
  await saved(phone)
  await contacts(phone, 3)
  expect([...phone.view().pictures.values()][0]?.answered).toMatchObject({ refused: 'No picture.' })
  expect(phone.view().picturesToGo.count).toBe(0)
  phone.close()
})

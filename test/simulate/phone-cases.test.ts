import { expect, test } from 'vitest'
import { pauses } from '../../packages/phone-sync/contact/contact.ts'
import { askLimit } from '../../packages/phone-sync/contact/ask.ts'
import { troubleWords } from '../../packages/phone-sync/contact/trouble.ts'
import type { BatchRequest } from '../../packages/protocol/batch/batch.ts'
import type { PhoneView } from '../../packages/phone-sync/view.ts'
import type { Fact } from '../../packages/protocol/events/facts.ts'
import { deliveredAt, noAnswerAt } from '../phone-events.ts'
import { assignments, homes, kits, pageOf, persons } from './city.ts'
import { calm } from './weather.ts'
import { findingsOf } from './checks.ts'
import type { Handset } from './handset.ts'
import { copyOfRecords } from './records.ts'
import { openTown, type Town } from './town.ts'

/** A town in good weather after its phones have started and fetched their pages. */
const quietTown = async (): Promise<{
  town: Town
  phone: Handset
  wait: (seconds: number) => Promise<void>
}> => {
  const town = openTown({ seed: 7, weather: calm, steps: [] })
  const wait = (seconds: number): Promise<void> =>
    town.world.runUntil(town.world.now() + seconds * 1000, () => {
      for (const handset of town.handsets) handset.look()
    })
  await wait(10)
  return { town, phone: town.handsets[0]!, wait }
}

const view = (phone: Handset): PhoneView => phone.windows.at(-1)!.phone!.view()
const tell = (phone: Handset, fact: Fact): void => phone.record(fact, assignments[0]!)
const [home, next] = [homes[0]!, homes[1]!]

/** Unsaved, unsent and answered events of whoever is signed in. */
const counts = (phone: Handset): [number, number, number] => {
  const { unsaved, unsent, answered } = view(phone)
  return [unsaved.length, unsent.length, answered.length]
}

test('C01: what was shown as saved is there after the battery is pulled; what was not, is not claimed', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  tell(phone, noAnswerAt(home))
  expect(counts(phone)).toEqual([1, 0, 0])
  await wait(1)
  expect(counts(phone)).toEqual([0, 1, 0])
  phone.crash()
  phone.start()
  await wait(1)
  expect(counts(phone)).toEqual([0, 1, 0])
  expect(town.made[0]!.saved).toBe(true)
})

test('C02: on a full disk it is never shown as saved, stays on screen, and saves itself once there is room', async () => {
  const { phone, wait } = await quietTown()
  phone.disk.full = true
  tell(phone, noAnswerAt(home))
  await wait(30)
  expect(counts(phone)).toEqual([1, 0, 0])
  expect(view(phone).storage).toBe('full')
  phone.disk.full = false
  await wait(30)
  expect(counts(phone)).toEqual([0, 0, 1])
  expect(view(phone).storage).toBe('works')
})

test('C04: a phone whose store was cleared says so, is another phone, and takes all pages anew', async () => {
  const { town, phone, wait } = await quietTown()
  phone.crash()
  phone.disk.evict()
  town.server.sessions.delete(0)
  phone.start()
  await wait(5)
  expect(view(phone)).toMatchObject({ storeLost: true, trouble: troubleWords['sign-in-needed'] })
  expect(view(phone).pages.size).toBe(0)
  town.server.sessions.set(0, { person: persons[0]!, until: Number.POSITIVE_INFINITY })
  phone.tryNow()
  await wait(5)
  expect(view(phone)).toMatchObject({ startedAgain: 'no-cursor', trouble: null })
  expect(view(phone).pages.get(pageOf(assignments[0]!, 'homes'))?.rows.size).toBe(6)
})

test('C04: a home that was opened is told once, also where the store was cleared under the running app', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  phone.open(home)
  await wait(2)
  expect(phone.disk.rows('looked').size).toBe(1)
  phone.disk.evict()
  phone.air.signal = 'there'
  phone.tryNow()
  await wait(5)
  expect(view(phone)).toMatchObject({ storeLost: true, looksWait: false })
  expect(town.server.records.looked.map((look) => look.home)).toEqual([home])
})

test('homes that the station does not take are said to wait, keep no record back, and are told once it does', async () => {
  const { town, phone, wait } = await quietTown()
  const { answer } = town.server
  town.server.answer = async (number, question) => {
    if (question.kind !== 'events') return answer(number, question)
    const { looked: _, ...body } = question.body as BatchRequest
    return answer(number, { kind: 'events', body })
  }
  phone.open(home)
  tell(phone, noAnswerAt(home))
  await wait(5)
  expect([counts(phone), view(phone).looksWait]).toEqual([[0, 0, 1], true])
  expect(town.server.records.looked).toEqual([])
  town.server.answer = answer
  phone.tryNow()
  await wait(5)
  expect(view(phone).looksWait).toBe(false)
  expect(town.server.records.looked.map((look) => look.home)).toEqual([home])
})

test('C05: a connection lost in the background is opened again without losing the tap', async () => {
  const { phone, wait } = await quietTown()
  phone.disk.closeConnections()
  tell(phone, noAnswerAt(home))
  await wait(5)
  expect(counts(phone)).toEqual([0, 0, 1])
})

test('C08: of two windows one sends; every event is there once, in one order', async () => {
  const { town, phone, wait } = await quietTown()
  phone.start()
  await wait(2)
  const [first, second] = phone.windows.map(({ phone: each }) => each!)
  for (const each of [first!, second!, first!, second!]) each.record(noAnswerAt(home), assignments[0]!)
  await wait(pauses.idle / 1000 + 30)
  expect(town.server.records.written).toHaveLength(4)
  const places = [...town.server.records.events.values()].map(({ event }) => event.sequence)
  expect(places).toEqual([1, 2, 3, 4])
})

test('C10, C23: an answer that is lost, or a server that dies half way, doubles and loses nothing', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.weather = { ...calm, replyLost: 100 }
  for (const each of homes.slice(0, 5)) tell(phone, noAnswerAt(each))
  await wait(9)
  expect(town.server.records.written.length).toBeGreaterThan(0)
  expect(view(phone).unsent).toHaveLength(5)
  town.server.process.alive = false
  town.server.process = { alive: true }
  phone.air.weather = calm
  await wait(100)
  expect(counts(phone)).toEqual([0, 0, 5])
  expect(town.server.records.written).toHaveLength(5)
  expect(findingsOf(town, town.server.records).faults).toEqual([])
})

test('C14: an answer that lists some of the events takes only those from what is unsent', async () => {
  const { phone, wait } = await quietTown()
  phone.air.signal = 'none'
  tell(phone, noAnswerAt(home))
  tell(phone, noAnswerAt(next))
  await wait(2)
  Object.assign(phone.air, { signal: 'there', weather: { ...calm, cut: 100 } })
  phone.tryNow()
  await wait(9)
  expect(counts(phone)).toEqual([0, 1, 1])
})

test('C16, C22: Wi-Fi that swallows everything is given up after ten seconds, said in words, and tried again within 90', async () => {
  const { phone, wait } = await quietTown()
  phone.air.signal = 'swallowed'
  tell(phone, noAnswerAt(home))
  await wait(askLimit / 1000 + 1)
  expect(view(phone).trouble).toBe(troubleWords['no-answer-in-time'])
  expect(pauses.most * (1 + pauses.jitter) + askLimit).toBeLessThan(90_000)
  await wait(600)
  phone.air.signal = 'there'
  await wait(90)
  expect(counts(phone)).toEqual([0, 0, 1])
  expect(view(phone).trouble).toBeNull()
})

test('C17, C28: no signal at the first pull, and a session that ended: both heal without a restart', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  phone.signIn(persons[1]!)
  await wait(5)
  expect(view(phone)).toMatchObject({
    trouble: troubleWords['no-network'],
    fetchedAt: expect.any(Number) as number,
  })
  phone.air.signal = 'there'
  await wait(90)
  expect(view(phone).trouble).toBe(troubleWords['sign-in-needed'])
  town.server.sessions.set(0, { person: persons[1]!, until: Number.POSITIVE_INFINITY })
  await wait(90)
  expect(view(phone).pages.get(pageOf(assignments[1]!, 'homes'))?.rows.size).toBe(6)
})

test('C19: pages that are gone beside their cursor are found missing and taken anew', async () => {
  const { phone, wait } = await quietTown()
  // What is saved strictly takes the pages before it to the disk.
  tell(phone, noAnswerAt(home))
  await wait(10)
  phone.crash()
  phone.disk.wipe('pages')
  phone.start()
  await wait(5)
  expect(view(phone)).toMatchObject({ startedAgain: 'pages-differ', differed: 1 })
  expect(view(phone).pages.get(pageOf(assignments[0]!, 'homes'))?.rows.size).toBe(6)
})

test('C20: a home withdrawn with an earlier date than the cursor goes', async () => {
  const { town, phone, wait } = await quietTown()
  town.server.write(() => [{ page: pageOf(assignments[0]!, 'homes'), id: home, data: null, dated: 0n }])
  await wait(90)
  expect(view(phone).pages.get(pageOf(assignments[0]!, 'homes'))?.rows.has(home)).toBe(false)
  expect(view(phone)).toMatchObject({ startedAgain: null, differed: 0 })
})

test('C26: the next person on the phone sends nothing of the one before; it waits, counted, for its author', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  for (const each of homes.slice(0, 3)) tell(phone, noAnswerAt(each))
  await wait(2)
  phone.signOut()
  phone.air.signal = 'there'
  phone.signIn(persons[1]!)
  town.server.sessions.set(0, { person: persons[1]!, until: Number.POSITIVE_INFINITY })
  await wait(90)
  expect(town.server.records.written).toEqual([])
  expect(view(phone)).toMatchObject({ ofOthers: 3, unsent: [] })
  phone.signOut()
  phone.signIn(persons[0]!)
  town.server.sessions.set(0, { person: persons[0]!, until: Number.POSITIVE_INFINITY })
  await wait(90)
  expect(counts(phone)).toEqual([0, 0, 3])
  expect(new Set([...town.server.records.events.values()].map(({ event }) => event.author))).toEqual(
    new Set([persons[0]]),
  )
})

test('C35: an event in the words of the version before is mapped, also when an update sends it', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  tell(phone, { kind: 'nobody-in', home, position: null } as unknown as Fact)
  await wait(2)
  phone.crash()
  phone.format = 2
  phone.start()
  phone.air.signal = 'there'
  await wait(90)
  expect(counts(phone)).toEqual([0, 0, 1])
  expect([...town.server.records.events.values()].map(({ event }) => event.fact.kind)).toEqual(['no-answer'])
})

test('C37: outcome, undo and another outcome within two seconds, offline: three events, the last one stands', async () => {
  const { town, phone, wait } = await quietTown()
  phone.air.signal = 'none'
  tell(phone, deliveredAt(home, kits[0]!))
  phone.record({ kind: 'undo', of: town.made[0]!.id }, null)
  tell(phone, deliveredAt(next, kits[0]!))
  await wait(2)
  phone.air.signal = 'there'
  await wait(90)
  expect(town.server.records.written).toHaveLength(3)
  expect(town.server.records.kits.get(kits[0]!)?.holder).toBe(`home:${next}`)
  expect(findingsOf(town, town.server.records).faults).toEqual([])
})

test('a database put back to an older state is told once more what it had answered, and the receipt is the same', async () => {
  const { town, phone, wait } = await quietTown()
  const backup = copyOfRecords(town.server.records)
  tell(phone, noAnswerAt(home))
  tell(phone, noAnswerAt(next))
  await wait(10)
  const receipt = view(phone).receipt('2026-11-26')
  expect(receipt).toMatch(/^\w{7}$/)
  town.server.records = { ...backup, epoch: 'epoch-1' }
  town.server.feeds.set('epoch-1', town.server.records.feed)
  tell(phone, noAnswerAt(homes[2]!))
  expect(view(phone).receipt('2026-11-26')).toBeNull()
  await wait(90)
  expect(town.server.records.written).toEqual(town.made.map(({ id }) => id))
  expect(counts(phone)).toEqual([0, 0, 3])
  expect(findingsOf(town, town.server.records).faults).toEqual([])
})

test('a phone that was revoked erases all it holds at its next contact, and is another phone after', async () => {
  const { town, phone, wait } = await quietTown()
  const device = phone.disk.rows('state').get('device') as { device: never }
  phone.air.signal = 'none'
  tell(phone, noAnswerAt(home))
  await wait(2)
  town.server.revoked.add(device.device)
  phone.air.signal = 'there'
  phone.tryNow()
  await wait(5)
  expect(view(phone)).toMatchObject({ revoked: true, person: null, unsent: [] })
  expect(
    (['outbox', 'pages', 'staged', 'state'] as const).map((table) => phone.disk.rows(table).size),
  ).toEqual([0, 0, 0, 0])
  phone.crash()
  phone.start()
  await wait(1)
  expect(phone.disk.rows('state').get('device')).not.toEqual(device)
})

test('what was answered stays seven days by the server’s time; its place in the order is never given again', async () => {
  const { town, phone, wait } = await quietTown()
  tell(phone, noAnswerAt(home))
  await wait(10)
  // A year by the phone's own clock clears nothing.
  phone.skew = 365 * 86_400_000
  await wait(90)
  expect(counts(phone)).toEqual([0, 0, 1])
  for (const handset of town.handsets) handset.crash()
  await wait(7 * 86_400)
  phone.start()
  await wait(90)
  expect(counts(phone)).toEqual([0, 0, 0])
  phone.crash()
  phone.start()
  await wait(1)
  tell(phone, noAnswerAt(next))
  await wait(10)
  expect([...town.server.records.events.values()].map(({ event }) => event.sequence)).toEqual([1, 2])
})

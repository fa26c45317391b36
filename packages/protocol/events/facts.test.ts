import { expect, test } from 'vitest'
import { deliveredAt, eventOf, homeOf, kitA, noAnswerAt } from '../../../test/phone-events.ts'
import { phoneEvent } from './event.ts'
import { fact, type Fact } from './facts.ts'
import { serverTimeOf } from './server-time.ts'

const home = homeOf(1)
const delivered = deliveredAt(home, kitA) as Extract<Fact, { kind: 'delivered' }>

test('an event is what it says and nothing more; a serial whose check differs is none', () => {
  expect(phoneEvent.parse(eventOf(1, delivered))).toEqual(eventOf(1, delivered))
  expect(fact.safeParse({ ...delivered, kit: 'K7QD2M4X9THR' }).success).toBe(false)
  expect(fact.safeParse({ ...delivered, officer: 'PC Khan' }).success).toBe(false)
  expect(fact.safeParse({ ...delivered, kind: 'given' }).success).toBe(false)
})

test('who does not agree leaves neither name nor contact, and still has the kit', () => {
  const named = { ...delivered.resident, name: 'Joan Ellery' }
  expect(fact.safeParse({ ...delivered, resident: named }).success).toBe(false)
  const agreed = { ...named, consent: { ...named.consent, agreed: true } }
  expect(fact.safeParse({ ...delivered, resident: agreed }).success).toBe(true)
  expect(fact.safeParse(delivered).success).toBe(true)
})

test('a position that is not known blocks nothing, a day that ends before it begins is no appointment', () => {
  expect(fact.safeParse({ ...noAnswerAt(home), position: null }).success).toBe(true)
  expect(fact.safeParse({ ...noAnswerAt(home), position: undefined }).success).toBe(false)
  const appointment = { from: '2026-11-27T10:00:00.000Z', to: '2026-11-27T09:00:00.000Z' }
  expect(fact.safeParse({ kind: 'come-back', home, position: null, appointment }).success).toBe(false)
})

const at = Date.parse('2026-11-26T14:00:00.000Z')
const said = (occurredAt: string, clock: { run: number; monotonic: number; offset: number | null }) => ({
  occurredAt: occurredAt as never,
  clock,
})

test('a clock one hour ahead is marked and corrected, by the run it sends in or by the offset it knew (C31)', () => {
  const sending = { run: 2, monotonic: 600_000, sentAt: at + 3_600_000, receivedAt: at }
  const ahead = said('2026-11-26T14:55:00.000Z', { run: 2, monotonic: 300_000, offset: null })
  expect(serverTimeOf(ahead, sending)).toEqual({ at: at - 300_000, clockWrong: true })
  const before = said('2026-11-26T14:40:00.000Z', { run: 1, monotonic: 900_000, offset: -3_600_000 })
  expect(serverTimeOf(before, sending)).toEqual({ at: at - 20 * 60_000, clockWrong: true })
  const unknown = said('2026-11-26T14:40:00.000Z', { run: 1, monotonic: 900_000, offset: null })
  expect(serverTimeOf(unknown, sending).at).toBe(at - 20 * 60_000)
})

test('a clock put back a day between event and sending moves nothing, and nothing happens after it came in (C32)', () => {
  const sending = { run: 2, monotonic: 600_000, sentAt: at - 86_400_000, receivedAt: at }
  const event = said('2026-11-26T13:59:00.000Z', { run: 2, monotonic: 540_000, offset: 0 })
  expect(serverTimeOf(event, sending)).toEqual({ at: at - 60_000, clockWrong: false })
  const future = said('2026-11-27T13:59:00.000Z', { run: 1, monotonic: 1, offset: 0 })
  expect(serverTimeOf(future, sending)).toEqual({ at, clockWrong: true })
})

test('a phone that slept counted too little: its wall clock tells, unless it was set meanwhile', () => {
  const hour = 3_600_000
  const sending = { run: 2, monotonic: 600_000, sentAt: at, receivedAt: at }
  // Recorded five counted minutes and three hours ago: before the first contact of the run, and after one.
  const slept = { run: 2, monotonic: 300_000 }
  for (const offset of [null, 0])
    expect(serverTimeOf(said('2026-11-26T11:00:00.000Z', { ...slept, offset }), sending)).toEqual({
      at: at - 3 * hour,
      clockWrong: false,
    })
  // Put forward by three hours since the contact at which it was right: what was counted holds.
  expect(
    serverTimeOf(said('2026-11-26T13:55:00.000Z', { ...slept, offset: 0 }), {
      ...sending,
      sentAt: at + 3 * hour,
    }),
  ).toEqual({ at: at - 300_000, clockWrong: false })
  // Longer than any sleep, and no contact yet: its clock was set since, a day or many years forward.
  expect(serverTimeOf(said('2026-11-25T13:55:00.000Z', { ...slept, offset: null }), sending).at).toBe(
    at - 300_000,
  )
  expect(serverTimeOf(said('1970-01-01T00:00:00.000Z', { ...slept, offset: null }), sending)).toEqual({
    at: at - 300_000,
    clockWrong: true,
  })
})

test('a time that no calendar has is the time at which the event came in', () => {
  const sending = { run: 2, monotonic: 1e300, sentAt: at, receivedAt: at }
  for (const clock of [
    { run: 2, monotonic: 0, offset: null },
    { run: 1, monotonic: 0, offset: Number.MIN_SAFE_INTEGER },
    { run: 1, monotonic: 0, offset: -8_000_000_000_000_000 },
  ])
    expect(serverTimeOf(said('2026-11-26T11:00:00.000Z', clock), sending)).toEqual({ at, clockWrong: true })
})

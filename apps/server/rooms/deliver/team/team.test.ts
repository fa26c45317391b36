import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { signIn, withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { meetPhone } from '../sync/phones/phones.ts'
import { allTeams, teamFigures } from './team-figures.ts'
import { markedAfter, teamState } from './team-state.ts'

const hour = 3_600_000

test('an officer is out, out without contact or not out by when their phone was heard and a door recorded', () => {
  const now = new Date('2026-07-01T12:00:00Z')
  const ago = (hours: number): Date => new Date(now.getTime() - hours * hour)
  const stateOf = (lastHeard: Date | null, lastDoor: Date | null): string =>
    teamState({ lastHeard, lastDoor }, now).words
  expect(stateOf(null, null)).toBe('not out today')
  expect(stateOf(ago(24), ago(24))).toBe('not out today')
  // Half past midnight in London, where it is summer, is yesterday in UTC.
  expect(stateOf(new Date('2026-06-30T23:30:00Z'), null)).toBe('no contact for 12 hours')
  expect(stateOf(new Date('2026-06-30T22:30:00Z'), null)).toBe('not out today')
  expect(stateOf(ago(markedAfter), null)).toBe('out')
  expect(stateOf(ago(markedAfter + 1), ago(1))).toBe('no contact for 3 hours')
  expect(stateOf(null, ago(1))).toBe('no contact yet')
})

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
let now = receivedAt
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider(() => now) })
afterAll(() => app.close())

const heardFrom = ({ device, mover }: Walker, unsent: number, at: Date): Promise<unknown> =>
  database.withActor(mover.person.actor, 'a phone of a test', (tx) =>
    meetPhone(tx, { device, heartbeat: { unsent, setAside: 0, storage: 'works' }, app: null }, at),
  )
const team = async ({ person }: Mover): Promise<string[][]> => {
  const { statusCode, payload } = await app.inject({ url: '/deliver/team.csv', headers: person.headers })
  expect(statusCode).toBe(200)
  return payload
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',').slice(1, 9))
}

test('a sergeant sees who is out, how far they are and what is not sent; another BCU’s sees their own', async () => {
  await heardFrom(khan, 4, receivedAt)
  const [kit] = await town.kitsOf(khan, 1)
  const [first, second, third] = khan.homes
  const events = [
    khan.event(1, noAnswerAt(first!)),
    khan.event(2, deliveredAt(second!, kit!)),
    khan.event(3, noAnswerAt(third!)),
  ]
  const undo = khan.event(4, { kind: 'undo', of: events[2]!.id })
  await takeBatch(database, khan.mover.person.actor, batchOf(khan, [...events, undo]), receivedAt)
  const sergeant = town.people.of('sergeant', 'North')
  // What was undone is no door.
  expect(await team(sergeant)).toEqual([
    ['Round', 'W1', 'out', '2', '1', '4', '2', events[1]!.occurredAt],
    ['Round', 'W1', 'not out today', '0', '0', '4', '2', ''],
  ])
  now = new Date(receivedAt.getTime() + 24 * hour)
  expect((await team(sergeant)).map(([, , state, doors]) => [state, doors])).toEqual([
    ['not out today', '0'],
    ['not out today', '0'],
  ])
  await heardFrom(reid, 0, now)
  expect((await team(sergeant)).map(([, , state]) => state)).toEqual(['out', 'not out today'])
  const elsewhere = await team(town.people.of('sergeant', 'South'))
  expect(elsewhere.map(([, ward]) => ward)).not.toContain('W1')
})

test('the same as figures: the control room counts who is out and silent, and of whom it is told nothing', async () => {
  const { actor } = await signIn(database, 'control_room')
  const ask = (at: Date, silentHours: number) =>
    database.withActor(actor, 'figures of a test', (tx) => teamFigures(tx, at, silentHours))
  const north = (await ask(now, 12)).find(({ bcu }) => bcu === 'North')!
  expect(north).toEqual({
    bcu: 'North',
    officers: 2,
    heardToday: 1,
    phones: 2,
    silentPhones: 1,
    unsent: 4,
    asOf: now,
  })
  // No phone is silent yet: the figures are as old as the one that was heard first.
  const patient = (await ask(now, 48)).find(({ bcu }) => bcu === 'North')!
  expect([patient.silentPhones, patient.asOf]).toEqual([0, receivedAt])
  const all = allTeams([north, { ...north, bcu: 'South', phones: 0, silentPhones: 0, unsent: 1 }], now)
  expect([all.officers, all.phones, all.silentPhones, all.unsent, all.asOf]).toEqual([4, 2, 1, 5, now])
  const page = await app.inject({
    url: '/deliver/team',
    headers: (await signIn(database, 'control_room')).headers,
  })
  expect(page.statusCode).toBe(403)
})

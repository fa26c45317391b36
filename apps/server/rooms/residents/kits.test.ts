import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { HomeId, Serial } from '@mettrace/protocol/words/values'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { asker, type Answer } from '../../../../test/ask.ts'
import { comparable } from '../../../../test/comparable-answer.ts'
import { testDatabase } from '../../../../test/database.ts'
import { testEqualTimes } from '../../../../test/equal-times.ts'
import { deliveredAt } from '../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../test/phone-town.ts'
import { signIn, withoutProvider } from '../../../../test/signed-in.ts'
import { unlimited } from '../../../../test/unlimited.ts'
import { buildApp } from '../../app.ts'
import { londonDay } from '../../foundation/days.ts'
import { compareRows } from '../../foundation/log/compare-rows.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { usualLimits } from '../../foundation/rate-limits.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { statementsAt } from '../deliver/kit-statements/statements.ts'
import { takeKitMessages } from '../deliver/kit-statements/take-kit-messages.ts'
import { residentsOf } from '../deliver/residents.ts'
import { boundResidents } from '../../places/bound-register.ts'
import { homeOf } from '../../places/register.ts'
import { subjectAccess } from '../deliver/subject-access.ts'
import { meetPhone } from '../deliver/sync/phones/phones.ts'
import { takeBatch } from '../deliver/sync/judge/take-batch.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const sergeant = town.people.of('sergeant', 'North').person.actor
const clock = (): Date => new Date()
/** A day so many after today, in London. */
const inDays = (days: number): string => londonDay(new Date(Date.now() + days * 86_400_000))
const appWith = (limits = unlimited) =>
  buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider(clock), limits })
const app = await appWith()
/** A kit whose answer is held back for two milliseconds, for the test to be tested. */
let planted: string | undefined
app.addHook('onSend', async (request) => {
  const { serial } = (request.body ?? {}) as { serial?: string }
  if (planted !== undefined && serial === planted) await sleep(2)
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())
const { ask } = asker(address, 1)
const page = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
const pin = '4711'

await database.withActor(khan.mover.person.actor, 'a phone of a test', (tx) =>
  meetPhone(
    tx,
    { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
    receivedAt,
  ),
)
const serials = await town.kitsOf(khan, 6)
for (const serial of serials)
  await owner.query('update engagement.kit set pin_digest = $2 where serial = $1', [
    serial,
    createHash('sha256').update(`${serial}:${pin}`).digest(),
  ])

let sequence = 0
/** An officer hands a kit over, and nobody marks anything yet. */
const deliver = async (home: HomeId, kit: Serial): Promise<void> => {
  const events = [khan.event(++sequence, { ...deliveredAt(home, kit), applied: [] } as Fact)]
  const answers = await takeBatch(database, khan.mover.person.actor, batchOf(khan, events), receivedAt)
  expect(answers.map(({ answer }) => answer)).toEqual(['accepted'])
}
const send = (path: string, form: Record<string, string>): Promise<Answer> =>
  ask({ method: 'POST', path: `/card${path}`, headers: page, form })
const say = async (path: string, form: Record<string, string>): Promise<void> => {
  expect(await send(path, { act: uuidv7(), ...form })).toMatchObject({ status: 200 })
}

const stateOf = async (home: string) => {
  const { rows } = await owner.query<{ state: string; ends: string | null }>(
    'select state, ends_on::text as ends from engagement.home_state where home = $1',
    [home],
  )
  return rows[0]
}
const livingAt = (home: string) =>
  database.withActor(sergeant, 'who lives there', async (tx) => residentsOf(tx, await homeOf(tx, home)))
const rebuilt = async (): Promise<unknown[]> =>
  (await owner.query(`select * from engagement.rebuild_states($1)`, [khan.mover.place.ward])).rows
const messages = async (): Promise<number> =>
  (await owner.query<{ n: number }>('select count(*)::int4 as n from engagement.kit_message')).rows[0]!.n

describe('what a household says of its kit', () => {
  const [home, elsewhere] = [khan.homes[0]!, khan.homes[1]!]
  const [kit, other] = [serials[0]!, serials[1]!]

  test('waits until a phone has told of the delivery, and then the home is protected', async () => {
    await say('/applied', { serial: spelled(kit).toLowerCase(), pin: ` ${pin}` })
    expect(await takeKitMessages(database)).toBe(0)
    await deliver(home, kit)
    expect(await stateOf(home)).toMatchObject({ state: 'delivered' })
    expect(await takeKitMessages(database)).toBe(1)
    expect(await takeKitMessages(database)).toBe(0)
    expect(await stateOf(home)).toMatchObject({ state: 'protected' })
    expect(await messages()).toBe(0)
    expect(await rebuilt()).toEqual([])
    const said = await database.withActor(sergeant, 'what a household said', async (tx) =>
      statementsAt(tx, (await homeOf(tx, home)).id),
    )
    expect(said.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^They used the kit on \d+ \w+ \d{4}$/),
    ])
    const shown = await app.inject({
      url: `/deliver/homes/${home}`,
      headers: { ...khan.mover.person.headers, accept: 'text/html' },
    })
    expect(shown.payload).toContain('What residents said of them')
  })

  test('by a wrong PIN counts for nobody, and is forgotten after 30 days', async () => {
    await deliver(elsewhere, other)
    await say('/applied', { serial: other, pin: '4712' })
    expect(await takeKitMessages(database)).toBe(0)
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'delivered' })
    expect(await messages()).toBe(1)
    await owner.query(`update engagement.kit_message set at = at - interval '31 days'`)
    await takeKitMessages(database)
    expect(await messages()).toBe(0)
  })

  test('registers them once, by name and day, for whoever may see the home', async () => {
    const act = uuidv7()
    for (const _ of [1, 2])
      await say('/register', {
        act,
        serial: other,
        pin,
        name: 'Ada  Example',
        contact: 'ada@example.org',
        used: 'yes',
      })
    expect(await takeKitMessages(database)).toBe(1)
    await say('/register', { serial: other, pin, name: 'ada example', contact: 'ada@example.org' })
    await takeKitMessages(database)
    expect(await livingAt(elsewhere)).toMatchObject([
      { name: 'Ada Example', contact: 'ada@example.org', toDay: null, stands: true },
    ])
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'protected' })
    const { rows } = await owner.query<{ kind: string; n: number }>(
      `select kind, count(*)::int4 as n from log.entry where purpose = 'messages about kits' group by kind order by kind`,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['home', 'resident'])
  })

  test('who moves takes their things along, and whoever registers next has the kit', async () => {
    const [first] = await livingAt(elsewhere)
    await say('/moving', { serial: other, pin, day: inDays(24) })
    await takeKitMessages(database)
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'protected', ends: inDays(25) })
    // Another day, as long as they are there.
    await say('/moving', { serial: other, pin, day: inDays(1) })
    await takeKitMessages(database)
    expect(await stateOf(elsewhere)).toMatchObject({ ends: inDays(2) })
    expect(await livingAt(elsewhere)).toMatchObject([{ toDay: inDays(1) }])
    await say('/register', { serial: other, pin, name: 'Grace Example' })
    await takeKitMessages(database)
    expect((await livingAt(elsewhere)).map(({ name, toDay }) => [name, toDay])).toEqual(
      expect.arrayContaining([
        ['Ada Example', inDays(1)],
        ['Grace Example', null],
      ]),
    )
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'protected' })
    expect((await stateOf(elsewhere))?.ends).not.toBe(inDays(2))
    expect(await rebuilt()).toEqual([])
    const { actor } = await signIn(database, 'data_protection')
    const held = await database.withActor(actor, 'held', (tx) => subjectAccess(tx, first!.id))
    expect(held.filter(({ what }) => what === 'What was said of the kit of the home').length).toBeGreaterThan(
      0,
    )
  })

  test('the log commits to who registered, though nobody who wrote it may read them', async () => {
    await owner.query(`insert into log.bound_table (name) values ($1)`, [boundResidents.name])
    const { agreed, findings } = await compareRows(database, [boundResidents])
    expect(findings).toEqual([])
    expect(agreed).toBe(2)
  })

  test('a household that nobody had registered moves too', async () => {
    await say('/moving', { serial: kit, pin, day: inDays(5) })
    await takeKitMessages(database)
    expect(await stateOf(home)).toMatchObject({ ends: inDays(6) })
  })

  test('of a serial that many PINs are tried for nothing of that day is taken, then or ever', async () => {
    const [there, tried] = [khan.homes[2]!, serials[2]!]
    await deliver(there, tried)
    for (let at = 0; at < 20; at++) await say('/applied', { serial: tried, pin: String(1000 + at) })
    await say('/applied', { serial: tried, pin })
    expect(await takeKitMessages(database)).toBe(0)
    await owner.query(`update engagement.kit_message set at = at - interval '25 hours'`)
    expect(await takeKitMessages(database)).toBe(0)
    expect(await stateOf(there)).toMatchObject({ state: 'delivered' })
    await say('/applied', { serial: tried, pin })
    expect(await takeKitMessages(database)).toBe(1)
    expect(await stateOf(there)).toMatchObject({ state: 'protected' })
  })

  test('of a bottle that has come to another home since is not said of that one', async () => {
    const [there, late] = [khan.homes[3]!, serials[3]!]
    await deliver(there, late)
    await say('/applied', { serial: late, pin })
    await owner.query(`update engagement.kit_message set at = '2026-11-01' where serial = $1`, [late])
    expect(await takeKitMessages(database)).toBe(0)
    expect(await stateOf(there)).toMatchObject({ state: 'delivered' })
  })

  test.each([
    ['/applied', {}, ['#serial', '#pin']],
    ['/applied', { serial: 'K7QD-2M4X-9THR', pin: '47' }, ['#serial', '#pin']],
    ['/register', { serial: 'K7QD-2M4X-9THQ', pin: '4711', name: ' ' }, ['#name']],
    ['/moving', { serial: 'K7QD-2M4X-9THQ', pin: '4711', day: '2020-01-01' }, ['#day']],
  ])('%s %o is refused by the form alone', async (path, form, fields) => {
    const { status, body } = await send(path, form)
    expect(status).toBe(400)
    expect(Array.from(body.matchAll(/<a href="(#[a-z]+)">/g), ([, href]) => href)).toEqual(fields)
  })
})

/** What answers every form of a kit. */
const form = (serial: string) => ({
  serial,
  pin,
  name: 'Ada Example',
  contact: 'ada@example.org',
  day: inDays(1),
})

describe('the answer tells nothing', () => {
  /** One that a home has, and one that was never made. */
  const [known, unknown] = [serials[4]!, 'K7QD2M4X9THQ']
  test('by a byte, of the status, a header or the page, whether there is such a kit', async () => {
    await deliver(khan.homes[0]!, known)
    for (const path of ['/register', '/applied', '/moving'])
      expect(comparable(await send(path, form(known)))).toEqual(comparable(await send(path, form(unknown))))
    expect(comparable(await send('/applied', form(known)))).toEqual(
      comparable(await send('/applied', { ...form(known), pin: '4712' })),
    )
  })

  test('sets no cookie, runs no script, and repeats neither serial, PIN nor name', async () => {
    const { headers, body } = await send('/register', form(known))
    expect(headers.filter(([name]) => name === 'set-cookie')).toEqual([])
    for (const told of ['<script', known, pin, 'Ada']) expect(body).not.toContain(told)
    const wrong = await send('/register', { ...form(known), name: '' })
    expect(wrong.body).not.toContain(pin)
  })

  testEqualTimes({
    ask: async (isThere) =>
      expect(await send('/register', form(isThere ? known : unknown))).toMatchObject({ status: 200 }),
    plant: (isPlanted) => (planted = isPlanted ? known : undefined),
  })
})

test('who tries PINs one after another is asked to wait', async () => {
  const few = await appWith({ ...usualLimits, resident: { most: 2, seconds: 900 } })
  try {
    const tried = async (): Promise<number> =>
      (
        await few.inject({
          method: 'POST',
          url: '/card/applied',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: 'serial=K7QD2M4X9THQ&pin=4711',
        })
      ).statusCode
    expect([await tried(), await tried(), await tried()]).toEqual([200, 200, 429])
  } finally {
    await few.close()
  }
})

test('a visitor leaves a message about a kit and reads nothing', async () => {
  for (const table of ['kit_message', 'kit_statement', 'kit', 'kit_position'])
    await expect(
      database.withActor({ id: 'visitor', role: 'visitor', login: 'web' }, 'test', (tx) =>
        tx.query(`select from engagement.${table}`),
      ),
      table,
    ).rejects.toMatchObject({ code: '42501' })
})

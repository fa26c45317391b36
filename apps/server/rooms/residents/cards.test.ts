import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { padOfCards, type CardCode } from '@mettrace/protocol/codes/left-card'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import type { Fact } from '@mettrace/protocol/events/facts'
import { asker, type Answer } from '../../../../test/ask.ts'
import { comparable } from '../../../../test/comparable-answer.ts'
import { testDatabase } from '../../../../test/database.ts'
import { testEqualTimes } from '../../../../test/equal-times.ts'
import { noAnswerAt } from '../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../test/signed-in.ts'
import { unlimited } from '../../../../test/unlimited.ts'
import { buildApp } from '../../app.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { usualLimits } from '../../foundation/rate-limits.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { takeMessages } from '../deliver/card-requests/take-messages.ts'
import { meetPhone } from '../deliver/sync/phones/phones.ts'
import { takeBatch } from '../deliver/sync/judge/take-batch.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const sergeant = town.people.of('sergeant', 'North').person
const clock = (): Date => receivedAt
const appWith = (limits = unlimited) =>
  buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider(clock), limits })
const app = await appWith()
/** A card whose answer is held back for two milliseconds, for the test to be tested. */
let planted: string | undefined
app.addHook('onSend', async (request) => {
  const { code } = (request.body ?? {}) as { code?: string }
  if (planted !== undefined && code === planted) await sleep(2)
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())
const { ask } = asker(address, 1)
const page = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }

const pad = padOfCards(300_000_000, 40)
const postcodeOf = async (home: string): Promise<string> => {
  const { rows } = await owner.query<{ postcode: string }>(
    'select postcode from engagement.home where id = $1',
    [home],
  )
  return rows[0]!.postcode
}

let sequence = 0
await database.withActor(khan.mover.person.actor, 'a phone of a test', (tx) =>
  meetPhone(
    tx,
    { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
    receivedAt,
  ),
)
/** Tells facts on a phone; returns the ids of their events. */
const tell = async (walker: Walker, ...facts: Fact[]): Promise<string[]> => {
  const events = facts.map((fact) => walker.event(++sequence, fact))
  const answers = await takeBatch(database, walker.mover.person.actor, batchOf(walker, events), receivedAt)
  expect(answers.map(({ answer }) => answer)).toEqual(facts.map(() => 'accepted'))
  return events.map(({ id }) => id)
}
const leave = async (home: string, card: CardCode): Promise<string> => {
  const [event = ''] = await tell(khan, { ...noAnswerAt(home as Walker['homes'][number]), card } as Fact)
  return event
}

const send = (path: string, form: Record<string, string>): Promise<Answer> =>
  ask({ method: 'POST', path: `/card${path}`, headers: page, form })
const visit = { day: '2026-11-30', part: 'evening' }

/** What the phone holds of a home now, by part. */
const onPhone = async (part: string, home: string): Promise<unknown[]> => {
  const { rows } = await owner.query<{ data: unknown }>(
    `select data from (select distinct on (page, id) data from engagement.page_change
       where page = $1 order by page, id, epoch desc, xid desc, place desc) last
     where data ->> 'home' = $2`,
    [`${khan.assignment}/${part}`, home],
  )
  return rows.map(({ data }) => data)
}
const listed = async (): Promise<string> => {
  const { status, body } = await ask({
    method: 'GET',
    path: '/deliver/card-requests.csv',
    headers: { ...page, ...sergeant.headers },
  })
  expect(status).toBe(200)
  return body
}

describe('what a resident says by a card', () => {
  test('a visit that is booked is on the officer’s phone and the sergeant’s list, once', async () => {
    const home = khan.homes[0]!
    const card = pad[0]!
    await leave(home, card)
    const form = { code: spelledShort(card).toLowerCase(), postcode: await postcodeOf(home), ...visit }
    const sent = { ...form, act: uuidv7(), spoken: 'bn', needs: 'interpreter' }
    for (const _ of [1, 2]) expect(await send('/visit', sent)).toMatchObject({ status: 200 })
    expect(await onPhone('appointments', home)).toEqual([])
    expect(await takeMessages(database)).toBe(1)
    expect(await takeMessages(database)).toBe(0)
    expect(await onPhone('appointments', home)).toEqual([
      { home, from: '2026-11-30T17:00:00.000Z', to: '2026-11-30T20:00:00.000Z' },
    ])
    const { rows } = await owner.query<{ operation: string }>(
      `select distinct operation from log.entry where purpose = 'messages by cards' and kind = 'home'`,
    )
    expect(rows).toEqual([{ operation: 'collection' }])
    expect(await onPhone('outcomes', home)).toMatchObject([{ outcome: 'no-answer', tries: 1, card }])
    expect(await listed()).toMatch(/Visit booked,2026-11-30T17:00:00.000Z,.*Bengali, interpreter.*,Stands/)
  })

  test('who declines is not called on again, and nobody was at the door; who changes their mind is', async () => {
    const home = khan.homes[1]!
    const card = pad[1]!
    await leave(home, card)
    const whose = { code: card, postcode: await postcodeOf(home) }
    await send('/decline', whose)
    await takeMessages(database)
    expect(await onPhone('outcomes', home)).toMatchObject([{ outcome: 'refused', tries: 1, card }])
    await send('/visit', { ...whose, ...visit })
    await takeMessages(database)
    expect(await onPhone('outcomes', home)).toMatchObject([{ outcome: 'no-answer', tries: 1, card }])
    expect(await onPhone('appointments', home)).toHaveLength(1)
    await send('/visit', { ...whose, day: '2026-12-02', part: 'morning' })
    await takeMessages(database)
    expect(await onPhone('appointments', home)).toMatchObject([{ from: '2026-12-02T09:00:00.000Z' }])
    await send('/decline', whose)
    await takeMessages(database)
    expect(await onPhone('appointments', home)).toEqual([])
  })

  test('is taken once its card is told of, and goes where the card was, if the officer corrects that', async () => {
    const [one, two] = [khan.homes[2]!, khan.homes[3]!]
    const card = pad[2]!
    await send('/visit', { code: card, postcode: await postcodeOf(one), ...visit })
    expect(await takeMessages(database)).toBe(0)
    const event = await leave(one, card)
    expect(await takeMessages(database)).toBe(1)
    expect(await onPhone('appointments', one)).toHaveLength(1)
    await tell(khan, { kind: 'undo', of: event } as Fact)
    expect(await onPhone('appointments', one)).toEqual([])
    await leave(two, card)
    expect(await takeMessages(database)).toBe(1)
    expect(await onPhone('appointments', two)).toHaveLength(1)
  })

  test('counts for nobody where the postcode is another’s', async () => {
    const home = khan.homes[0]!
    const card = pad[3]!
    await leave(home, card)
    await send('/decline', { code: card, postcode: 'SW1A 1AA' })
    expect(await takeMessages(database)).toBe(0)
  })

  test('is forgotten after 30 days where no card is found for it; what was taken stays', async () => {
    const rows = async (table: string): Promise<number> =>
      (await owner.query<{ n: number }>(`select count(*)::int4 as n from engagement.${table}`)).rows[0]!.n
    const [messages, requests] = [await rows('card_message'), await rows('card_request')]
    expect(messages).toBeGreaterThan(1)
    await owner.query(`update engagement.card_message set at = at - interval '31 days'`)
    await send('/decline', { code: pad[4]!, postcode: 'SW1A 1AA' })
    await takeMessages(database)
    expect([await rows('card_message'), await rows('card_request')]).toEqual([1, requests])
  })

  test.each([
    ['/visit', {}, ['#code', '#postcode', '#day', '#part']],
    [
      '/visit',
      { code: 'K7M PX54', postcode: 'ZX1 1AA', day: '2026-11-26', part: 'night' },
      ['#code', '#day', '#part'],
    ],
    ['/needs', { code: 'K7M PX5X', postcode: 'ZX1 1AA', spoken: 'xx', needs: 'everything' }, ['#spoken']],
    ['/decline', { code: 'K7M PX5X', postcode: "'; drop table x" }, ['#postcode']],
  ])('%s %o is refused by the form alone', async (path, form, fields) => {
    const { status, body } = await send(path, form)
    expect(status).toBe(400)
    expect(Array.from(body.matchAll(/<a href="(#[a-z]+)">/g), ([, href]) => href)).toEqual(fields)
  })
})

const forms = async (code: string) => ({ code, postcode: await postcodeOf(khan.homes[0]!), ...visit })

describe('the answer tells nothing', async () => {
  /** One that was left, at a home of that postcode, and one that was never left. */
  const known = pad[0]!
  const unknown = pad[30]!
  const [left, never] = [await forms(known), await forms(unknown)]
  test('by a byte, of the status, a header or the page, whether a card was left', async () => {
    for (const path of ['/visit', '/decline'])
      expect(comparable(await send(path, await forms(known)))).toEqual(
        comparable(await send(path, await forms(unknown))),
      )
  })

  test('sets no cookie, runs no script, and repeats neither code nor postcode', async () => {
    const { headers, body } = await send('/visit', await forms(known))
    expect(headers.filter(([name]) => name === 'set-cookie')).toEqual([])
    expect(body).not.toContain('<script')
    expect(body).not.toContain(known)
    expect(body.toUpperCase()).not.toContain(await postcodeOf(khan.homes[0]!))
  })

  testEqualTimes({
    ask: async (isThere) =>
      expect(await send('/visit', isThere ? left : never)).toMatchObject({ status: 200 }),
    plant: (isPlanted) => (planted = isPlanted ? known : undefined),
  })
})

test('who tries codes one after another is asked to wait, and told for how long', async () => {
  const few = await appWith({ ...usualLimits, resident: { most: 2, seconds: 900 } })
  try {
    const tried = async (): Promise<number> =>
      (
        await few.inject({
          method: 'POST',
          url: '/card/decline',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: 'code=K7MPX5X&postcode=ZX11AA',
        })
      ).statusCode
    expect([await tried(), await tried(), await tried()]).toEqual([200, 200, 429])
    expect((await few.inject('/card')).statusCode).toBe(200)
  } finally {
    await few.close()
  }
})

const asVisitor = (text: string) =>
  database.withActor({ id: 'visitor', role: 'visitor', login: 'web' }, 'test', (tx) => tx.query(text))

test('a visitor leaves a message and reads nothing, whoever they say they are', async () => {
  for (const table of ['card_message', 'card_request', 'left_card', 'home', 'resident'])
    await expect(asVisitor(`select from engagement.${table}`), table).rejects.toMatchObject({ code: '42501' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import { leaveCard } from '../../../../test/left-card.ts'
import { testDatabase } from '../../../../test/database.ts'
import { putHomes } from '../../../../test/homes.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { buildApp } from '../../app.ts'
import { addDays } from '@mettrace/clocks/days/days'
import { londonToday } from '../../foundation/days.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { usualLimits } from '../../foundation/rate-limits.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { takeMessages } from '../deliver/card-requests/take-messages.ts'

const { database, owner } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

const [left = '', corner = '', upstairs = '', later = ''] = padOfCards(300_000_000, 4) as string[]
const postcode = 'ZX11AA'
const tomorrow = addDays(londonToday(), 1)
const visit = { want: 'visit', day: tomorrow, part: 'evening' }
let handler: TestPerson
let homes: { id: string; number: string; ward: string; bcu: string }[]

beforeAll(async () => {
  handler = await signIn(database, 'call_handler')
  await putHomes(database, { W1: { bcu: 'North', homes: 2, postcode } })
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, flat, easting, northing)
     select gen_random_uuid(), 880000 + n, 'W1', 'North', $1, street, number, flat, 530000 + n, 180000
     from (values (1, 'Elm Way', '7a', null), (2, 'Elm Way', '9', null), (3, 'Oak Lane', '9', null), (4, 'Elm Way', '11', 2)) as home (n, street, number, flat)`,
    [postcode],
  )
  homes = (await owner.query<(typeof homes)[number]>('select id, number, ward, bcu from engagement.home'))
    .rows
  const at = (number: string) => homes.find((each) => each.number === number)!
  await leaveCard(owner, left, at('7a'))
  await leaveCard(owner, corner, at('9'))
  await leaveCard(owner, upstairs, at('11'))
})

const pass = async (fields: Record<string, string>, who = handler) => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/trace/caller/visit',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...who.headers },
    payload: new URLSearchParams({ act: uuidv7(), postcode, ...fields }).toString(),
  })
  return {
    status: statusCode,
    body: body.replaceAll(/nonce="[^"]*"|name="form_token" value="[^"]*"|logged at \d\d:\d\d/g, ''),
  }
}
type Request = {
  number: string
  flat: number | null
  what: string
  language: string | null
  needs: string[] | null
}
const taken = async (): Promise<Request[]> => {
  await takeMessages(database)
  const { rows } = await owner.query<Request>(
    `select h.number, h.flat, r.what, r.language, r.needs from engagement.card_request r join engagement.home h on h.id = r.home
     order by r.at, r.message`,
  )
  return rows
}

test('a visit is booked by the code of a card, once, in a language and with help', async () => {
  const sent = { ...visit, code: left.toLowerCase(), spoken: 'pl', needs: 'interpreter', act: uuidv7() }
  for (const _ of [1, 2]) expect((await pass(sent)).status).toBe(200)
  expect(await taken()).toEqual([
    { number: '7a', flat: null, what: 'visit', language: 'pl', needs: ['interpreter'] },
  ])
  const { rows } = await owner.query(
    `select operation, kind, subject is not null as named, actor = $1 as own from log.entry
     where purpose = 'a message of a caller' and operation is not null`,
    [handler.actor.id],
  )
  expect(rows[0]).toEqual({ operation: 'collection', kind: 'home', named: false, own: true })
})

test('without its card a home is found by postcode and number, if only one has them and a card was left there', async () => {
  const before = (await taken()).length
  // A capital or small letter is one; of two homes with one number neither is meant; a flat is one of its house.
  for (const fields of [
    { number: '7A' },
    { number: '9' },
    { number: '11' },
    { number: '11', flat: '2' },
    { number: '1' },
  ])
    expect((await pass({ ...visit, ...fields })).status).toBe(200)
  expect((await taken()).slice(before).map(({ number, flat }) => [number, flat])).toEqual([
    ['7a', null],
    ['11', 2],
  ])
  // Another card later does not book what was asked for before it.
  await leaveCard(
    owner,
    later,
    homes.find(({ number }) => number === '7a')!,
  )
  expect(await taken()).toHaveLength(before + 2)
})

test('the answer has the same bytes for every code and address, and repeats none of them', async () => {
  const answers = await Promise.all(
    [left, padOfCards(310_000_000, 1)[0]!].map((code) => pass({ ...visit, code })),
  )
  expect(answers[0]!.body).toBe(answers[1]!.body)
  const addresses = await Promise.all(['7a', '8'].map((number) => pass({ ...visit, number })))
  expect(addresses[0]!.body).toBe(addresses[1]!.body)
  expect(answers[0]!.body).not.toMatch(new RegExp(`${left}|${postcode}`, 'i'))
  expect(answers[0]!.body).toContain('Evening, 5pm to 8pm')
})

const kept = async (): Promise<number> => (await owner.query('select from engagement.card_message')).rowCount!

test('what is wrong is told by the form alone, and nothing is kept', async () => {
  const before = await kept()
  for (const [fields, href] of [
    [{ number: '7a' }, '#want'],
    [{ ...visit, number: '7a', postcode: 'nowhere' }, '#postcode'],
    [{ ...visit }, '#number'],
    [{ ...visit, number: '<b>' }, '#number'],
    [{ ...visit, number: '7a', flat: 'two' }, '#flat'],
    [{ ...visit, code: 'K7MPX54' }, '#code'],
    [{ ...visit, number: '7a', day: londonToday() }, '#day'],
    [{ want: 'needs', number: '7a' }, '#spoken'],
    [{ want: 'decline', number: '7a' }, '#code'],
  ] as [Record<string, string>, string][]) {
    const { status, body } = await pass(fields)
    expect([status, Array.from(body.matchAll(/<li>\s*<a href="(#[a-z]+)"/g), ([, each]) => each)]).toEqual([
      400,
      [href],
    ])
  }
  expect(await kept()).toBe(before)
})

const message = (what: string) =>
  `insert into engagement.card_message (id, number, postcode, what, language, from_at, to_at, actor)
   values (gen_random_uuid(), '7A', 'ZX11AA', '${what}', ${what === 'needs' ? "'pl'" : 'null'}, null, null, foundation.actor_id())`
const as = (who: Parameters<typeof database.withActor>[0], statement: string) =>
  database.withActor(who, 'SQL of a test', (tx) => tx.query(statement))

test('by an address nobody declines, and no visitor of the web leaves a message', async () => {
  await expect(as(handler.actor, message('decline'))).rejects.toMatchObject({ code: '23514' })
  await expect(as(handler.actor, message('needs'))).resolves.toMatchObject({ rowCount: 1 })
  const visitor = { id: 'visitor', role: 'visitor', login: 'web' } as const
  await expect(as(visitor, message('needs'))).rejects.toMatchObject({ code: '42501' })
  for (const table of ['card_message', 'card_request', 'left_card', 'home'])
    await expect(as(handler.actor, `select from engagement.${table}`)).rejects.toMatchObject({
      code: '42501',
    })
})

test('nobody else takes calls, and they take them no faster than a person types', async () => {
  const control = await signIn(database, 'control_room')
  expect((await pass({ ...visit, code: left }, control)).status).toBe(403)
  const statuses: number[] = []
  for (let at = 0; at <= usualLimits.search.most; at += 1)
    statuses.push((await pass({ ...visit, code: left })).status)
  expect(statuses).toContain(429)
})

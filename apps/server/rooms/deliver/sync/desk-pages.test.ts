import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { neverOver, signIn, withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { openSession } from '../../../identity/open-session.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const [sergeant, elsewhere] = [town.people.of('sergeant', 'North'), town.people.of('sergeant', 'South')]
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const get = async (mover: Mover, path: string): Promise<string> => {
  const answer = await app.inject({
    url: `/deliver/${path}`,
    headers: { ...mover.person.headers, accept: 'text/html' },
  })
  expect(answer.statusCode).toBe(200)
  return answer.payload.replaceAll(/\s+/g, ' ')
}
const post = (mover: Mover, path: string, form: readonly (readonly [string, string])[]) =>
  app.inject({
    method: 'POST',
    url: `/deliver/${path}`,
    headers: {
      ...mover.person.headers,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(form as [string, string][]).toString(),
  })
const send = (walker: Walker, path: string, body: object) =>
  app.inject({
    method: 'POST',
    url: `/deliver/sync/${path}`,
    headers: { cookie: walker.mover.person.headers.cookie },
    payload: body,
  })
const heartbeat = { unsent: 7, setAside: 1, storage: 'full' } as const
const pagesOf = async ({ device, person, ...walker }: Walker): Promise<string[]> =>
  (await send({ device, person, ...walker }, 'manifest', { device, person, heartbeat }))
    .json<{ pages: { page: string }[] }>()
    .pages.map(({ page }) => page)

test('a sergeant gives streets to an officer: they are on the phone, until the sergeant ends it', async () => {
  expect(await get(sergeant, 'assignments?ward=W1')).toContain('W1 Street, 4 homes')
  const form = [
    ['act', uuidv7()],
    ['name', 'Round of Monday'],
    ['ward', 'W1'],
    ['streets', 'W1 Street'],
    ['person', 'Ward officer'],
    ['from', '2026-11-26'],
  ] as const
  // Several have the name: the page asks which.
  const asked = await post(sergeant, 'assignments', form)
  expect([asked.statusCode, asked.payload.includes('Choose which of them you mean')]).toEqual([400, true])
  const before = await pagesOf(khan)
  const chosen = [...form, ['person_who', khan.person]] as const
  for (let times = 0; times < 2; times++)
    expect((await post(sergeant, 'assignments', chosen)).statusCode).toBe(303)
  const made = (await pagesOf(khan)).filter((page) => !before.includes(page))
  expect(made).toHaveLength(7)
  const [assignment = ''] = made[0]!.split('/')
  expect(await get(sergeant, 'assignments')).toContain('Round of Monday')
  expect(await get(khan.mover, 'assignments')).toContain('Round of Monday')
  expect(await get(reid.mover, 'assignments')).not.toContain('Round of Monday')
  expect(await get(elsewhere, 'assignments')).not.toContain('Round of Monday')
  const end = (mover: Mover) => post(mover, `assignments/${assignment}/end`, [['reason', 'Moved']])
  expect((await end(elsewhere)).statusCode).toBe(404)
  expect((await end(sergeant)).statusCode).toBe(303)
  expect((await end(sergeant)).statusCode).toBe(404)
  expect(await pagesOf(khan)).toEqual(before)
  expect(await get(sergeant, 'assignments.csv')).toMatch(
    /Round of Monday,.*,W1 Street,2026-11-26,,4,0,Sergeant,.*,Moved/,
  )
})

test('streets of another BCU, and what was never offered, are refused beside their fields', async () => {
  const answer = await post(sergeant, 'assignments', [
    ['name', ''],
    ['ward', 'W2'],
    ['streets', 'W2 Street'],
    ['person', ''],
    ['from', '2026-02-30'],
    ['until', '2026-01-01'],
  ])
  expect(answer.statusCode).toBe(400)
  for (const words of [
    'Enter a name for the assignment',
    'Choose streets from the list',
    'Enter the first day',
    'Enter the name of the officer',
    'The last day must be the first day or later',
  ])
    expect(answer.payload).toContain(words)
})

const visitsOf = async (event: string): Promise<number> =>
  (await owner.query('select from engagement.visit where event = $1', [event])).rowCount ?? 0

test('what was set aside is read in words, and decided once by somebody else', async () => {
  const [kit] = await town.kitsOf(reid, 1)
  const events = [khan.event(1, deliveredAt(khan.homes[0]!, kit!)), khan.event(2, noAnswerAt(khan.homes[0]!))]
  await send(khan, 'events', { ...batchOf(khan, events), epoch: null, app: '0.1.0', heartbeat })
  const page = await get(sergeant, 'set-aside')
  expect(page).toContain('recorded this kit, ')
  expect(page).toContain('1 W1 Street')
  expect(page).toContain('Accepted, it counts, and a delivered kit is at this home from now on.')
  expect(await get(elsewhere, 'set-aside')).toContain('No records set aside.')
  const decide = (mover: Mover, reason: string) =>
    post(mover, `set-aside/${events[0]!.id}/decision`, [
      ['decision', 'accepted'],
      ['reason', reason],
    ])
  const empty = await decide(sergeant, '')
  expect([empty.statusCode, empty.payload.includes(`href="#reason-${events[0]!.id}"`)]).toEqual([400, true])
  expect((await decide(khan.mover, 'Mine')).statusCode).toBe(403)
  expect((await decide(elsewhere, 'Not ours')).statusCode).toBe(404)
  expect(await visitsOf(events[0]!.id)).toBe(0)
  expect((await decide(sergeant, 'The list was wrong')).statusCode).toBe(303)
  expect(await visitsOf(events[0]!.id)).toBe(1)
  expect((await decide(sergeant, 'Again')).statusCode).toBe(404)
  expect(await get(sergeant, 'set-aside')).toContain('Accepted by Sergeant. Reason: The list was wrong')
  // Its author’s phone is told.
  const { rows } = await owner.query<{ decided: string }>(
    `select data ->> 'decided' as decided from engagement.page_change where page = $1 order by xid, place`,
    [`${khan.person}/set-aside`],
  )
  expect(rows.map(({ decided }) => decided)).toEqual(['waiting', 'accepted'])
})

test('what cannot be accepted says why beside its reason and stays open, or has no button to accept it', async () => {
  const unknown = khan.event(5, deliveredAt(khan.homes[1]!, 'K7QD2M4X9THQ' as never))
  const second = khan.event(5, noAnswerAt(khan.homes[1]!), { id: uuidv7() as never })
  await send(khan, 'events', { ...batchOf(khan, [unknown, second]), epoch: null, app: '0.1.0', heartbeat })
  const refused = await post(sergeant, `set-aside/${unknown.id}/decision`, [
    ['decision', 'accepted'],
    ['reason', 'It was there'],
  ])
  expect(refused.statusCode).toBe(400)
  const said = refused.payload.replaceAll(/\s+/g, ' ')
  expect(said).toContain(`href="#reason-${unknown.id}">The ledger does not have this kit.`)
  expect(said).toContain('value="It was there"')
  const rowOf = async (id: string): Promise<string> =>
    (await get(sergeant, 'set-aside')).split('<tr>').find((row) => row.includes(id)) ?? ''
  expect(await rowOf(unknown.id)).toContain('Accept record')
  const [withoutPlace, ...words] = [await rowOf(second.id), 'It has no place of its own', 'Give up record']
  for (const each of words) expect(withoutPlace).toContain(each)
  expect(withoutPlace).not.toContain('Accept record')
})

test('a phone is named and revoked by a sergeant of its BCU, and the page says what it held', async () => {
  await pagesOf(khan)
  const phone = `phones/${khan.device}`
  expect((await post(sergeant, `${phone}/name`, [['name', 'Phone 12']])).statusCode).toBe(303)
  expect(await get(sergeant, 'phones')).toMatch(
    /Phone 12<\/a>.*Ward officer<\/td><td class="mettrace-number">7<.*>full</,
  )
  expect(await get(elsewhere, 'phones')).not.toContain('Phone 12')
  expect(await get(sergeant, phone)).toContain('addresses and last outcomes of 4 homes')
  for (const mover of [elsewhere, khan.mover])
    expect([403, 404]).toContain((await post(mover, `${phone}/revocation`, [['reason', 'x']])).statusCode)
  expect(await pagesOf(khan)).not.toEqual([])
  expect((await post(sergeant, `${phone}/revocation`, [['reason', 'Left on a bus']])).statusCode).toBe(303)
  const { device, person } = khan
  const refused = await send(khan, 'manifest', { device, person, heartbeat })
  expect([refused.statusCode, refused.json()]).toEqual([403, { refused: 'revoked' }])
  expect(await get(sergeant, phone)).toContain('by Sergeant. Reason: Left on a bus')
})

const asks = (cookie: string, url = '/deliver/assignments', accept = 'text/html') =>
  app.inject({ url, headers: { cookie, accept } })

test('whoever was signed in on a revoked phone reads nothing more there; others, and who revoked it, go on', async () => {
  const { person: holder } = reid.mover
  const shared = { ...sergeant.person, device: reid.device }
  expect(await pagesOf(reid)).not.toEqual([])
  expect((await asks(holder.headers.cookie)).statusCode).toBe(200)
  // The sergeant once had the phone's app open in the browser of the desk.
  await owner.query(
    `insert into identity.device_phone (device, phone)
     select device, $2 from identity.session where person = $1`,
    [shared.id, shared.device],
  )
  expect((await post(sergeant, `phones/${reid.device}/revocation`, [['reason', 'Stolen']])).statusCode).toBe(
    303,
  )

  const read = await asks(holder.headers.cookie)
  expect([read.statusCode, read.headers.location]).toEqual([
    303,
    '/sign-in?to=%2Fdeliver%2Fassignments&why=ended',
  ])
  // It is over for good, and not only where its browser is shut out.
  const { rows: sessions } = await owner.query(
    'select ended_at as at, ended_by as by from identity.session where person = $1',
    [holder.id],
  )
  expect(sessions).toEqual([{ at: expect.any(Date) as unknown, by: sergeant.person.actor.id }])
  // By the proof of the session neither.
  await expect(
    database.withActor(holder.actor, 'read on', (tx) => tx.query('select from engagement.phone')),
  ).rejects.toThrow()
  // The app is told to erase itself by either cookie: the session may be over since long.
  for (const cookie of [holder.headers.cookie, `mettrace_device=${holder.deviceToken}`]) {
    const told = await asks(cookie, '/deliver/sync/person', 'application/json')
    expect([told.statusCode, told.json()]).toEqual([403, { refused: 'revoked' }])
  }
  const again = openSession(
    database,
    { issuer: 'test', subject: uuidv7(), name: 'Somebody else', roles: null },
    { deviceToken: holder.deviceToken, sessionToken: undefined, userAgent: undefined },
    receivedAt,
  )
  await expect(again).rejects.toMatchObject({ code: 'sign_in_refused' })

  expect((await asks(sergeant.person.headers.cookie)).statusCode).toBe(200)
  expect(await pagesOf(town.stranger)).not.toEqual([])
  for (const cookie of ['', `mettrace_device=${town.stranger.mover.person.deviceToken}`]) {
    const none = await asks(cookie, '/deliver/sync/person', 'application/json')
    expect([none.statusCode, none.json()]).toEqual([401, { refused: 'sign-in-needed' }])
  }
})

test('the control room finds a phone by the name of its officer and revokes it, and nobody else finds it there', async () => {
  await pagesOf(town.stranger)
  const control = await signIn(database, 'control_room', { now: receivedAt })
  await neverOver(owner, control)
  const as = (path: string, form: Record<string, string>, { headers } = control) =>
    app.inject({
      method: 'POST',
      url: `/deliver/${path}`,
      headers: { ...headers, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    })
  for (const officer of ['', 'W', 'nobody of this name'])
    expect((await as('lost-phones', { officer })).payload).not.toContain('Revoke this phone')
  expect((await as('lost-phones', { officer: 'ward off' }, sergeant.person)).statusCode).toBe(403)
  const revocation = `lost-phones/${town.stranger.device}/revocation`
  const found = await as('lost-phones', { officer: 'ward off' })
  expect([found.statusCode, found.payload.includes(revocation)]).toEqual([200, true])
  expect(found.payload).not.toContain(khan.device)
  expect((await as(revocation, { officer: 'ward off', reason: '' })).statusCode).toBe(400)
  expect((await as(revocation, { reason: 'Stolen' }, sergeant.person)).statusCode).toBe(403)
  expect((await as(`lost-phones/${uuidv7()}/revocation`, { reason: 'Stolen' })).statusCode).toBe(404)
  expect((await as(revocation, { reason: 'Stolen', act: uuidv7() })).statusCode).toBe(303)
  const { device, person } = town.stranger
  const refused = await send(town.stranger, 'manifest', { device, person, heartbeat })
  expect([refused.statusCode, refused.json()]).toEqual([403, { refused: 'revoked' }])
  expect((await as('lost-phones', { officer: 'ward off' })).payload).not.toContain(revocation)
  expect(await get(elsewhere, `phones/${device}`)).toContain('by Control room. Reason: Stolen')
  const { rows } = await owner.query(
    `select actor from log.entry where operation = 'alteration' and kind = 'phone'`,
  )
  expect(rows).toEqual([{ actor: control.actor.id }])
})

// Cases of docs/decisions/phone-cases.md that concern the server, over real connections to a server that runs.
import { afterAll, expect, test } from 'vitest'
import { batchAnswer, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import { formats } from '@mettrace/protocol/events/formats'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { changesAnswer, manifest } from '@mettrace/protocol/pages/pages'
import { momentOf } from '@mettrace/protocol/words/values'
import { asker, type Answer } from '../../../../../test/ask.ts'
import { testDatabase } from '../../../../../test/database.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../test/signed-in.ts'
import { unlimited } from '../../../../../test/unlimited.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
  limits: unlimited,
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const { ask, close } = asker(address, 8)
afterAll(async () => {
  close()
  await app.close()
})

const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const
const anHour = 3_600_000

/** A walker with an empty store: another phone, whose order begins anew. */
const withNewPhone = (walker: Walker): Walker => {
  const device = uuidv7() as Walker['device']
  return {
    ...walker,
    device,
    event: (sequence, fact, other) => walker.event(sequence, fact, { device, ...other }),
  }
}
const post = (path: string, body: object, cookie: string): Promise<Answer> =>
  ask({
    method: 'POST',
    path: `/deliver/sync/${path}`,
    headers: { cookie },
    body: { type: 'application/json', text: JSON.stringify(body) },
  })
const cookieOf = ({ mover }: Walker): string => mover.person.headers.cookie
const batch = (walker: Walker, events: readonly PhoneEvent[]) => ({
  ...batchOf(walker, events),
  epoch: null,
  app: '0.1.0',
  heartbeat,
})
const answerOf = ({ status, body }: Answer): BatchAnswer => {
  expect(status, body).toBe(200)
  return batchAnswer.parse(JSON.parse(body))
}
const send = async (walker: Walker, events: readonly PhoneEvent[]): Promise<BatchAnswer['answers']> =>
  answerOf(await post('events', batch(walker, events), cookieOf(walker))).answers
const told = (answers: BatchAnswer['answers']): string[] =>
  answers.map((each) => (each.answer === 'set-aside' ? each.reason : each.answer))
const count = async (walker: Walker): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    'select count(*)::int4 as count from engagement.phone_event where phone = $1',
    [walker.device],
  )
  return rows[0]!.count
}
const fifty = (walker: Walker): PhoneEvent[] =>
  Array.from({ length: 50 }, (_, at) => walker.event(at + 1, noAnswerAt(walker.homes[at % 4]!)))

test('C11: five parallel posts of the same fifty are fifty rows, each answered accepted or duplicate', async () => {
  const phone = withNewPhone(khan)
  const body = batch(phone, fifty(phone))
  const all = await Promise.all(Array.from({ length: 5 }, () => post('events', body, cookieOf(phone))))
  const answers = all.map((each) => told(answerOf(each).answers))
  expect(answers.map(({ length }) => length)).toEqual([50, 50, 50, 50, 50])
  expect(answers.flat().filter((each) => each === 'accepted')).toHaveLength(50)
  expect(answers.flat().filter((each) => each === 'duplicate')).toHaveLength(200)
  expect(await count(phone)).toBe(50)
})

test('C13, C14: of fifty with one bad the answer is 200, 49 are taken, and the seventh has a reason in words', async () => {
  const phone = withNewPhone(khan)
  const events = fifty(phone)
  events[6] = phone.event(7, noAnswerAt(town.stranger.homes[0]!))
  const first = await send(phone, events)
  expect(told(first)[6]).toBe('unknown-home')
  expect(first[6]).toMatchObject({ id: events[6]!.id, words: expect.stringMatching(/\.$/) })
  expect(told(first).filter((each) => each === 'accepted')).toHaveLength(49)
  expect((await send(phone, events))[6]).toEqual(first[6])
  const sergeant = await ask({
    method: 'GET',
    path: '/deliver/set-aside.csv',
    headers: { cookie: town.people.of('sergeant', 'North').person.headers.cookie },
  })
  expect(sergeant.body.split('\n').length).toBeGreaterThan(2)
})

test('C20: a home that is withdrawn goes, and no cursor passes over what was not read', async () => {
  const asking = { device: khan.device, person: khan.person, heartbeat }
  const { epoch, cursor, scope } = manifest.parse(
    JSON.parse((await post('manifest', asking, cookieOf(khan))).body),
  )
  const [home] = khan.homes
  // Withdrawn with an earlier date than the cursor's, in a transaction that ends after a later one.
  await owner.query('begin')
  await owner.query('insert into engagement.page_change (reader, page, id, data) values ($1, $2, $3, null)', [
    `person:${khan.person}`,
    `${khan.assignment}/homes`,
    home,
  ])
  await send(khan, [khan.event(1, noAnswerAt(khan.homes[3]!))])
  const changes = async (from: string) => {
    const answer = await post('changes', { ...asking, epoch, scope, cursor: from }, cookieOf(khan))
    const read = changesAnswer.parse(JSON.parse(answer.body))
    if (read.kind !== 'changes') throw new Error(read.kind)
    return read
  }
  const early = await changes(cursor)
  // A transaction that is open in another database of the server holds up what phones are told: what comes may be older.
  const withdrawn = expect.objectContaining({ id: home, data: null }) as unknown
  expect(early.changes).not.toContainEqual(withdrawn)
  await owner.query('commit')
  let { cursor: reached } = early
  const heard: (typeof early)['changes'] = []
  const hearOn = async () => {
    const late = await changes(reached)
    reached = late.cursor
    heard.push(...late.changes)
    return heard
  }
  await expect.poll(hearOn).toContainEqual(withdrawn)
  await owner.query('delete from engagement.page_change where data is null and id = $1', [home])
})

test('C23: a server that fails after 25 of 50 leaves none of them, and takes each once when they come again', async () => {
  const phone = withNewPhone(khan)
  const events = fifty(phone)
  await post('manifest', { device: phone.device, person: phone.person, heartbeat }, cookieOf(phone))
  // The 26th row is one too many for the disk, as far as the database says.
  await owner.query(`
    create function pg_temp_fails() returns trigger language plpgsql as $$
    begin
      if (select count(*) from engagement.visit v join engagement.phone_event e on e.id = v.event where e.phone = '${phone.device}') >= 25
      then raise exception 'no space left' using errcode = '53100'; end if;
      return new;
    end $$;
    create trigger fails before insert on engagement.visit for each row execute function pg_temp_fails()`)
  const failed = await post('events', batch(phone, events), cookieOf(phone))
  expect(failed.status).toBe(503)
  expect(JSON.parse(failed.body)).toEqual({ refused: 'busy' })
  await owner.query('drop trigger fails on engagement.visit; drop function pg_temp_fails')
  expect(await count(phone)).toBe(0)
  expect(new Set(told(await send(phone, events)))).toEqual(new Set(['accepted']))
  expect(new Set(told(await send(phone, events)))).toEqual(new Set(['duplicate']))
  expect(await count(phone)).toBe(50)
})

test('C26: what another officer recorded on this phone is taken in nobody else’s name', async () => {
  const phone = withNewPhone(khan)
  const mine = phone.event(1, noAnswerAt(phone.homes[0]!))
  const next = { ...reid, device: phone.device }
  expect(told(await send(next, [mine]))).toEqual(['another-author'])
  // Nor by the session of one and the name of the other.
  const other = await post('events', batch(phone, [mine]), cookieOf(reid))
  expect([other.status, JSON.parse(other.body)]).toEqual([401, { refused: 'sign-in-needed' }])
})

test('C28: with a session that ended nothing is refused for good; after a sign-in the same batch is taken', async () => {
  const phone = withNewPhone(khan)
  const body = batch(phone, fifty(phone))
  const ended = await post('events', body, 'mettrace_session=of-an-earlier-day')
  expect([ended.status, JSON.parse(ended.body)]).toEqual([401, { refused: 'sign-in-needed' }])
  expect(await count(phone)).toBe(0)
  expect(new Set(told(answerOf(await post('events', body, cookieOf(phone))).answers))).toEqual(
    new Set(['accepted']),
  )
})

test('C31: a phone an hour ahead is taken, keeps its own time, and is told that its clock is wrong', async () => {
  const phone = withNewPhone(khan)
  const own = receivedAt.getTime() + anHour
  const event = phone.event(1, noAnswerAt(phone.homes[0]!), {
    occurredAt: momentOf(own),
    clock: { run: 2, monotonic: 0, offset: null },
  })
  const body = { ...batch(phone, [event]), sentAt: momentOf(own) }
  const [answer] = answerOf(await post('events', body, cookieOf(phone))).answers
  expect(answer).toMatchObject({ answer: 'accepted' })
  expect(JSON.stringify(answer)).toContain('clock')
  const { rows } = await owner.query<{ at: Date; occurred_at: Date }>(
    'select at, occurred_at from engagement.phone_event where id = $1',
    [event.id],
  )
  expect(rows).toEqual([{ at: receivedAt, occurred_at: new Date(own) }])
})

/** All visits as a sergeant of a BCU is shown them. */
const visitsFor = (bcu: 'North' | 'South'): Promise<Answer> =>
  ask({
    method: 'GET',
    path: '/deliver/visits.csv',
    headers: { cookie: town.people.of('sergeant', bcu).person.headers.cookie },
  })

test('C32: three visits made with the clock a day back are in the day they came and the day they were made, each labelled', async () => {
  const phone = withNewPhone(reid)
  const dayBack = receivedAt.getTime() - 24 * anHour
  const events = [1, 2, 3].map((sequence) =>
    phone.event(sequence, noAnswerAt(phone.homes[sequence]!), {
      occurredAt: momentOf(dayBack + sequence * 60_000),
      clock: { run: 2, monotonic: sequence * 60_000, offset: null },
    }),
  )
  const body = { ...batch(phone, events), monotonic: 600_000 }
  expect(told(answerOf(await post('events', body, cookieOf(phone))).answers)).toEqual(
    Array.from({ length: 3 }, () => 'accepted'),
  )
  const { body: csv } = await visitsFor('North')
  const [head, ...lines] = csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  expect(head).toBe('day_received,day_made,day_by_the_phones_clock,ward,address,outcome,undone')
  expect(lines.filter((line) => line.startsWith('2026-11-26,2026-11-26,2026-11-25,W1,'))).toHaveLength(3)
  // Nobody of another BCU is shown them.
  expect((await visitsFor('South')).body.trim().split('\n')).toHaveLength(1)
})

test('C34: two officers at one door, both offline: both visits stay, one kit is at the home, and each is told', async () => {
  const [one, other] = [withNewPhone(khan), withNewPhone(reid)]
  const [kit] = await town.kitsOf(one, 1)
  const home = one.homes[2]!
  expect(told(await send(one, [one.event(1, deliveredAt(home, kit!))]))).toEqual(['accepted'])
  const [answer] = await send(other, [other.event(1, noAnswerAt(home))])
  expect(answer).toMatchObject({ answer: 'accepted' })
  expect(JSON.stringify(answer)).toMatch(/officer/)
  const { rows } = await owner.query<{ visits: number; kits: number }>(
    `select (select count(*)::int4 from engagement.visit v join engagement.phone_event e on e.id = v.event
             where v.home = $1 and e.phone = any ($2::uuid[])) as visits,
            (select count(*)::int4 from engagement.kit_position where holder = 'home:' || $1::uuid) as kits`,
    [home, [one.device, other.device]],
  )
  expect(rows).toEqual([{ visits: 2, kits: 1 }])
})

test('C35: of an app two versions old, an outcome that has another name since is mapped and not refused', async () => {
  const phone = withNewPhone(khan)
  // A server two formats on: nothing but its list of formats says so.
  const present = { ...formats }
  Object.assign(formats, {
    present: 3,
    renamed: [{ since: 2, path: ['fact', 'kind'], from: 'nobody-in', to: 'no-answer' }],
  })
  try {
    const fact = { ...noAnswerAt(phone.homes[0]!), kind: 'nobody-in' } as never
    expect(told(await send(phone, [phone.event(1, fact, { format: 1 })]))).toEqual(['accepted'])
  } finally {
    Object.assign(formats, present)
  }
  const { rows } = await owner.query<{ kind: string; outcome: string }>(
    'select e.kind, v.outcome from engagement.phone_event e join engagement.visit v on v.event = e.id where e.phone = $1',
    [phone.device],
  )
  expect(rows).toEqual([{ kind: 'no-answer', outcome: 'no-answer' }])
})

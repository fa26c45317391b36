import type { Answer } from '@mettrace/protocol/batch/batch'
import { legalBases } from '@mettrace/protocol/scans/legal-bases'
import type { ScanEvent, ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { newId } from '@mettrace/protocol/words/new-id'
import { momentOf, type DeviceId, type EventId, type PersonId } from '@mettrace/protocol/words/values'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { recordOfAccount } from '../../../foundation/person-account.ts'
import { someRandomBytes } from '../../../foundation/random-bytes.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addLamp } from '../scans/lamps.ts'
import { addScanPlace } from '../scans/scan-places.ts'
import { listScans } from '../scans/scans.ts'
import { scanPages, scopeOf, statesOf } from './pages.ts'
import { decide, waitingScan, waitingScans } from './set-aside.ts'
import { takeScans } from './take-scans.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)

const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

type Who = 'north' | 'other' | 'south' | 'investigator'
let people: Record<Who, TestPerson>
beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    other: await signIn(database, 'custody', { place: 'North' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'scans of phones', (tx) => work(tx, people[who].actor.id))

const suites = { north: uuidv7(), south: uuidv7(), lamp: uuidv7(), southLamp: uuidv7() }
beforeAll(async () => {
  for (const who of ['north', 'south'] as const) {
    const bcu = who === 'north' ? 'North' : 'South'
    await as(who, async (tx, actor) => {
      await addScanPlace(tx, actor, { id: suites[who], kind: 'custody suite', name: 'Suite', bcu })
      const lamp = who === 'north' ? suites.lamp : suites.southLamp
      await addLamp(tx, actor, { id: lamp, kind: 'lamp', name: 'L-1', bcu })
    })
  }
})

const now = Date.parse('2026-03-02T10:00:00.000Z')
const phone = (): { device: DeviceId; next: number } => ({ device: uuidv7() as string as DeviceId, next: 1 })
const personOf = (who: Who): PersonId => recordOfAccount(people[who].actor.id) as PersonId

const negative = {
  kind: 'scan',
  place: suites.north,
  lamp: suites.lamp,
  lampCheck: 'in-check',
  subject: 'person',
  custody: '01CU/4471/26',
  description: null,
  identifiers: null,
  basis: 'consent',
  result: 'nothing',
  part: null,
  whyNot: null,
  corrects: null,
} as unknown as ScanFact

const eventOf = (
  from: ReturnType<typeof phone>,
  fact: Partial<Record<keyof ScanFact, unknown>> = {},
  other: Partial<ScanEvent> = {},
  who: Who = 'north',
): ScanEvent => ({
  id: newId(now, someRandomBytes(10)),
  format: 1,
  sequence: from.next++,
  author: personOf(who),
  device: from.device,
  assignment: null,
  app: '0.1.0',
  occurredAt: momentOf(now - 60_000),
  clock: { run: 1, monotonic: 0, offset: 0 },
  fact: { ...negative, ...fact } as ScanFact,
  ...other,
})

const send = (
  from: ReturnType<typeof phone>,
  events: readonly object[],
  who: Who = 'north',
): Promise<Answer[]> =>
  takeScans(
    database,
    people[who].actor,
    {
      device: from.device,
      person: personOf(who),
      events: events as (Record<string, unknown> & { id: EventId })[],
      run: 1,
      monotonic: 60_000,
      sentAt: momentOf(now),
    },
    new Date(now),
  )

const words = (answers: readonly Answer[]): string[] =>
  answers.map((each) => (each.answer === 'set-aside' ? each.reason : each.answer))

const scanIds = (who: Who = 'north'): Promise<string[]> =>
  as(who, async (tx) => (await listScans(tx, null, 1)).map(({ id }) => id))

test('what a phone tells is a scan once, however often and by how many it is sent', async () => {
  const from = phone()
  const events = [
    eventOf(from),
    eventOf(from, { custody: null, result: 'refused', whyNot: 'asleep' }),
    eventOf(from),
  ]
  const five = await Promise.all(Array.from({ length: 5 }, () => send(from, events)))
  expect(five.flatMap(words).filter((answer) => answer === 'accepted')).toHaveLength(3)
  expect(five.flatMap(words).filter((answer) => answer === 'duplicate')).toHaveLength(12)
  expect(await scanIds()).toEqual(expect.arrayContaining(events.map(({ id }) => id)))
  expect(await scanIds('south')).toEqual([])
})

test('what the law or the place does not bear is set aside with its reason, and keeps nothing else back', async () => {
  const from = phone()
  const answers = await send(from, [
    eventOf(from, { place: suites.south }),
    eventOf(from, { lamp: suites.southLamp }),
    eventOf(from, { basis: 'PACE s.8' }),
    eventOf(from, { custody: 'JOHN DOE' }),
    eventOf(from, { basis: '' }),
    eventOf(from, {}, { author: personOf('other') }),
    eventOf(from, {}, { format: 9 }),
    eventOf(from),
  ])
  expect(words(answers)).toEqual([
    'unknown-place',
    'unknown-lamp',
    'not-lawful',
    'not-understood',
    'not-understood',
    'another-author',
    'unknown-format',
    'accepted',
  ])
  expect(answers[2]).toMatchObject({ words: expect.stringContaining('does not') })
})

test('the database takes what the rules take: each basis, of a person and of an item', async () => {
  const from = phone()
  const ofBoth = legalBases.flatMap(({ value, over }) =>
    over.map((subject) => eventOf(from, { basis: value, subject, custody: null })),
  )
  expect(new Set(words(await send(from, ofBoth)))).toEqual(new Set(['accepted']))
})

test('another content under a known id, and another record in a place of the phone’s order, stay apart', async () => {
  const from = phone()
  const first = eventOf(from)
  await send(from, [first])
  const clash = { ...first, fact: { ...first.fact, result: 'glow' } }
  expect(words(await send(from, [clash]))).toEqual(['same-id'])
  expect(words(await send(from, [clash]))).toEqual(['same-id'])
  expect(words(await send(from, [eventOf(from, {}, { sequence: first.sequence })]))).toEqual([
    'same-sequence',
  ])
  // Somebody of another BCU cannot see the first, and takes nothing from it.
  const theirs = eventOf(
    from,
    { place: suites.south, lamp: null, lampCheck: null },
    { id: first.id },
    'south',
  )
  expect(words(await send(from, [theirs], 'south'))).toEqual(['same-id'])
  const listed = await as('north', (tx) => listScans(tx, null, 1))
  expect(listed.filter(({ id }) => id === first.id)).toMatchObject([{ result: 'nothing' }])
})

test('after a change of posting what was sent is known again, and brought under no other BCU', async () => {
  const mover = await signIn(database, 'custody', { place: 'North' })
  await neverOver(owner, mover)
  const told = (events: readonly ScanEvent[], from: ReturnType<typeof phone>) =>
    takeScans(
      database,
      mover.actor,
      {
        device: from.device,
        person: recordOfAccount(mover.actor.id) as PersonId,
        events: events as unknown as (Record<string, unknown> & { id: EventId })[],
        run: 1,
        monotonic: 60_000,
        sentAt: momentOf(now),
      },
      new Date(now),
    )
  const from = phone()
  const author = { author: recordOfAccount(mover.actor.id) as PersonId }
  const events = [eventOf(from, {}, author), eventOf(from, { basis: 'PACE s.8' }, author)]
  const first = await told(events, from)
  expect(words(first)).toEqual(['accepted', 'not-lawful'])
  await owner.query(
    `update identity.posting set ended_at = now(), ended_by = 'test' where person = $1 and ended_at is null`,
    [mover.id],
  )
  await owner.query(
    `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
     values ($1, $2, 'custody', 'bcu', 'South', '2020-01-01', 'test')`,
    [uuidv7(), mover.id],
  )
  expect(words(await told(events, from))).toEqual(['duplicate', 'not-lawful'])
  // Another record in a place of the phone's order is still told from the first.
  expect(words(await told([eventOf(from, {}, { ...author, sequence: 1 })], from))).toEqual(['same-sequence'])
  const { rows } = await owner.query<{ bcu: string; id: string }>(
    'select bcu, id from enforcement.phone_scan where phone = $1 and id = any ($2::uuid[])',
    [from.device, events.map(({ id }) => id)],
  )
  expect(rows.map(({ bcu }) => bcu)).toEqual(['North', 'North'])
  const { rows: all } = await owner.query(
    'select from enforcement.phone_scan where phone = $1 and same_id is not null',
    [from.device],
  )
  expect(all).toEqual([])
})

test('a correction takes the place of a scan once, also one that came in the same batch', async () => {
  const from = phone()
  const first = eventOf(from)
  const second = eventOf(from, { result: 'glow', part: 'left sleeve', corrects: first.id })
  const third = eventOf(from, { corrects: first.id })
  expect(words(await send(from, [first, second, third]))).toEqual([
    'accepted',
    'accepted',
    'corrected-before',
  ])
  const ids = await scanIds()
  expect(ids).toContain(second.id)
  expect(ids).not.toContain(first.id)
  expect(words(await send(from, [eventOf(from, { corrects: uuidv7() })]))).toEqual(['nothing-to-correct'])
  // Two phones at once: one of them comes second.
  const [one, other] = [phone(), phone()]
  const both = await Promise.all([
    send(one, [eventOf(one, { corrects: second.id })]),
    send(other, [eventOf(other, { corrects: second.id })]),
  ])
  expect(both.flatMap(words).toSorted()).toEqual(['accepted', 'corrected-before'])
})

test('the phone’s time, when it came in and the skew are kept; a wrong clock is marked and refuses nothing', async () => {
  const from = phone()
  const slow = eventOf(
    from,
    {},
    { occurredAt: momentOf(now - 3_660_000), clock: { run: 1, monotonic: 0, offset: 3_600_000 } },
  )
  const [answer] = await send(from, [slow])
  expect(answer).toMatchObject({ answer: 'accepted', notices: [{ code: 'clock-wrong' }] })
  const [kept] = await as('north', async (tx) =>
    (await listScans(tx, null, 1)).filter(({ id }) => id === slow.id),
  )
  expect(kept).toMatchObject({ at: new Date(now - 60_000), phoneSkew: 3_600_000 })
})

test('what was set aside counts once it is recorded at the desk, once; or is left out', async () => {
  const from = phone()
  const [told, leftOut] = [eventOf(from, { basis: 'PACE s.8' }), eventOf(from, { lamp: suites.southLamp })]
  await send(from, [told, leftOut])
  const waits = async (id: string, who: Who = 'north'): Promise<boolean> =>
    as(who, async (tx) => (await waitingScans(tx, 1)).some((each) => each.id === id))
  expect(await waits(told.id)).toBe(true)
  expect(await waits(told.id, 'south')).toBe(false)
  await expect(as('south', (tx) => waitingScan(tx, told.id))).rejects.toMatchObject({ code: 'not_found' })
  expect(await as('south', (tx, actor) => decide(tx, actor, told.id, { reason: 'theirs' }))).toBe(false)
  const [scan] = await scanIds()
  expect(await as('other', (tx, actor) => decide(tx, actor, told.id, { scan: scan! }))).toBe(true)
  expect(await as('other', (tx, actor) => decide(tx, actor, told.id, { scan: scan! }))).toBe(true)
  expect(await as('north', (tx, actor) => decide(tx, actor, told.id, { reason: 'too late' }))).toBe(false)
  await as('north', (tx, actor) => decide(tx, actor, leftOut.id, { reason: 'recorded before' }))
  expect([await waits(told.id), await waits(leftOut.id)]).toEqual([false, false])
})

const page = async (who: Who, url: string): Promise<string> =>
  (await app.inject({ url, headers: { ...people[who].headers, accept: 'text/html' } })).payload.replaceAll(
    /\s+/g,
    ' ',
  )
const post = async (who: Who, url: string, form: Readonly<Record<string, string>>) => {
  const { statusCode, payload } = await app.inject({
    method: 'POST',
    url,
    headers: {
      ...people[who].headers,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(form).toString(),
  })
  return { statusCode, page: payload }
}
const valueOf = (html: string, name: string): string | undefined =>
  [...html.matchAll(/<input[^>]*>/g)]
    .map(([input]) => input)
    .filter((input) => input.includes(` name="${name}"`))
    .map((input) => / value="([^"]*)"/.exec(input)?.[1] ?? '')[0]

test('a correction that was set aside is recorded as one, of whoever scanned', async () => {
  const from = phone()
  const first = eventOf(from)
  const correction = { result: 'unclear', corrects: first.id, basis: 'PACE s.8' }
  const [second, again] = [eventOf(from, correction), eventOf(from, correction)]
  await send(from, [first, second, again])
  const form = `/trace/scans/record?told=${second.id}`
  const begun = await page('other', form)
  expect(begun).toContain('This takes the place of the scan of')
  expect([valueOf(begun, 'corrects'), valueOf(begun, 'officer')]).toEqual([first.id, 'Lena Amos'])
  // Whoever scanned it need not say so.
  expect(valueOf(await page('north', form), 'officer')).toBe('')

  const act = uuidv7()
  const sent = {
    told: second.id,
    corrects: first.id,
    place: suites.north,
    basis: 'consent',
    result: 'unclear',
  }
  expect(await post('other', '/trace/scans/record', { ...sent, act })).toMatchObject({ statusCode: 303 })
  expect(await scanIds()).toContain(act)
  expect(await scanIds()).not.toContain(first.id)

  const late = await page('other', `/trace/scans/record?told=${again.id}`)
  expect(late).toContain('which was corrected before')
  expect(valueOf(late, 'corrects')).toBe('')
})

test('to leave a scan out it is chosen, and somebody else’s decision is told', async () => {
  const from = phone()
  const told = eventOf(from, { basis: 'PACE s.8' })
  await send(from, [told])
  const url = '/trace/scans/set-aside'
  expect(await page('north', url)).toMatch(/<select[^>]* name="event"[^>]*> <option value=""/)
  const none = await post('north', url, { event: '', reason: 'recorded before' })
  expect([none.statusCode, none.page.includes('Choose which scan is left out')]).toEqual([400, true])
  const leaveOut = (who: Who, reason: string) => post(who, url, { event: told.id, reason })
  expect(await leaveOut('other', 'recorded before')).toMatchObject({ statusCode: 303 })
  const late = await leaveOut('north', 'not ours')
  expect([late.statusCode, late.page.includes('Somebody has decided about this scan already')]).toEqual([
    400,
    true,
  ])
})

/** Who of them finds it waiting. */
const seenBy = async (id: string): Promise<Who[]> => {
  const seen: Who[] = []
  for (const who of ['north', 'south', 'investigator'] as const)
    if ((await as(who, (tx) => waitingScans(tx, 1))).some((each) => each.id === id)) seen.push(who)
  return seen
}

test('what cannot be read goes to the BCU of its place, and of an investigator without one to nobody of a BCU', async () => {
  const from = phone()
  const [placed, lost] = [
    eventOf(from, { place: suites.south, basis: '' }, {}, 'investigator'),
    eventOf(from, { place: uuidv7() }, {}, 'investigator'),
  ]
  expect(words(await send(from, [placed, lost], 'investigator'))).toEqual(['not-understood', 'unknown-place'])
  expect(await seenBy(placed.id)).toEqual(['south', 'investigator'])
  expect(await seenBy(lost.id)).toEqual(['investigator'])
})

test('a phone is given places and lamps of its own BCU, and starts again when one of them changes', async () => {
  const pages = (who: Who) => as(who, (tx) => scanPages(tx, personOf(who), '2026-03-02'))
  const before = await pages('north')
  expect(JSON.stringify([...before])).not.toContain(suites.south)
  expect([...before.keys()]).toEqual([`${personOf('north')}/scan-places`, `${personOf('north')}/lamps`])
  expect(scopeOf(await pages('north'))).toBe(scopeOf(before))
  await as('north', (tx, actor) =>
    addLamp(tx, actor, { id: uuidv7(), kind: 'arch', name: 'A-1', bcu: 'North' }),
  )
  const after = await pages('north')
  expect(scopeOf(after)).not.toBe(scopeOf(before))
  expect(statesOf(after).map(({ count }) => count)).toEqual([1, 2])
})

import { afterAll, expect, test } from 'vitest'
import { batchAnswer, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import type { LookedDay } from '@mettrace/protocol/batch/looked'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../../test/database.ts'
import { noAnswerAt } from '../../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../../test/signed-in.ts'
import { buildApp } from '../../../../app.ts'
import { createLogger } from '../../../../foundation/layout/log.ts'
import { subjectDigestOf } from '../../../../foundation/log/digests.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { endAssignment } from '../assignments/assignments.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const
const digestOf = subjectDigestOf(database.secrets)

const post = (walker: Walker, more: object) =>
  app.inject({
    method: 'POST',
    url: '/deliver/sync/events',
    headers: { cookie: walker.mover.person.headers.cookie },
    payload: { ...batchOf(walker, []), epoch: null, app: '0.1.0', heartbeat, ...more },
  })
const tell = async (
  walker: Walker,
  looked: readonly LookedDay[],
  more: object = {},
): Promise<BatchAnswer> => {
  const answer = await post(walker, { looked, ...more })
  expect(answer.statusCode).toBe(200)
  return batchAnswer.parse(answer.json())
}

type Entry = { operation: string; purpose: string; reason: string; homes: string[] }

/** Entries of homes that a person opened, each with its homes in their order. */
const entriesOf = async ({ mover }: Walker): Promise<Entry[]> => {
  const { rows } = await owner.query<Omit<Entry, 'homes'> & { subjects: Buffer[] }>(
    `select e.operation, e.purpose, t.reason,
            coalesce(array_agg(s.subject order by s.position) filter (where s.entry is not null), array[e.subject]) as subjects
     from log.entry e join log.entry_text t on t.entry = e.id left join log.entry_subject s on s.entry = e.id
     where e.actor = $1 and e.kind = 'home' and t.reason like 'opened on a phone%'
     group by e.id, e.operation, e.purpose, t.reason order by t.reason, e.id`,
    [mover.person.actor.id],
  )
  const names = new Map(
    [khan, reid, town.stranger].flatMap(({ homes }) =>
      homes.map((home) => [digestOf('home', home).toString('hex'), home]),
    ),
  )
  return rows.map(({ operation, purpose, reason, subjects }) => ({
    operation,
    purpose,
    reason,
    homes: subjects.map((subject) => names.get(subject.toString('hex')) ?? 'unknown'),
  }))
}

const sorted = (homes: readonly HomeId[]): HomeId[] => homes.toSorted()
const [one, two, three] = khan.homes as [HomeId, HomeId, HomeId]

test('what was opened is one consultation for a day, with its homes; told again, with more or at one moment, each home is once', async () => {
  const first = { day: '2026-11-25', homes: [two, one] }
  const { answers, looked } = await tell(khan, [first, { day: '2026-11-26', homes: [one] }], {
    events: [khan.event(1, noAnswerAt(one))],
  })
  expect([answers.map(({ answer }) => answer), looked]).toEqual([['accepted'], true])
  const told = [
    { reason: 'opened on a phone on 2026-11-25', homes: sorted([one, two]) },
    { reason: 'opened on a phone on 2026-11-26', homes: [one] },
  ]
  const purpose = 'take what a phone tells, and which homes were opened on it'
  const entries = (of: typeof told): Entry[] =>
    of.map((each) => ({ operation: 'consultation', purpose, ...each }))
  expect(await entriesOf(khan)).toEqual(entries(told))
  expect((await tell(khan, [first])).looked).toBe(true)
  expect(await entriesOf(khan)).toEqual(entries(told))
  const more = [{ day: '2026-11-25', homes: [one, two, three] }]
  await Promise.all([tell(khan, more), tell(khan, more), tell(khan, more)])
  expect(await entriesOf(khan)).toEqual(
    entries([told[0]!, { reason: 'opened on a phone on 2026-11-25', homes: [three] }, told[1]!]),
  )
})

test('homes of no round of theirs are passed over, and neither they nor what is no event keeps the others back', async () => {
  const [away] = town.stranger.homes as [HomeId]
  const unknown = uuidv7() as HomeId
  const day = '2026-11-25'
  const { answers, looked } = await tell(reid, [{ day, homes: [away, reid.homes[0]!, unknown] }], {
    events: [reid.event(1, noAnswerAt(away)), { id: uuidv7() }, reid.event(2, noAnswerAt(reid.homes[0]!))],
  })
  expect(answers.map(({ answer }) => answer).toSorted()).toEqual(['accepted', 'set-aside', 'set-aside'])
  expect(looked).toBe(true)
  expect((await entriesOf(reid)).map(({ homes }) => homes)).toEqual([[reid.homes[0]]])
})

test('a round that ended, and one that is not known here any more, as after a restore, keep no look from being told', async () => {
  const { rows } = await owner.query<{ id: HomeId }>(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select gen_random_uuid(), 777000001, ward, bcu, postcode, 'Lost Street', '1', easting, northing
     from engagement.home where id = $1 returning id`,
    [one],
  )
  const ofLostRound = rows[0]!.id
  const { actor } = town.people.of('sergeant', 'North').person
  await database.withActor(actor, 'a test', (tx) =>
    endAssignment(tx, actor.id, reid.assignment, { at: receivedAt, reason: 'Ill' }),
  )
  const day = '2026-11-23'
  const homes = sorted([ofLostRound, two])
  expect((await tell(reid, [{ day, homes }])).looked).toBe(true)
  const kept = await owner.query<{ home: HomeId }>(
    'select home from engagement.phone_look where day = $1 and actor = $2 order by home',
    [day, reid.mover.person.actor.id],
  )
  expect(kept.rows.map(({ home }) => home)).toEqual(homes)
  const entry = (await entriesOf(reid)).find(({ reason }) => reason.endsWith(day))
  expect(entry?.homes).toHaveLength(homes.length)
})

test('a phone that tells of none is answered as before; in another epoch none is taken; more than a batch may hold is refused', async () => {
  const plain = (await post(khan, {})).json() as object
  expect(plain).not.toHaveProperty('looked')
  const day = '2026-11-24'
  expect(await tell(khan, [{ day, homes: [one] }], { epoch: 'another' })).not.toHaveProperty('looked')
  expect((await entriesOf(khan)).some(({ reason }) => reason.includes(day))).toBe(false)
  const homes = Array.from({ length: 1001 }, () => uuidv7())
  expect((await post(khan, { looked: [{ day, homes }] })).statusCode).toBe(400)
})

test('an officer reads only what they opened, and adds no home of another’s round', async () => {
  const seen = (walker: Walker): Promise<number> =>
    database.withActor(walker.mover.person.actor, 'a test', async (tx) => {
      const { rows } = await tx.query<{ actor: string }>('select distinct actor from engagement.phone_look')
      expect(rows.filter(({ actor }) => actor !== walker.mover.person.actor.id)).toEqual([])
      return rows.length
    })
  expect([await seen(khan), await seen(reid), await seen(town.stranger)]).toEqual([1, 1, 0])
  const { actor } = town.stranger.mover.person
  const adding = database.withActor(actor, 'a test', (tx) =>
    tx.query(
      'insert into engagement.phone_look (actor, phone, day, home, told_on) values ($1, $2, $3, $4, $3)',
      [actor.id, khan.device, '2026-11-25', one],
    ),
  )
  await expect(adding).rejects.toMatchObject({ code: '42501' })
})

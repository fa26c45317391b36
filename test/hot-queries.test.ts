import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { entriesPage } from '../apps/server/rooms/account/list-entries.ts'
import { logState } from '../apps/server/rooms/account/log-state.ts'
import { entriesAt, entryOf } from '../apps/server/rooms/account/log-entries.ts'
import { cocoonHomes } from '../apps/server/rooms/deliver/cocoon.ts'
import { homeOf, homesOfPostcode } from '../apps/server/places/register.ts'
import { eraseResident } from '../apps/server/rooms/deliver/erase-resident.ts'
import { homesOfName, residentsOf } from '../apps/server/rooms/deliver/residents.ts'
import type { PersonRole, Role } from '../apps/server/foundation/access/roles.ts'
import { actorNames } from '../apps/server/foundation/actor-names.ts'
import { londonDay } from '../apps/server/foundation/days.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import { colleagueOf, postingsOf } from '../apps/server/identity/people.ts'
import { endSessions, findSession, liveSessions, signInActor } from '../apps/server/identity/sessions.ts'
import {
  keptProgramme,
  protocolOf,
  versionsOf,
} from '../apps/server/rooms/measure/programme/kept-programmes.ts'
import { areaOfPostcode } from '../apps/server/places/postcodes.ts'
import { monthlySeries } from '../apps/server/rooms/target/area/monthly-series.ts'
import { draftLines, draftOf } from '../apps/server/rooms/target/drafts/drafts.ts'
import { keptOrder } from '../apps/server/rooms/target/phase-in/kept-orders.ts'
import { kitsOfHolder } from '../apps/server/rooms/supply/acts/kits-of-holder.ts'
import { serialsNamed } from '../apps/server/rooms/supply/acts/named-kits.ts'
import { kitsOfTransfer, transfersUnderWay } from '../apps/server/rooms/supply/acts/transfers.ts'
import { disputedFacts } from '../apps/server/rooms/supply/disputes.ts'
import { lifeOf } from '../apps/server/rooms/supply/kit-life.ts'
import { losses } from '../apps/server/rooms/supply/losses.ts'
import { concernedBy, stoppedStill, stops } from '../apps/server/rooms/supply/stops.ts'
import { assignments } from '../apps/server/rooms/deliver/sync/assignments/assignments.ts'
import { readStanding } from '../apps/server/rooms/deliver/sync/judge/read-standing.ts'
import {
  changesSince,
  presentMoment,
  rowsAt,
  statesAt,
} from '../apps/server/rooms/deliver/sync/pages/feed.ts'
import { scopeOf } from '../apps/server/rooms/deliver/sync/pages/scope.ts'
import {
  lastContacts,
  receiptsOfDay,
  receiptsOfPhone,
  recordsOf,
} from '../apps/server/rooms/deliver/sync/receipts/receipts.ts'
import { heldByPhone, phoneOf, phones } from '../apps/server/rooms/deliver/sync/phones/phone-list.ts'
import { setAsideEvents } from '../apps/server/rooms/deliver/sync/set-aside/set-aside.ts'
import { doorsOfStreet } from '../apps/server/rooms/deliver/saturation/street-doors.ts'
import { dosages } from '../apps/server/rooms/deliver/who-is-next/done-around.ts'
import { whoIsNext } from '../apps/server/rooms/deliver/who-is-next/who-is-next.ts'
import { subjectAccess } from '../apps/server/rooms/deliver/subject-access.ts'
import { cursorOf } from '../packages/protocol/pages/cursor.ts'
import type { PageName } from '../packages/protocol/pages/pages.ts'
import { traceCode } from '../apps/server/rooms/trace/traces/trace-code.ts'
import { testDatabase } from './database.ts'
import { deliveredAt, eventOf, kitA, noAnswerAt } from './phone-events.ts'
import { testCounts } from './counts.ts'
import { signIn, type TestPerson } from './signed-in.ts'
import { watchQueries } from './watched-queries.ts'

const { database, owner } = await testDatabase()
const homes = testCounts.full ? 440_000 : 40_000

/** Ids as many-rows.sql makes them. */
const idOf = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const [home, entry, person, session, draft, programme] = [1, 7, 6, 10, 11, 12].map((kind) => idOf(kind, 400))
/** Ward of home 400, of 400 wards with as many homes each. */
const wardOfHome = `W${String(Math.floor((400 * 400) / homes)).padStart(3, '0')}`
const now = new Date()

const roles = [
  'planner',
  'ward_officer',
  'prevention_pcso',
  'sergeant',
  'stock_keeper',
  'store_keeper',
  'investigator',
  'data_protection',
  'auditor',
] as const
const signedIn = new Map<PersonRole, TestPerson>()
beforeAll(async () => {
  const sql = readFileSync(join(import.meta.dirname, 'many-rows.sql'), 'utf8')
  await owner.query(sql.replaceAll('$homes', String(homes)))
  for (const role of roles) {
    const place = role === 'ward_officer' ? wardOfHome : 'B00'
    signedIn.set(role, await signIn(database, role, { place }))
  }
})

type Hot = [name: string, role: Role, work: (tx: Transaction, database: Database) => Promise<unknown>]
const here = { id: home ?? '' } as Awaited<ReturnType<typeof homeOf>>
const inRoles = (of: readonly Role[], name: string, work: Hot[2]): Hot[] =>
  of.map((role) => [name, role, work])
const theirs = { actors: [`person:${person}`] }
const key = `1.500.${entry}`
const atTheDoor = ['ward_officer', 'prevention_pcso', 'sergeant', 'data_protection'] as const

const holdsKits = ['ward_officer', 'sergeant', 'stock_keeper', 'store_keeper'] as const
const readRecall = async (tx: Transaction): Promise<void> => {
  await stops(tx, 1)
  await concernedBy(tx, idOf(14, 400), 1)
  await stoppedStill(tx, idOf(14, 400))
}

const walks = ['ward_officer', 'prevention_pcso', 'sergeant'] as const
const [round, phone, told, undone] = [
  [15, 10],
  [16, 40],
  [18, 400],
  [18, 404],
].map(([kind = 0, number = 0]) => idOf(kind, number))
const pageOfRound = `${round}/homes` as PageName

/** What is read to judge a batch: an outcome and a delivery in a round, and an undo. */
const standingOf = (tx: Transaction): Promise<unknown> => {
  const [assignment, author, device] = [round, person, phone] as never[]
  const from = { assignment: assignment!, author: author!, device: device! }
  const sent = [
    eventOf(1, noAnswerAt(home as never), { ...from, id: told as never }),
    eventOf(2, deliveredAt(home as never, kitA), from),
    eventOf(3, { kind: 'undo', of: undone as never }, from),
  ]
  return readStanding(tx, { person: author!, device: device! }, sent, now)
}

const readFeed = async (tx: Transaction): Promise<void> => {
  const moment = await presentMoment(tx)
  await scopeOf(tx, person ?? '', '2026-11-26', 2)
  await statesAt(tx, [pageOfRound], moment)
  await rowsAt(tx, pageOfRound, moment)
  await changesSince(tx, [pageOfRound], cursorOf({ transaction: 1n, row: 0 }), moment)
}

const readPhones = async (tx: Transaction): Promise<void> => {
  await phones(tx, 1)
  await phoneOf(tx, phone)
  await heldByPhone(tx, phone ?? '')
}

const readReceipts = async (tx: Transaction): Promise<void> => {
  await receiptsOfDay(tx, '2026-02-01', 1)
  await receiptsOfPhone(tx, phone ?? '')
  await recordsOf(tx, { phone: phone ?? '', person: person ?? '', day: '2026-02-01' }, 1)
}

/** The product's hottest queries, each asked by the product's own function in the roles that ask it. */
const hot: Hot[] = [
  ...inRoles(atTheDoor, 'homes of a postcode', (tx) => homesOfPostcode(tx, 'ZX20')),
  ...inRoles(atTheDoor, 'homes of a name', (tx) => homesOfName(tx, 'Ada Example', '2026-11-26')),
  ...inRoles(atTheDoor, 'a home', (tx) => homeOf(tx, home)),
  ...inRoles(atTheDoor, 'doors of a street', (tx) =>
    doorsOfStreet(tx, { area: 'E0', street: 'Street 4' }, '2026-11-30'),
  ),
  ...inRoles(atTheDoor, 'residents of a home', (tx) => residentsOf(tx, here)),
  ['erase a resident', 'data_protection', (tx) => eraseResident(tx, idOf(2, 408), 'asked to be')],
  ['what is held of a resident', 'data_protection', (tx) => subjectAccess(tx, idOf(2, 400))],
  ...inRoles(walks, 'what stands for a batch of a phone', standingOf),
  ...inRoles(walks, 'what a phone is to hold', readFeed),
  ...inRoles(['sergeant'], 'phones', readPhones),
  ...inRoles(walks, 'evening receipts', readReceipts),
  ...inRoles(['sergeant'], 'last contacts of receipts', (tx) =>
    lastContacts(tx, [{ phone: phone ?? '', actor: `person:${person}` }]),
  ),
  ...inRoles(['sergeant', 'data_protection'], 'records set aside', (tx) => setAsideEvents(tx, 1)),
  ...inRoles(['sergeant'], 'assignments', (tx) => assignments(tx, 1)),
  ['trace a code', 'investigator', (tx) => traceCode(tx, 'KIT400', '2026-02-01', 'test')],
  ...inRoles(atTheDoor.slice(0, 3), 'homes around a burglary', (tx) =>
    cocoonHomes(tx, new Date(Date.now() - 14 * 86_400_000), 200),
  ),
  ...inRoles(['sergeant'], 'who is next', (tx) => whoIsNext(tx, londonDay(now))),
  ...inRoles(['sergeant'], 'what was done around burgled homes', (tx) => dosages(tx, londonDay(now))),
  ...inRoles(atTheDoor.slice(0, 3), 'kits of a home', (tx) => kitsOfHolder(tx, `home:${home}`, 1)),
  ...inRoles(holdsKits, 'the life of a kit', (tx) => lifeOf(tx, 'KIT400')),
  ...inRoles(['stock_keeper', 'store_keeper'], 'kits of a box', (tx) =>
    serialsNamed(tx, 'store_keeper', { scanned: [], box: '12', from: 'store' }),
  ),
  ...inRoles(holdsKits, 'transfers under way', (tx) => transfersUnderWay(tx, ['store'], 'mine', 1)),
  ...inRoles(holdsKits, 'kits of a transfer', (tx) => kitsOfTransfer(tx, idOf(14, 400), 1)),
  ...inRoles(holdsKits, 'a recall', (tx) => readRecall(tx)),
  ...inRoles(holdsKits, 'losses', (tx) => losses(tx, 1)),
  ...inRoles(holdsKits, 'disputed facts', (tx) => disputedFacts(tx, 1)),
  ['who saw a record', 'auditor', (tx) => entriesPage(tx, { subject: Buffer.alloc(32, 1) })],
  ['what a person did', 'auditor', (tx) => entriesPage(tx, theirs)],
  ['older entries', 'auditor', (tx) => entriesPage(tx, theirs, {}, { before: key })],
  ['newer entries', 'auditor', (tx) => entriesPage(tx, theirs, {}, { after: key })],
  ['an entry of the log', 'auditor', (tx) => entryOf(tx, entry ?? '')],
  ['a sample of the log', 'auditor', (tx) => entriesAt(tx, [1, 500, 5000])],
  ['state of the log', 'auditor', (tx) => logState(tx)],
  ['session of a token', 'identity', (_, watched) => findSession(watched, 'no such token', now)],
  ['sessions of a person', 'identity', (tx) => liveSessions(tx, person ?? '', now)],
  ['end a session', 'identity', (tx) => endSessions(tx, { session: session ?? '' }, 'test', now)],
  ['end a person’s sessions', 'identity', (tx) => endSessions(tx, { person: person ?? '' }, 'test', now)],
  ['a person', 'data_protection', (tx) => colleagueOf(tx, person)],
  ['postings of a person', 'identity', (tx) => postingsOf(tx, person ?? '', now)],
  ['names of who acted', 'planner', (tx) => actorNames(tx, [`person:${person}`])],
  ['drafts', 'planner', (tx) => draftLines(tx)],
  ['a draft', 'planner', (tx) => draftOf(tx, draft ?? '')],
  ['a kept order of starts', 'planner', (tx) => keptOrder(tx, draft ?? '')],
  ['a programme', 'planner', (tx) => keptProgramme(tx, programme ?? '')],
  ['versions of a programme', 'planner', (tx) => versionsOf(tx, programme ?? '')],
  ['protocol of a programme', 'planner', (tx) => protocolOf(tx, programme ?? '')],
  ['area of a postcode', 'planner', (tx) => areaOfPostcode(tx, 'ZX1 1AA', 'lsoa')],
  [
    'burglaries of an area by month',
    'planner',
    (tx) =>
      monthlySeries(tx, 'E100', {
        kind: 'lsoa',
        validFrom: '2011-03-27',
        source: 'street',
        series: 'all',
        from: '2015-01',
        until: '2016-12',
      }),
  ],
]

/**
 * Tables that grow with the homes or with use; the others hold a handful of rows, and are read whole in no time. Not among
 * them are a force's own incidents: the crossing that asks which homes are near one reads every version to find the latest.
 */
const large = [
  'engagement.home',
  'engagement.resident',
  'engagement.kit',
  'engagement.kit_act',
  'engagement.kit_movement',
  'engagement.kit_position',
  'engagement.assignment',
  'engagement.assignment_home',
  'engagement.phone',
  'engagement.phone_act',
  'engagement.phone_contact',
  'engagement.phone_event',
  'engagement.event_turn',
  'engagement.visit',
  'engagement.home_state',
  'engagement.consent',
  'engagement.left_card',
  'engagement.safety_note',
  'engagement.appointment',
  'engagement.page_change',
  'log.earlier_act',
  'log.entry',
  'log.entry_subject',
  'log.sealed',
  'log.head',
  'identity.person',
  'identity.posting',
  'identity.device',
  'identity.device_phone',
  'identity.session',
  'places.postcode',
  'target.burglary_count',
  'target.plan_draft',
  'measure.programme',
]

const actorFor = (role: Role) => (role === 'identity' ? signInActor : signedIn.get(role as PersonRole)!.actor)

test.each(hot)('%s, as %s, goes by an index under the policies', async (_name, role, work) => {
  const { statements, steps, readWhole } = await watchQueries(database, actorFor(role), work)
  expect(statements).toBeGreaterThan(0)
  expect(steps.filter((step) => large.some((table) => step === `${table}, whole`))).toEqual([])
  expect(readWhole.filter((table) => large.includes(table))).toEqual([])
})

test('there are thirty of them and more', () => {
  expect(hot.length).toBeGreaterThanOrEqual(30)
})

test.each(['ward_officer', 'prevention_pcso', 'sergeant'] as const)(
  'a home is looked for by its id and the places of a %s together: another’s is not even touched',
  async (role) => {
    const { steps } = await watchQueries(database, actorFor(role), (tx) => homeOf(tx, home))
    const step = steps.find((each) => each.startsWith('engagement.home'))
    expect(step).toMatch(role === 'ward_officer' ? /\(home\.id = .*ward = ANY/ : /\(home\.id = .*bcu = ANY/)
  },
)

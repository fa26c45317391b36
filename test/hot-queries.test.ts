import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { actsOf } from '../apps/server/account/acts.ts'
import { entriesAbout, entriesAt, entryOf, logState } from '../apps/server/account/log-entries.ts'
import { cocoonHomes } from '../apps/server/deliver/cocoon.ts'
import { homeOf, homesOfName, homesOfPostcode } from '../apps/server/deliver/homes.ts'
import { eraseResident, residentsOf } from '../apps/server/deliver/residents.ts'
import type { PersonRole, Role } from '../apps/server/foundation/access/roles.ts'
import { actorNames } from '../apps/server/foundation/actor-names.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import type { Transaction } from '../apps/server/foundation/with-actor.ts'
import { personOf, postingsOf } from '../apps/server/identity/people.ts'
import { endSessions, findSession, liveSessions, signInActor } from '../apps/server/identity/sessions.ts'
import { keptProgramme, protocolOf, versionsOf } from '../apps/server/measure/programme/kept-programmes.ts'
import { areaOfPostcode } from '../apps/server/places/postcodes.ts'
import { monthlySeries } from '../apps/server/target/area/monthly-series.ts'
import { draftLines, draftOf } from '../apps/server/target/drafts/drafts.ts'
import { keptOrder } from '../apps/server/target/phase-in/kept-orders.ts'
import { traceCode } from '../apps/server/trace/trace.ts'
import { testDatabase } from './database.ts'
import { settings } from './settings.ts'
import { signIn, type TestPerson } from './signed-in.ts'
import { watchQueries } from './watched-queries.ts'

const { database, owner } = await testDatabase()
const homes = settings.full ? 440_000 : 40_000

/** Ids as many-rows.sql makes them. */
const idOf = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const [home, act, entry, person, session, draft, programme] = [1, 5, 7, 6, 10, 11, 12].map((kind) =>
  idOf(kind, 400),
)
/** Ward of home 400, of 400 wards with as many homes each. */
const wardOfHome = `W${String(Math.floor((400 * 400) / homes)).padStart(3, '0')}`
const now = new Date()

const roles = [
  'planner',
  'ward_officer',
  'prevention_pcso',
  'sergeant',
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
const atTheDoor = ['ward_officer', 'prevention_pcso', 'sergeant', 'data_protection'] as const

/** The product's hottest queries, each asked by the product's own function in the roles that ask it. */
const hot: Hot[] = [
  ...inRoles(atTheDoor, 'homes of a postcode', (tx) => homesOfPostcode(tx, 'ZX20')),
  ...inRoles(atTheDoor, 'homes of a name', (tx) => homesOfName(tx, 'Ada Example', '2026-11-26')),
  ...inRoles(atTheDoor, 'a home', (tx) => homeOf(tx, home)),
  ...inRoles(atTheDoor, 'residents of a home', (tx) => residentsOf(tx, here)),
  ['erase a resident', 'data_protection', (tx) => eraseResident(tx, idOf(2, 408), 'asked to be')],
  ['trace a code', 'investigator', (tx) => traceCode(tx, 'KIT400', '2026-02-01', 'test')],
  ...inRoles(atTheDoor.slice(0, 3), 'homes around a burglary', (tx) =>
    cocoonHomes(tx, new Date(Date.now() - 14 * 86_400_000), 200),
  ),
  ['who saw a record', 'auditor', (tx) => entriesAbout(tx, Buffer.alloc(32, 1))],
  ['what a person did', 'auditor', (tx) => actsOf(tx, `person:${person}`)],
  ['older acts', 'auditor', (tx) => actsOf(tx, `person:${person}`, { before: act })],
  ['newer acts', 'auditor', (tx) => actsOf(tx, `person:${person}`, { after: act })],
  ['an entry of the log', 'auditor', (tx) => entryOf(tx, entry ?? '')],
  ['a sample of the log', 'auditor', (tx) => entriesAt(tx, [1, 500, 5000])],
  ['state of the log', 'auditor', (tx) => logState(tx)],
  ['session of a token', 'identity', (_, watched) => findSession(watched, 'no such token', now)],
  ['sessions of a person', 'identity', (tx) => liveSessions(tx, person ?? '', now)],
  ['end a session', 'identity', (tx) => endSessions(tx, { session: session ?? '' }, 'test', now)],
  ['end a person’s sessions', 'identity', (tx) => endSessions(tx, { person: person ?? '' }, 'test', now)],
  ['a person', 'data_protection', (tx) => personOf(tx, person)],
  ['postings of a person', 'identity', (tx) => postingsOf(tx, person ?? '', now)],
  ['names of who acted', 'planner', (tx) => actorNames(tx, [`person:${person}`])],
  ['drafts', 'planner', (tx) => draftLines(tx)],
  ['a draft', 'planner', (tx) => draftOf(tx, draft ?? '')],
  ['a kept order of starts', 'planner', (tx) => keptOrder(tx, draft ?? '')],
  ['a programme', 'planner', (tx) => keptProgramme(tx, programme ?? '')],
  ['versions of a programme', 'planner', (tx) => versionsOf(tx, 'Programme 100')],
  ['protocol of a programme', 'planner', (tx) => protocolOf(tx, 'Programme 100')],
  ['area of a postcode', 'planner', (tx) => areaOfPostcode(tx, 'ZX1 1AA', 'lsoa')],
  [
    'burglaries of an area by month',
    'planner',
    (_, watched) =>
      monthlySeries(watched, signedIn.get('planner')!.actor, 'E100', {
        kind: 'lsoa',
        validFrom: '2011-03-27',
        source: 'street',
        series: 'all',
        from: '2015-01',
        until: '2016-12',
      } as Parameters<typeof monthlySeries>[3]),
  ],
]

/**
 * Tables that grow with the homes or with use; the others hold a handful of rows, and are read whole in no time. Not among
 * them are a force's own incidents: the crossing that asks which homes are near one reads every version to find the latest.
 */
const large = [
  'engagement.home',
  'engagement.resident',
  'engagement.kit_event',
  'foundation.act',
  'log.entry',
  'log.entry_subject',
  'log.sealed',
  'log.head',
  'identity.person',
  'identity.posting',
  'identity.device',
  'identity.session',
  'places.postcode',
  'target.burglary_count',
  'target.plan_draft',
  'measure.programme',
]

const actorFor = (role: Role) =>
  role === 'identity' ? signInActor : { id: signedIn.get(role as PersonRole)!.actor.id, role }

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

import { beforeAll, expect, test } from 'vitest'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { asker } from './ask.ts'
import { routeExamples, type Things } from './route-examples.ts'
import type { TestPerson } from './signed-in.ts'
import { thingsOf, walkedServer } from './walked-server.ts'

const server = await walkedServer()
const { ask } = asker(server.address)

let things: Things
const people = new Map<PersonRole, TestPerson>()
beforeAll(async () => {
  things = (await thingsOf(server)).own
  for (const role of [
    'planner',
    'sergeant',
    'ward_officer',
    'data_protection',
    'administrator',
    'auditor',
  ] as const)
    people.set(role, await server.enter(role))
})

type Act = { role: string; actor: string }

/** Transactions through the one door while `work` ran: each leaves an entry of the log, or several. */
const actsDuring = async (work: () => Promise<unknown>): Promise<Act[]> => {
  const newest = await server.log.owner.query<{ id: string }>(
    `select coalesce(max(id::text), '') as id from log.entry`,
  )
  await work()
  const { rows } = await server.log.owner.query<Act>(
    `select role, actor from log.entry where id::text > $1 group by xid, role, actor order by min(id::text)`,
    [newest.rows[0]?.id],
  )
  return rows
}

/** Pages as somebody opens them, each with the roles that its acts may be in; the first is the page's own. */
const pages: [string, PersonRole, string[], string?][] = [
  ['GET /', 'planner', ['planner']],
  ['GET /target/risk', 'planner', ['planner', 'risk']],
  ['GET /target/plan', 'planner', ['planner', 'risk'], '/target/plan?kits=1500'],
  [
    'GET /target/price-ladder',
    'planner',
    ['planner', 'risk'],
    '/target/price-ladder?budgets=100000&prices=10',
  ],
  ['GET /target/phase-in', 'planner', ['planner', 'risk'], '/target/phase-in?kits=2500&waves=2&holdout=0'],
  ['GET /target/back-test', 'planner', ['planner', 'risk'], '/target/back-test?kits=1500'],
  ['GET /target/areas/:kind/:validFrom/:code', 'sergeant', ['sergeant', 'risk']],
  ['GET /target/plan/drafts', 'planner', ['planner']],
  ['GET /target/plan/drafts/:id', 'planner', ['planner']],
  ['GET /target/plan/drafts/compare', 'planner', ['planner']],
  ['GET /target/settings', 'planner', ['planner']],
  ['GET /deliver/homes', 'ward_officer', ['ward_officer']],
  ['GET /deliver/homes/:id', 'ward_officer', ['ward_officer']],
  ['GET /deliver/cocoon', 'ward_officer', ['ward_officer']],
  ['GET /deliver/who-is-next', 'sergeant', ['sergeant']],
  ['GET /deliver/who-is-next/dosage', 'sergeant', ['sergeant']],
  ['GET /supply/my-kits', 'ward_officer', ['ward_officer']],
  ['GET /supply/transfers', 'ward_officer', ['ward_officer']],
  ['GET /supply/transfers/:id', 'ward_officer', ['ward_officer']],
  ['GET /supply/teams/:id', 'sergeant', ['sergeant']],
  ['GET /measure', 'planner', ['planner']],
  ['GET /measure/method', 'planner', ['planner']],
  ['GET /measure/programmes/:id/protocol', 'planner', ['planner']],
  ['GET /people', 'administrator', ['administrator']],
  ['GET /people/:id', 'administrator', ['administrator']],
  ['GET /devices', 'administrator', ['administrator']],
  ['GET /account/log/heads', 'auditor', ['auditor']],
]

test('a report, cold, is one transaction of the page, and one of the model; the product reads the rest for itself', async () => {
  await server.log.tamper('update places.import_file set imported_at = clock_timestamp()')
  const headers = { accept: 'text/html', ...people.get('sergeant')?.headers }
  const acts = await actsDuring(() =>
    ask({ method: 'GET', path: `/measure/programmes/${things.programme}/today`, headers }),
  )
  expect(acts.map(({ role, actor }) => `${role} ${actor.split(':')[0]}`)).toEqual([
    'sergeant person',
    'risk the product',
    'planner the product',
  ])
})

test.each(pages)('%s, cold, is one transaction and one act of %s', async (name, role, roles, at) => {
  const example = routeExamples[name]
  const path = at ?? example?.path?.(things) ?? name.split(' ')[1] ?? ''
  // Nothing is remembered of a state of the data that is gone.
  await server.log.tamper('update places.import_file set imported_at = clock_timestamp()')
  const headers = { accept: 'text/html', ...people.get(role)?.headers }
  const acts = await actsDuring(async () => {
    const { status } = await ask({ method: 'GET', path, headers })
    expect(status).toBe(200)
  })
  expect(acts.map((act) => act.role)).toEqual(roles)
})

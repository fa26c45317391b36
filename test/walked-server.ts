import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { loadDemonstration } from '../apps/server/demonstration/load-demonstration.ts'
import { personRoleNames, personRoles, type PersonRole } from '../apps/server/foundation/access/roles.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { makeEmergencyCode, useEmergencyCode } from '../apps/server/identity/emergency.ts'
import { asker } from './ask.ts'
import { freshLog, type TestLog } from './log.ts'
import { routeExamples, type Things } from './route-examples.ts'
import { withItsRoutes, type Route } from './routes-of-app.ts'
import { signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { unlimited } from './unlimited.ts'

export type Place = { ward: string; bcu: string }
/** People are posted to `own`; `other` has nothing in common with it. */
export type Whose = 'own' | 'other'

/** What there is in a ward: each a home, its resident, and the postcode. */
type InPlace = Place & Pick<Things, 'home' | 'resident' | 'postcode'>

export type WalkedServer = {
  app: FastifyInstance
  routes: readonly Route[]
  address: string
  log: TestLog
  places: Record<Whose, InPlace>
  /** Signs somebody in who is posted to `own`, or to the force. */
  enter: (role: PersonRole) => Promise<TestPerson & { role: PersonRole; places: string[] }>
  sessionOf: (person: TestPerson) => Promise<string>
}

/** One made-up city, small; its biggest ward and one of another BCU. */
const city = { homes: 5000, seed: 7 }

const inPlaceQuery = `
  select distinct on (resident.bcu) resident.ward, resident.bcu, home.id as home, resident.id as resident, home.postcode
  from engagement.resident join engagement.home on home.id = resident.home
  order by resident.bcu, resident.ward, resident.id`

/** The product on a port of its own, with a made-up city in two BCUs; ends with the test file. */
export const walkedServer = async (
  prepare: (app: FastifyInstance) => void = () => undefined,
): Promise<WalkedServer> => {
  const log = await freshLog()
  afterAll(log.drop)
  await loadDemonstration(log.database, city, () => undefined)
  const { rows } = await log.owner.query<InPlace>(inPlaceQuery)
  const [own, other] = rows
  if (!own || !other) throw new Error('The made-up city has residents in one BCU only.')
  const { app, routes } = await withItsRoutes(() =>
    buildApp({
      database: log.database,
      logger: createLogger('silent'),
      signIn: withoutProvider(),
      logDirectory: log.directory,
      limits: unlimited,
    }),
  )
  prepare(app)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  afterAll(() => app.close())
  const enter: WalkedServer['enter'] = async (role) => {
    const { posted } = personRoles[role]
    const place = posted === 'force' ? '' : own[posted]
    return { ...(await signIn(log.database, role, { place })), role, places: [place] }
  }
  const sessionOf = async (person: TestPerson): Promise<string> => {
    const found = await log.owner.query<{ id: string }>(
      'select id from identity.session where person = $1 order by begun_at desc limit 1',
      [person.id],
    )
    return found.rows[0]?.id ?? ''
  }
  return { app, routes, address, log, places: { own, other }, enter, sessionOf }
}

/** Makes what the example requests are about: by the product's own pages where there are any. */
export const thingsOf = async ({
  address,
  log,
  places,
  enter,
  sessionOf,
}: WalkedServer): Promise<Record<Whose, Things>> => {
  const { owner, database } = log
  const [planner, somebody, witness] = [
    await enter('planner'),
    await enter('laboratory'),
    await enter('covert'),
  ]
  const value = async (text: string, ...parameters: unknown[]): Promise<string> =>
    String(Object.values((await owner.query<Record<string, unknown>>(text, parameters)).rows[0] ?? {})[0])
  const { ask, close } = asker(address, 1)
  const keep = async (path: string): Promise<string> => {
    const form = routeExamples[`POST ${path}`]?.form?.(undefined as never) ?? {}
    const { location } = await ask({ method: 'POST', path, headers: planner.headers, form })
    return location.split('/').at(-1) ?? ''
  }
  const [draft, order, programme] = [
    await keep('/plan/drafts'),
    await keep('/phase-in'),
    await keep('/measure/planted'),
  ]
  close()
  const now = new Date()
  const asked = { role: 'investigator', reason: 'example' } as const
  const { code } = await makeEmergencyCode(database, { id: 'test', role: 'identity' }, asked, now)
  const browser = { deviceToken: undefined, sessionToken: undefined, userAgent: undefined }
  const { emergency } = await useEmergencyCode(database, code, browser, now)
  await log.sealTo(1)
  const things = {
    somebody: somebody.id,
    posting: await value('select id from identity.posting where person = $1', somebody.id),
    device: await value('select device from identity.session where id = $1', await sessionOf(somebody)),
    session: await sessionOf(witness),
    emergency,
    draft,
    order,
    programme,
    entry: await value('select entry from log.sealed order by position limit 1'),
    version: await value('select version from places.geography'),
    area: await value(`select code from places.area where kind = 'lsoa' order by code limit 1`),
  }
  return { own: { ...things, ...places.own }, other: { ...things, ...places.other } }
}

/** Everybody: one person for each role, and one whose posting has ended. */
export const everyoneOf = async (server: WalkedServer) => {
  const people = await Promise.all(personRoleNames.map(server.enter))
  const unposted = await server.enter('planner')
  await server.log.owner.query(
    `update identity.posting set ended_at = now(), ended_by = 'test' where person = $1`,
    [unposted.id],
  )
  return { people, unposted }
}

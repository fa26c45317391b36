import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { loadDemonstration } from '../apps/server/demonstration/load-demonstration.ts'
import { personRoleNames, personRoles, type PersonRole } from '../apps/server/foundation/access/roles.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { makeEmergencyCode, useEmergencyCode } from '../apps/server/identity/emergency.ts'
import { asker } from './ask.ts'
import { putKitThings } from './kit-things.ts'
import { putPhoneThings } from './phone-things.ts'
import { freshLog, type TestLog } from './log.ts'
import { beginNames, routeExamples, type Things } from './route-examples.ts'
import { withItsRoutes, type Route } from './routes-of-app.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { putDecision } from './decision-things.ts'
import { putTender } from './tender-things.ts'
import { putExhibit } from './exhibit-things.ts'
import { putLetterThings } from './letter-things.ts'
import { putMoneyThings } from './money-things.ts'
import { putScanThings } from './scan-things.ts'
import { putSignThings } from './sign-things.ts'
import { putSpotThings } from './spot-things.ts'
import { putTransferAndTeam } from './supply-things.ts'
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
  clock: () => Date
}

/** One made-up city, small; its biggest ward and one of another BCU. */
const smallest = { homes: 5000, seed: 7 }
/** Its last day: answers stay the same whenever the test runs. */
const madeOn = '2026-01-05'

const inPlaceQuery = `
  select distinct on (resident.bcu) resident.ward, resident.bcu, home.id as home, resident.id as resident, home.postcode
  from engagement.resident join engagement.home on home.id = resident.home
  order by resident.bcu, resident.ward, resident.id`

/** The product on a port of its own, with a made-up city in two BCUs; ends with the test file. */
export const walkedServer = async (
  prepare: (app: FastifyInstance) => void = () => undefined,
  {
    city = smallest,
    clock = () => new Date(),
    watch = (database) => database,
  }: { city?: typeof smallest; clock?: () => Date; watch?: (database: Database) => Database } = {},
): Promise<WalkedServer> => {
  beginNames()
  const log = await freshLog()
  afterAll(log.drop)
  await loadDemonstration(log.database, { ...city, until: madeOn }, () => undefined)
  const { rows } = await log.owner.query<InPlace>(inPlaceQuery)
  const [own, other] = rows
  if (!own || !other) throw new Error('The made-up city has residents in one BCU only.')
  const { app, routes } = await withItsRoutes(() =>
    buildApp({
      database: watch(log.database),
      logger: createLogger('silent'),
      signIn: withoutProvider(clock),
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
    const person = await signIn(log.database, role, { place, now: clock() })
    await neverOver(log.owner, person)
    return { ...person, role, places: [place] }
  }
  const sessionOf = async (person: TestPerson): Promise<string> => {
    const found = await log.owner.query<{ id: string }>(
      'select id from identity.session where person = $1 order by begun_at desc limit 1',
      [person.id],
    )
    return found.rows[0]?.id ?? ''
  }
  return { app, routes, address, log, places: { own, other }, enter, sessionOf, clock }
}

/** An earlier phase with one area, in a ward; what is not known of it is left out. */
const putDeployment = async (owner: WalkedServer['log']['owner'], { ward, bcu }: Place): Promise<string> => {
  const [approval, deployment] = [1, 2].map((each) => `00000000-0000-7000-8000-0000000000a${each}`)
  await owner.query(
    `insert into target.deployment_approval (id, actor, origin, name, kind, valid_from, digest, approved_at)
     select $1, 'command line: example', 'earlier phase', 'Example phase', kind, valid_from, repeat('0', 64), '2026-01-05T10:00Z'
     from places.vintage where kind = 'lsoa'`,
    [approval],
  )
  await owner.query(
    `insert into target.deployment (id, approval, number, name, starts_on, start_known, held_out, kits)
     values ($1, $2, 900, 'Example', '2025-05-01', 'month', false, 400)`,
    [deployment, approval],
  )
  await owner.query(
    `insert into target.deployment_area (deployment, place, kind, valid_from, code, name, ward, bcu)
     select $1, 1, kind, valid_from, code, name, $2, $3 from places.area where kind = 'lsoa' order by code limit 1`,
    [deployment, ward, bcu],
  )
  return deployment ?? ''
}

/** Makes what the example requests are about: by the product's own pages where there are any. */
export const thingsOf = async ({
  address,
  log,
  places,
  enter,
  sessionOf,
  clock,
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
    await keep('/target/plan/drafts'),
    await keep('/target/phase-in'),
    await keep('/measure/planted'),
  ]
  close()
  const now = clock()
  const asked = { role: 'investigator', reason: 'example' } as const
  const { code } = await makeEmergencyCode(database, { id: 'test', role: 'identity' }, asked, now)
  const browser = { deviceToken: undefined, sessionToken: undefined, userAgent: undefined }
  const { emergency } = await useEmergencyCode(database, code, browser, now)
  await log.sealTo(1)
  const deployment = await putDeployment(owner, places.own)
  const edition = '00000000-0000-7000-8000-0000000000f1'
  await owner.query(
    `insert into places.address_edition
       (id, format, supply, files, as_of, stands_on, ward_valid_from, row_count, differences, left_out, listed, digest, actor, compared_at)
     values ($1, 'ngd', 'full', 'add_gb_builtaddress.csv', '2026-01-01', 0, '2018-01-01', 2, '{"new": 1}', '{"notHome": 1}',
             '{"missingParents": {"count": 1, "first": ["7"]}, "unknownHomes": {"count": 0, "first": []}, "thinWards": {"count": 0, "first": []}}',
             '1', 'command line: example', '2026-01-02T10:00Z')`,
    [edition],
  )
  await owner.query(
    `insert into places.address_fact (edition, uprn, change, sort, class, flat_home, postcode, street, number, address, easting, northing, ward, bcu)
     values ($1, 999999999999, 'new', 'dwelling', 'RD04', false, 'ZX11AA', 'EXAMPLE STREET', '2', '2 EXAMPLE STREET, ZX1 1AA', 530000, 180000,
             'Z05000001', 'North')`,
    [edition],
  )
  const { order: purchaseOrder, ...money } = await putMoneyThings(owner)
  const things = {
    purchaseOrder,
    ...money,
    supplier: await value('select id from engagement.supplier order by name limit 1'),
    deployment,
    edition,
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
  const inPlace = async (place: InPlace, number: 1 | 2): Promise<Things> => ({
    ...things,
    ...place,
    ...(await putTransferAndTeam(database, owner, place)),
    ...(await putKitThings(owner, number, place)),
    ...(await putPhoneThings(database, owner, number, place)),
    ...(await putSpotThings(owner, number, place)),
    ...(await putSignThings(owner, number, place)),
    ...(await putScanThings(owner, number, place)),
    ...(await putExhibit(owner, number, place)),
    ...(await putDecision(owner, number)),
    ...(await putTender(owner, number)),
    ...(await putLetterThings(owner, number, place)),
  })
  return { own: await inPlace(places.own, 1), other: await inPlace(places.other, 2) }
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

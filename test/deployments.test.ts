import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { londonToday } from '../apps/server/foundation/days.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Actor, Transaction } from '../apps/server/foundation/with-actor.ts'
import type { Home } from '../apps/server/places/register.ts'
import { importHomes } from '../apps/server/places/import-homes.ts'
import { changeDeployment, type Change } from '../apps/server/rooms/deliver/deployments/change-deployment.ts'
import { coverageOf } from '../apps/server/rooms/deliver/deployments/coverage.ts'
import {
  areasCovered,
  changesOfDeployment,
  deploymentOf,
  deploymentsListed,
  earlierPhases,
  fixedOf,
  kitsBound,
  type Deployment,
} from '../apps/server/rooms/deliver/deployments/deployments.ts'
import {
  fixDeployments,
  type ToApprove,
  type ToFix,
} from '../apps/server/rooms/deliver/deployments/fix-deployments.ts'
import { placeHomesOfDeployments } from '../apps/server/rooms/deliver/deployments/place-homes.ts'
import { keepDraft } from '../apps/server/rooms/target/drafts/drafts.ts'
import { putSetting } from '../apps/server/foundation/settings.ts'
import { testDatabase } from './database.ts'
import { signIn } from './signed-in.ts'
import { putKit } from './kits.ts'
import { loadSmallCity } from './small-city.ts'
import { smallCityValidFrom } from './small-city-files.ts'
import { temporaryFile } from './temporary-files.ts'

const { database, owner } = await testDatabase()
const planner: Actor = { id: 'command line: planner', role: 'planner' }
let codes: string[]
let lead: Actor
let secondLead: Actor

beforeAll(async () => {
  codes = await loadSmallCity(database)
  lead = (await signIn(database, 'programme_lead')).actor
  secondLead = (await signIn(database, 'programme_lead')).actor
})

const as = <T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(actor, 'test', work)

let drafts = 0
const draftBy = (actor: Actor): Promise<string> =>
  as(actor, (tx) =>
    keepDraft(tx, actor.id, {
      name: `Draft ${++drafts}`,
      importedAt: null,
      inputs: {},
      plan: { areas: [] },
    } as unknown as Parameters<typeof keepDraft>[2]),
  )

const toFix = (change: Partial<ToFix> = {}): ToFix => ({
  name: 'Quayside',
  codes: [codes[0]!, codes[1]!],
  start: { on: '2026-09-07', known: 'day' },
  wave: 1,
  kits: 900,
  ...change,
})
const approvalOf = (draft: string, change: Partial<ToApprove> = {}): ToApprove => ({
  origin: 'plan',
  name: 'Spring',
  draft,
  order: null,
  kind: 'lsoa',
  validFrom: smallCityValidFrom,
  series: 'all',
  source: 'street',
  saturation: 0.85,
  chosenFrom: '2022-07-01',
  chosenUntil: '2023-06-01',
  topUp: false,
  madeUp: false,
  countOn: '2026-11-29',
  deployments: [toFix()],
  ...change,
})
const approve = async (change: Partial<ToApprove> = {}, actor = lead): Promise<Deployment[]> => {
  const draft = await draftBy(planner)
  const id = await as(actor, (tx) => fixDeployments(tx, actor.id, approvalOf(draft, change)))
  const { deployments } = await as(actor, (tx) =>
    deploymentsListed(tx, { today: '2026-11-29', phase: id }, 'all'),
  )
  return deployments
}
const change = (
  deployment: Deployment,
  to: Change,
  { follows = deployment.lastChange, reason = 'roadworks' } = {},
) => as(lead, (tx) => changeDeployment(tx, lead.id, deployment.id, { ...to, follows, reason }))
const nowOf = async ({ id }: Deployment): Promise<Deployment> =>
  (await as(lead, (tx) => deploymentOf(tx, id, '2026-11-29')))!

/** Areas that no other test has covered. */
let taken = 0
const newCodes = (count: number): string[] => codes.slice(taken, (taken += count))

const homesFile = (rows: readonly [string, number][]): Promise<string> =>
  temporaryFile('homes.csv', `LSOA11CD,HHOLDS\n${rows.map((row) => row.join(',')).join('\n')}\n`)

describe('what was approved', () => {
  test('is fixed with the homes of that day, and stays whatever is imported later', async () => {
    const own = newCodes(2)
    const [deployment] = await approve({ deployments: [toFix({ codes: own })] })
    const before = await owner.query('select * from target.deployment where id = $1', [deployment!.id])
    expect(deployment).toMatchObject({ homes: expect.any(Number), kits: 900, startsOn: '2026-09-07' })
    let day = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 2 }),
        async (homes) => {
          const file = await homesFile(own.map((code, at) => [code, homes[at]!]))
          const asOf = `2027-${String(1 + Math.floor(day / 28)).padStart(2, '0')}-${String(1 + (day++ % 28)).padStart(2, '0')}`
          await importHomes(database, { id: 'test', role: 'importer' }, [file], () => undefined, {
            code: 'LSOA11CD',
            homes: 'HHOLDS',
            asOf,
          })
          const after = await owner.query('select * from target.deployment where id = $1', [deployment!.id])
          expect(after.rows).toEqual(before.rows)
          const now = await nowOf(deployment!)
          const coverage = (await as(lead, (tx) => coverageOf(tx, [now]))).get(now.id)!
          expect(now.homes).toBe(deployment!.homes)
          expect(coverage.homesNow).toBe(homes[0]! + homes[1]!)
        },
      ),
      // Each run imports a file.
      { numRuns: 20 },
    )
  })

  test('is approved once, by somebody else than drew it up', async () => {
    const draft = await draftBy(planner)
    const own = newCodes(1)
    const approval = approvalOf(draft, { deployments: [toFix({ codes: own })] })
    await as(lead, (tx) => fixDeployments(tx, lead.id, approval))
    await expect(as(secondLead, (tx) => fixDeployments(tx, secondLead.id, approval))).rejects.toMatchObject({
      code: 'usage',
      where: { about: 'approval' },
    })
    const mine = uuidv7()
    await owner.query(
      `insert into target.plan_draft (id, name, actor, inputs, plan, digest) values ($1, 'Mine', $2, '{}', '{"areas": []}', repeat('0', 64))`,
      [mine, lead.id],
    )
    const ofMine = approvalOf(mine, { deployments: [toFix({ codes: newCodes(1) })] })
    await expect(as(lead, (tx) => fixDeployments(tx, lead.id, ofMine))).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await as(secondLead, (tx) => fixDeployments(tx, secondLead.id, ofMine))
    await expect(
      as(planner, async (tx) => fixDeployments(tx, planner.id, approvalOf(await draftBy(planner)))),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('covers its areas, which another plan takes only as a top-up; areas left without kits are not covered', async () => {
    const [own, held] = [newCodes(1), newCodes(1)]
    await approve({
      deployments: [toFix({ codes: own }), toFix({ codes: held, start: 'none', wave: null })],
    })
    const covered = await as(planner, (tx) =>
      areasCovered(tx, { kind: 'lsoa', validFrom: smallCityValidFrom }),
    )
    expect(covered).toContain(own[0])
    expect(covered).not.toContain(held[0])
    await expect(approve({ deployments: [toFix({ codes: own })] })).rejects.toMatchObject({
      where: { about: 'topUp', found: own[0] },
    })
    expect(await approve({ topUp: true, deployments: [toFix({ codes: own })] })).toHaveLength(1)
    expect(await approve({ deployments: [toFix({ codes: held })] })).toHaveLength(1)
  })

  test('binds no more kits than the programme has, whoever approves at the same time', async () => {
    const { bound } = await as(lead, (tx) => kitsBound(tx, 0))
    await as(planner, (tx) =>
      putSetting(tx, planner.id, {
        name: 'kits in the programme',
        value: bound + 1500,
        source: 'test',
        reason: 'test',
        from: '2026-11-29',
      }),
    )
    const both = await Promise.allSettled(
      [lead, secondLead].map((actor) =>
        approve({ deployments: [toFix({ codes: newCodes(1), kits: 1000 })] }, actor),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { where: { about: 'kits' } },
    })
    const [small] = await approve({ deployments: [toFix({ codes: newCodes(1), kits: 500 })] })
    expect(await as(planner, (tx) => kitsBound(tx, bound + 1500))).toEqual({
      bound: bound + 1500,
      programme: bound + 1500,
      left: 0,
    })
    await expect(change(small!, { what: 'kits changed', kits: 501 })).rejects.toMatchObject({
      where: { about: 'kits' },
    })
    await change(small!, { what: 'closed', on: '2026-11-29', kits: 100 })
    expect((await as(planner, (tx) => kitsBound(tx, bound + 1500))).left).toBe(400)
    await as(planner, (tx) =>
      putSetting(tx, planner.id, {
        name: 'kits in the programme',
        value: 440_000,
        source: 'test',
        reason: 'test',
        from: '2026-11-29',
      }),
    )
  })
})

describe('changes', () => {
  test('are appended with a reason, and the present state follows from them', async () => {
    const own = newCodes(2)
    const [fixed] = await approve({ deployments: [toFix({ codes: own })] })
    await change(fixed!, { what: 'start moved', start: { on: '2027-02-01', known: 'month' } })
    await change(await nowOf(fixed!), { what: 'kits changed', kits: 800 })
    await change(await nowOf(fixed!), { what: 'area dropped', area: own[1]!, kits: 450 })
    const now = await nowOf(fixed!)
    expect(now).toMatchObject({
      startsOn: '2027-02-01',
      startKnown: 'month',
      kits: 450,
      state: 'not begun',
      areas: [{ code: own[0] }],
      homes: fixed!.homes,
    })
    await change(now, { what: 'closed', on: '2026-11-28', kits: 0 })
    expect(await nowOf(fixed!)).toMatchObject({ state: 'closed', kits: 0, closedOn: '2026-11-28' })
    expect(await as(planner, (tx) => changesOfDeployment(tx, fixed!.id))).toMatchObject([
      { what: 'start moved', reason: 'roadworks', actor: 'Programme lead' },
      { what: 'kits changed' },
      { what: 'area dropped', area: own[1] },
      { what: 'closed' },
    ])
    expect(await as(planner, (tx) => fixedOf(tx, fixed!.id))).toMatchObject({
      startsOn: '2026-09-07',
      kits: 900,
    })
    await expect(change(await nowOf(fixed!), { what: 'kits changed', kits: 1 })).rejects.toMatchObject({
      message: expect.stringContaining('is closed'),
    })
  })

  test('without a reason are refused, and so is one that was sent twice or made of an older state', async () => {
    const own = newCodes(2)
    const [fixed] = await approve({ deployments: [toFix({ codes: own })] })
    await expect(change(fixed!, { what: 'kits changed', kits: 1 }, { reason: '' })).rejects.toMatchObject({
      code: '23514',
    })
    const both = await Promise.allSettled([
      change(fixed!, { what: 'kits changed', kits: 850 }),
      change(fixed!, { what: 'kits changed', kits: 850 }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(change(fixed!, { what: 'kits changed', kits: 850 })).rejects.toMatchObject({
      where: { about: 'reason' },
    })
    expect(await as(lead, (tx) => changesOfDeployment(tx, fixed!.id))).toHaveLength(1)
    await change(await nowOf(fixed!), { what: 'area dropped', area: own[0]!, kits: null })
    await expect(
      change(await nowOf(fixed!), { what: 'area dropped', area: own[1]!, kits: null }),
    ).rejects.toMatchObject({ where: { about: 'area' } })
    await expect(
      change(await nowOf(fixed!), { what: 'area dropped', area: 'X', kits: null }),
    ).rejects.toMatchObject({
      where: { about: 'area' },
    })
  })

  test('are nobody’s but the programme lead’s, and nothing is changed in place', async () => {
    const [fixed] = await approve({ deployments: [toFix({ codes: newCodes(1) })] })
    for (const role of ['planner', 'finance', 'auditor', 'sergeant'] as const) {
      const { actor } = await signIn(database, role)
      await expect(
        as(actor, (tx) =>
          changeDeployment(tx, actor.id, fixed!.id, {
            what: 'kits changed',
            kits: 1,
            follows: null,
            reason: 'x',
          }),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }
    for (const table of ['deployment_approval', 'deployment', 'deployment_area', 'deployment_change'])
      await expect(as(lead, (tx) => tx.query(`delete from target.${table}`))).rejects.toMatchObject({
        code: '42501',
      })
  })
})

test('of an earlier phase what is not known stays not known, and its kits are none of this programme', async () => {
  const own = newCodes(2)
  const importer: Actor = { id: 'command line: somebody', role: 'importer' }
  const before = await as(lead, (tx) => kitsBound(tx, 440_000))
  const id = await as(importer, (tx) =>
    fixDeployments(tx, importer.id, {
      ...approvalOf(''),
      origin: 'earlier phase',
      name: '2024, spreadsheet',
      draft: null,
      series: null,
      source: null,
      saturation: null,
      countOn: null,
      deployments: [
        toFix({ name: 'Harbour', codes: [own[0]!], start: null, wave: null, kits: null }),
        toFix({
          name: 'Mill',
          codes: [own[1]!],
          start: { on: '2024-05-01', known: 'month' },
          wave: null,
          kits: 70,
        }),
      ],
    }),
  )
  const { deployments } = await as(lead, (tx) => deploymentsListed(tx, { today: londonToday(), phase: id }))
  expect(deployments).toMatchObject([
    { name: 'Mill', kits: 70, startKnown: 'month', homes: null },
    { name: 'Harbour', kits: null, startsOn: null, state: 'start not known', homes: null },
  ])
  const coverage = await as(lead, (tx) => coverageOf(tx, deployments))
  expect([...coverage.values()].map(({ withKit, share }) => [withKit, share])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(await as(lead, (tx) => kitsBound(tx, 440_000))).toEqual(before)
  expect(await as(lead, (tx) => earlierPhases(tx))).toMatchObject([
    { areas: 2, kits: 70, kitsNotKnown: 1, homes: null },
  ])
})

describe('homes with a kit', () => {
  test('are counted by area and month where homes lie, and to whoever is posted to a ward in its areas alone', async () => {
    const own = newCodes(2)
    const [fixed] = await approve({ deployments: [toFix({ codes: own })] })
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `update target.deployment_area set ward = case when place = 1 then 'W1' else 'W2' end, bcu = 'North' where deployment = $1`,
      [fixed!.id],
    )
    await owner.query('set session_replication_role = origin')
    const put = async (code: string, at: number, month?: string): Promise<void> => {
      const home = uuidv7()
      await owner.query(
        `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
         select $1, $2, 'W1', 'North', 'ZX11AA', 'Example', '1', round(centre_easting)::int + $3, round(centre_northing)::int
         from places.area where code = $4 and kind = 'lsoa'`,
        [home, 700_000 + taken * 1000 + at, at % 3, code],
      )
      if (month)
        await putKit(database, `K${at}`, [
          { at: `${month}-01`, kind: 'received', holder: 'store' },
          { at: `${month}-15`, kind: 'delivered', home: { id: home, ward: 'W1', bcu: 'North' } as Home },
        ])
    }
    await put(own[0]!, 1, '2026-09')
    await put(own[0]!, 2, '2026-10')
    await put(own[0]!, 3)
    await put(own[1]!, 4, '2026-10')
    await placeHomesOfDeployments(database)
    const coverageFor = async (actor: Actor) => {
      const found = await as(actor, (tx) => deploymentOf(tx, fixed!.id, '2026-11-29'))
      return found && (await as(actor, (tx) => coverageOf(tx, [found]))).get(found.id)!
    }
    expect(await coverageFor(lead)).toMatchObject({
      withKit: 3,
      months: [
        { month: '2026-09', homes: 1 },
        { month: '2026-10', homes: 2 },
      ],
    })
    // A delivery that is corrected brought nothing, nor did a recall at the home in between.
    const move = (kind: string, holder: string | null, corrects: boolean) =>
      owner.query(
        `with last as (select * from engagement.kit_position where serial = 'K1'), act as (
           insert into engagement.kit_act (id, kind, at, kits, reason, ward, bcu, actor)
           select gen_random_uuid(), $1, '2026-11-01', 1, 'a test', ward, bcu, 'test' from last returning *
         )
         insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, corrects, ward, bcu, actor)
         select gen_random_uuid(), last.id, sequence + 1, act.id, act.kind, act.at, last.at, holder, coalesce($2, holder),
                case when $3 then (select m.id from engagement.kit_movement m where m.kit = last.id and m.kind = 'delivered') end,
                last.ward, last.bcu, 'test' from act, last`,
        [kind, holder, corrects],
      )
    await move('recalled', null, false)
    expect(await coverageFor(lead)).toMatchObject({ withKit: 3 })
    await move('corrected', 'bcu:North', true)
    expect(await coverageFor(lead)).toMatchObject({ withKit: 2, months: [{ month: '2026-10', homes: 2 }] })
    const officer = (await signIn(database, 'ward_officer', { place: 'W2' })).actor
    const stranger = (await signIn(database, 'ward_officer', { place: 'W9' })).actor
    expect(await coverageFor(officer)).toMatchObject({ withKit: 1, months: [{ month: '2026-10', homes: 1 }] })
    expect(await coverageFor(stranger)).toBeUndefined()
    const { rows } = await as(stranger, (tx) =>
      tx.query('select * from engagement.homes_with_kits($1)', [[fixed!.number]]),
    )
    expect(rows).toEqual([])
    expect((await as(stranger, (tx) => deploymentsListed(tx, { today: '2026-11-29' }))).total).toBe(0)
  })
})

import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { rememberedCity, rememberedRisk } from '../apps/server/crime/expected/risk.ts'
import { whatIsLoaded } from '../apps/server/crime/loaded-data.ts'
import type { Risk, RiskQuestion } from '../apps/server/crime/types.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { putSetting, settings } from '../apps/server/foundation/settings.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { dataState } from '../apps/server/places/data-state.ts'
import { keepProgramme } from '../apps/server/rooms/measure/programme/kept-programmes.ts'
import { parseProgramme } from '../apps/server/rooms/measure/programme/read-programme.ts'
import type { MeasureReport } from '../apps/server/rooms/measure/report/report-types.ts'
import { earlierYears } from '../apps/server/rooms/target/back-test/earlier-years.ts'
import { ladderOf } from '../apps/server/rooms/target/ladder/ladder.ts'
import { phasePlan, type PhaseDesign } from '../apps/server/rooms/target/phase-in/phase-in.ts'
import type { DeploymentQuestion } from '../apps/server/rooms/target/plan/deployment-types.ts'
import { groundOf } from '../apps/server/rooms/target/plan/ground.ts'
import { planDeployments } from '../apps/server/rooms/target/plan/plan-deployments.ts'
import { testDatabase } from './database.ts'
import { importersOn } from './importers.ts'
import { signIn, withoutProvider } from './signed-in.ts'
import { loadSmallCity } from './small-city.ts'
import { smallCityValidFrom } from './small-city-files.ts'
import { streetText } from './street-rows.ts'
import { temporaryFile } from './temporary-files.ts'

const { database } = await testDatabase()
const planner: Actor = { id: 'planner', role: 'planner' }
const vintage = { kind: 'lsoa', validFrom: smallCityValidFrom } as const

const stateNow = (): Promise<string> => database.withActor(planner, 'test', dataState)
const put = (name: string, value: number): Promise<unknown> =>
  database.withActor(planner, 'test', (tx) =>
    putSetting(tx, planner.id, { name, value, source: 'test', reason: 'test', from: '2026-01-01' }),
  )
/** Imports one burglary more: anything that is imported may change any answer. */
let imported = 0
const importMore = async (): Promise<void> => {
  imported++
  const rows = [{ id: `more ${imported}`, month: '2023-01', code: codes[imported]! }]
  await importersOn(database).street(await temporaryFile(`2023-01-metropolitan-street.csv`, streetText(rows)))
}

let codes: string[]
beforeAll(async () => {
  codes = await loadSmallCity(database)
})

const riskAsked: RiskQuestion = { ...vintage, series: 'all', source: 'street', until: '2024-12', months: 12 }
const risk = async (change: Partial<RiskQuestion> = {}): Promise<Risk> =>
  rememberedRisk(database, planner, await stateNow(), { ...riskAsked, ...change })

const planAsked: DeploymentQuestion = {
  kits: 3000,
  saturation: 0.85,
  exclude: [],
  include: [],
  covered: [],
  kitRounding: 'up',
  smallest: 300,
  largest: 2000,
  most: undefined,
  bcuFloor: 0,
}
const ground = async () => groundOf(database, planner, await stateNow(), riskAsked)
const plan = async (on: Risk, change: Partial<DeploymentQuestion> = {}) => {
  const grounded = { risk: on, ground: await ground() }
  return (await planDeployments(database, planner, grounded, { ...planAsked, ...change })).plan
}

const loaded = () => database.withActor(planner, 'test', (tx) => whatIsLoaded(database, tx))

/** Every question answered twice: what is remembered is the same object. */
const distinct = async (asked: (() => Promise<object>)[]): Promise<void> => {
  const found = new Set<object>()
  for (const ask of asked) {
    const answer = await ask()
    expect((await ask()) === answer).toBe(true)
    found.add(answer)
  }
  expect(found.size).toBe(asked.length)
}

describe('an answer is remembered, and worked out anew for each thing that it rests on:', () => {
  test('the risk', { timeout: 300_000 }, async () => {
    const before = await risk()
    await distinct([
      async () => before,
      () => risk({ months: 6 }),
      () => risk({ until: '2023-12' }),
      () => risk({ level: 0.8 }),
    ])
    await importMore()
    const after = await risk()
    expect(after).not.toBe(before)
    expect(after.city.expected).not.toBe(before.city.expected)
  })

  test('a plan, its ladder and its order of starts', { timeout: 300_000 }, async () => {
    const [one, other] = [await risk(), await risk({ months: 6 })]
    await distinct([
      () => plan(one),
      () => plan(other),
      () => plan(one, { kits: 2000 }),
      () => plan(one, { exclude: [codes[3]!] }),
      () => plan(one, { saturation: 0.8 }),
    ])

    const { kits: _, ...rest } = planAsked
    const money = { budgets: [3_000_000], prices: [1000, 1272] }
    const rungs = async (on: Risk, change = {}) => {
      const all = await database.withActor(planner, 'test', settings)
      const grounded = { risk: on, ground: await ground() }
      return (await ladderOf(database, planner, grounded, all, rest, { ...money, ...change })).rungs
    }
    await distinct([() => rungs(one), () => rungs(other), () => rungs(one, { prices: [900] })])
    const before = await rungs(one)
    await put('minutes per home', 33)
    const after = await rungs(one)
    expect(after[0]?.deliveryHours).not.toBe(before[0]?.deliveryHours)

    const chosen = await plan(one)
    const city = await rememberedCity(database, planner, await stateNow(), riskAsked)
    const about = { city, risk: one, ground: await ground() }
    const design: PhaseDesign = { seed: 'a', waves: 2, gap: 3, follow: 6, holdOut: 0, first: '2025-03' }
    const phased = (change: Partial<PhaseDesign>, of = chosen) =>
      phasePlan(database, planner, { ...about, plan: of, design: { ...design, ...change } })
    const fewer = await plan(one, { kits: 2000 })
    await distinct([
      () => phased({}),
      () => phased({ seed: 'b' }),
      () => phased({ gap: 4 }),
      () => phased({}, fewer),
    ])
  })

  test('earlier years', { timeout: 300_000 }, async () => {
    const periods = [{ from: '2024-01', to: '2024-12' }]
    const asked = { ...vintage, series: 'all', source: 'street', kits: 3000, saturation: 0.85 } as const
    const years = async (change = {}, when = periods) =>
      earlierYears(
        database,
        planner,
        await stateNow(),
        { ...asked, exclude: [], kitRounding: 'none', ...change },
        when,
      )
    await distinct([
      () => years(),
      () => years({ kits: 2000 }),
      () => years({}, [{ from: '2023-07', to: '2024-06' }]),
    ])
    const before = await years()
    await importMore()
    expect(await years()).not.toBe(before)
  })

  test('what is loaded, and which areas are neighbours', async () => {
    const kinds = async () => (await loaded()).kinds
    const before = await kinds()
    expect(await kinds()).toBe(before)
    const { state } = await loaded()
    const areas = await ground()
    expect(await ground()).toBe(areas)
    expect(areas.neighbours.start.at(-1)).toBeGreaterThan(codes.length)
    await importMore()
    expect((await loaded()).state).not.toBe(state)
    expect(await ground()).not.toBe(areas)
    expect(await kinds()).not.toBe(before)
  })
})

test(
  'a report keeps no old unit cost, no old data and no other programme',
  { timeout: 300_000 },
  async () => {
    const reader = await signIn(database, 'planner')
    const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
    onTestFinished(() => app.close())
    const keep = (change: object = {}, as?: 'version'): Promise<string> => {
      const programme = parseProgramme(
        JSON.stringify({
          name: 'Test',
          series: 'all',
          selection: { from: '2022-07', to: '2023-06', rule: 'highest' },
          deployments: [0, 7, 22, 41].map((at) => ({ areas: [codes[at]], start: '2023-08' })),
          ...change,
        }),
      )
      return database.withActor(planner, 'test', (tx) => keepProgramme(tx, planner.id, programme, as))
    }
    const report = async (id: string): Promise<MeasureReport> => {
      const { body } = await app.inject({
        url: `/measure/programmes/${id}/report.json`,
        headers: reader.headers,
      })
      return JSON.parse(body) as MeasureReport
    }

    const kept = await keep()
    const before = await report(kept)
    expect(before.primary.why).toBeNull()
    expect(await report(kept)).toEqual(before)
    expect((await report(await keep({ controls: { metres: 500 } }, 'version'))).primary).not.toEqual(
      before.primary,
    )

    const known = await database.withActor(planner, 'test', settings)
    await put('pounds to society per burglary', 2 * (known.get('pounds to society per burglary')?.value ?? 0))
    const dearer = await report(kept)
    expect(dearer.worth).not.toEqual(before.worth)
    expect(dearer.primary).toEqual(before.primary)

    await importMore()
    expect((await report(kept)).byMonth).not.toEqual(dearer.byMonth)
  },
)

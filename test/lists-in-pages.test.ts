import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { rowsOnPage } from '../apps/server/foundation/page/pages.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { keepProgramme } from '../apps/server/rooms/measure/programme/kept-programmes.ts'
import { parseProgramme } from '../apps/server/rooms/measure/programme/read-programme.ts'
import { changeDraft, keepDraft } from '../apps/server/rooms/target/drafts/drafts.ts'
import { keepOrder } from '../apps/server/rooms/target/phase-in/kept-orders.ts'
import { putBurglary } from './burglary.ts'
import { testDatabase } from './database.ts'
import { putHomes } from './homes.ts'
import { signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { unlimited } from './unlimited.ts'

const { database, owner } = await testDatabase()
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  limits: unlimited,
})
afterAll(() => app.close())

const many = rowsOnPage + 5
const planner: Actor = { id: 'command line: planner', role: 'planner' }
let people: { planner: TestPerson; officer: TestPerson; keeper: TestPerson }

beforeAll(async () => {
  people = {
    planner: await signIn(database, 'planner'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
    keeper: await signIn(database, 'store_keeper'),
  }
  await owner.query(
    `insert into engagement.supplier (id, name, actor)
     select gen_random_uuid(), 'Supplier ' || each, 'test' from generate_series(1, $1::int) each`,
    [many],
  )
  await owner.query(
    `insert into engagement.kit_count (id, holder, begun_at, actor)
     select gen_random_uuid(), 'store', now() - make_interval(hours => each), 'test' from generate_series(1, $1::int) each`,
    [many],
  )
  await putHomes(database, {
    W1: { bcu: 'North', homes: many, postcode: 'ZX11AA' },
    W2: { bcu: 'North', homes: 7, postcode: 'ZX11AA' },
  })
  // Doors are ten metres from one to the next: every one is near a burglary.
  for (const easting of [530_200, 530_600, 530_950])
    await putBurglary(database, { reference: `CRIME-${easting}`, easting, northing: 180_000 })
  await database.withActor(planner, 'test', async (tx) => {
    for (let at = 1; at <= many; at++) {
      const draft = {
        name: `Draft ${at}`,
        importedAt: null,
        inputs: { kits: at },
        plan: { areas: [], expected: 1 },
      } as unknown as Parameters<typeof keepDraft>[2]
      const id = await keepDraft(tx, planner.id, draft)
      if (at === 3) await changeDraft(tx, planner.id, id, { reason: 'test' })
      const order = { name: `Order ${at}`, seed: 'seed', question: {}, answer: { areas: [] } }
      await keepOrder(tx, planner.id, order as unknown as Parameters<typeof keepOrder>[2])
      const programme = {
        name: `Programme ${at}`,
        series: 'all',
        deployments: [{ areas: ['A'], start: '2020-01' }],
      }
      await keepProgramme(tx, planner.id, parseProgramme(JSON.stringify(programme)))
    }
  })
})

const page = async (person: TestPerson, url: string, form?: Record<string, string>): Promise<string> => {
  const answer = form
    ? await app.inject({ method: 'POST', url, headers: person.headers, payload: form })
    : await app.inject({ url, headers: person.headers })
  expect(answer.statusCode).toBe(200)
  return answer.body
}
const rowsIn = (body: string): number => body.split('<th scope="row"').length - 1

describe('a list that is longer than a page', () => {
  test.each([
    ['/target/plan/drafts', `1 to ${rowsOnPage} of ${many - 1}`, 4, '/target/plan/drafts.csv', many - 1],
    ['/target/phase-in/kept', `1 to ${rowsOnPage} of ${many}`, 5, '/target/phase-in/kept.csv', many],
    ['/measure', `1 to ${rowsOnPage} of ${many}`, 5, '/measure/programmes.csv', many],
  ])(
    '%s says how many there are, leads to the rest, and has all in its file',
    async (url, shown, rest, file, all) => {
      const first = await page(people.planner, url)
      expect(first).toContain(shown)
      expect(rowsIn(first)).toBe(rowsOnPage)
      expect(first).toContain(`href="${url}?page=2"`)
      expect(rowsIn(await page(people.planner, `${url}?page=2`))).toBe(rest)
      const lines = (await page(people.planner, file)).trimEnd().split('\r\n')
      expect(lines).toHaveLength(all + 1)
    },
  )

  test.each(['/supply/suppliers', '/supply/counts'])('%s is one of Supply’s', async (url) => {
    const first = await page(people.keeper, url)
    expect(first).toContain(`1 to ${rowsOnPage} of ${many}`)
    expect(first).toContain(`href="${url}?page=2"`)
    expect(rowsIn(first)).toBe(rowsOnPage)
    expect(rowsIn(await page(people.keeper, `${url}?page=2`))).toBe(5)
    const lines = (await page(people.keeper, `${url}.csv`)).trimEnd().split('\r\n')
    expect(lines).toHaveLength(many + 1)
  })

  test('homes of a postcode: of one’s own ward alone, page by page, each page logged as it is shown', async () => {
    const first = await page(people.officer, '/deliver/homes', { postcode: 'ZX1 1AA' })
    expect(first).toContain(`Homes 1 to ${rowsOnPage} of ${many}`)
    expect(rowsIn(first)).toBe(rowsOnPage)
    const second = await page(people.officer, '/deliver/homes', { postcode: 'ZX1 1AA', page: '2' })
    expect(second).toContain(`Homes ${rowsOnPage + 1} to ${many} of ${many}`)
    expect(rowsIn(second)).toBe(5)
    expect(second).toContain('Previous homes')
    expect(second).not.toContain('Next homes')
  })

  test('teams of a BCU: page by page, and all of them in the file', async () => {
    await owner.query(
      `insert into engagement.team (id, name, bcu, actor)
       select gen_random_uuid(), 'Team ' || number, 'North', 'test' from generate_series(1, $1::int) number`,
      [many],
    )
    const sergeant = await signIn(database, 'sergeant', { place: 'North' })
    const first = await page(sergeant, '/supply/teams')
    expect(first).toContain(`Teams 1 to ${rowsOnPage} of ${many}`)
    expect(rowsIn(first)).toBe(rowsOnPage)
    expect(rowsIn(await page(sergeant, '/supply/teams?page=2'))).toBe(5)
    expect((await page(sergeant, '/supply/teams.csv')).trimEnd().split('\r\n')).toHaveLength(many + 1)
  })

  test('homes near a burglary: page by page', async () => {
    const first = await page(people.officer, '/deliver/cocoon')
    expect(first).toContain(`Homes 1 to ${rowsOnPage} of ${many}`)
    expect(rowsIn(await page(people.officer, '/deliver/cocoon?page=2'))).toBe(5)
  })
})

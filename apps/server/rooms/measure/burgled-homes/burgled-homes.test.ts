import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { putHomes } from '../../../../../test/homes.ts'
import { putKit } from '../../../../../test/kits.ts'
import { signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import type { Home } from '../../../places/register.ts'

const { database, owner } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let planner: TestPerson

/** A burglary of a home at a moment; without one, of a home that is in no register. */
const burgle = async (reference: string, home: string | null, at: string): Promise<void> => {
  await owner.query(
    `insert into enforcement.incident_version
       (reference, as_at, row_digest, reported_at, committed_from, uprn, classification, series)
     values ($1, now(), gen_random_uuid(), $2, $2, (select uprn from engagement.home where id = $3), 'Burglary', 'residential')`,
    [reference, at, home],
  )
}
let kits = 0
const deliver = (home: Home, at: string): Promise<void> =>
  putKit(database, `KIT${++kits}`, [{ at, kind: 'delivered', home }])

beforeAll(async () => {
  planner = await signIn(database, 'planner')
  const homes = await putHomes(database, {
    'Ward A': { bcu: 'North', homes: 12, postcode: 'ZX11AA' },
    'Ward B': { bcu: 'North', homes: 3, postcode: 'ZX11AB' },
  })
  const [a, b] = [homes.get('Ward A')!, homes.get('Ward B')!]
  for (const [at, { id }] of a.entries()) await burgle(`A${at}`, id, '2015-03-10T12:00Z')
  for (const home of a.slice(0, 7)) await deliver(home, '2015-03-01T12:00Z')
  // A kit that came after the burglary was not there: with it they would be eight, and rounded to ten.
  await deliver(a[9]!, '2015-04-01T12:00Z')
  await burgle('B0', b[0]!.id, '2015-03-31T22:30Z')
  await burgle('B1', b[1]!.id, '2015-03-01T00:30Z')
  // Half past midnight of the first of April in London: with it they would be three, and rounded to five.
  await burgle('B2', b[2]!.id, '2015-03-31T23:30Z')
  await burgle('C0', null, '2015-03-10T12:00Z')
})

const ask = async (query: string, who = planner): Promise<{ status: number; text: string }> => {
  const { statusCode, body } = await app.inject({
    url: `/measure/burgled-homes${query}`,
    headers: { accept: 'text/html', ...who.headers },
  })
  return { status: statusCode, text: body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}
const combinations = async (): Promise<number> => {
  const { rowCount } = await owner.query(
    `select from log.entry where operation = 'combination' and kind = 'home' and subject is null and list_root is null`,
  )
  return rowCount ?? 0
}

test('counts are by ward and of all, to the nearest five, kits that came too late left out', async () => {
  const { status, text } = await ask('?from=2015-03&to=2015-03')
  expect(status).toBe(200)
  expect(text).toContain('All wards 15 5 Ward A 10 5 Ward B 0 0')
  expect(text).toContain('March 2015')
})

test('nothing is counted, and nothing written down, before a period is asked for', async () => {
  const before = await combinations()
  expect((await ask('')).status).toBe(200)
  for (const [query, words] of [
    ['?from=2015-03&to=', 'Enter the last month'],
    ['?from=soon&to=2015-03', 'Enter the first month'],
    ['?from=2015-04&to=2015-03', 'comes before the first'],
  ] as const) {
    const { status, text } = await ask(query)
    expect([status, text]).toEqual([400, expect.stringContaining(words)])
  }
  expect(await combinations()).toBe(before)
  await ask('?from=2014-01&to=2014-12')
  expect(await combinations()).toBe(before + 1)
})

test('exact counts leave the two regimes for nobody', async () => {
  const { rows } = await database.withActor(planner.actor, 'counts', (tx) =>
    tx.query<{ burgled: number; burgled_with_kit: number }>(
      `select * from enforcement.burgled_home_counts('2015-01-01', '2015-12-31')`,
    ),
  )
  expect(rows).toHaveLength(3)
  for (const { burgled, burgled_with_kit } of rows)
    expect([burgled % 5, burgled_with_kit % 5]).toEqual([0, 0])
  const officer = await signIn(database, 'ward_officer')
  expect((await ask('?from=2015-03&to=2015-03', officer)).status).toBe(403)
})

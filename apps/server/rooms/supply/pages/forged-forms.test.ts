import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { ledgerPeople, type Mover } from '../../../../../test/ledger-people.ts'
import { withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { moveKits, receiveKits } from '../facts.ts'

const { database, owner } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())
const people = await ledgerPeople(database, owner)
const [store, keeper] = [people.of('store_keeper'), people.of('stock_keeper', 'North')]
const { box } = await people.announce(2)
await database.withActor(store.person.actor, 'a test', (tx) =>
  receiveKits(tx, store.person.actor.id, { id: uuidv7(), at: new Date(), kits: { box } }),
)

const send = async ({ person }: Mover, form: { act?: string; from: string; to: string }) => {
  const { statusCode, headers, body } = await app.inject({
    method: 'POST',
    url: '/supply/send',
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...person.headers,
    },
    payload: new URLSearchParams({ act: uuidv7(), box: '1', ...form }).toString(),
  })
  return { statusCode, location: headers.location, body }
}
const holders = async (): Promise<string[]> => {
  const { rows } = await owner.query<{ holder: string }>(
    'select distinct holder from engagement.kit_position order by 1',
  )
  return rows.map(({ holder }) => holder)
}

test('kits go nowhere that the form does not offer', async () => {
  for (const to of [`team:${people.team.North}`, keeper.person.actor.id, 'gone:lost', 'store', 'bcu:West']) {
    const { statusCode, body } = await send(store, { from: 'store', to })
    expect([to, statusCode]).toEqual([to, 400])
    expect(body).toContain('Kits do not go there from here')
  }
  expect(await holders()).toEqual(['store'])
})

test('kits come from nobody whom the sender does not answer for', async () => {
  for (const from of ['store', 'bcu:South', `team:${people.team.South}`]) {
    const { statusCode, body } = await send(keeper, { from, to: `team:${people.team.North}` })
    expect([from, statusCode]).toEqual([from, 400])
    expect(body).toContain('You do not answer for the kits of this holder')
  }
  expect(await holders()).toEqual(['store'])
})

test('a form that is sent twice is one act', async () => {
  const issued = { id: uuidv7(), kind: 'issued', at: new Date(), from: 'store', to: 'bcu:North' } as const
  await database.withActor({ id: 'test', role: 'registrar' }, 'a test', (tx) =>
    moveKits(tx, 'test', { ...issued, kits: { box }, place: { ward: null, bcu: 'North' } }),
  )
  const form = { act: uuidv7(), from: 'bcu:North', to: `team:${people.team.North}` }
  const { act } = form
  const [first, again] = [await send(keeper, form), await send(keeper, form)]
  expect([first.statusCode, first.location]).toEqual([303, `/supply/transfers/${act}`])
  expect([again.statusCode, again.location]).toEqual([303, first.location])
  expect(await holders()).toEqual([`transit:${act}`])
  const { rows } = await owner.query(
    'select count(*)::int as moved from engagement.kit_movement where act = $1',
    [act],
  )
  expect(rows).toEqual([{ moved: 2 }])
})

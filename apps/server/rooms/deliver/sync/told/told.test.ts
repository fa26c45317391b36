import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../../test/database.ts'
import type { Mover } from '../../../../../../test/ledger-people.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../../test/signed-in.ts'
import { buildApp } from '../../../../app.ts'
import { createLogger } from '../../../../foundation/layout/log.ts'
import { takeBatch } from '../judge/take-batch.ts'
import { meetPhone } from '../phones/phones.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const told = async ({ person }: Mover): Promise<string[]> => {
  const { statusCode, payload } = await app.inject({ url: '/deliver/told.csv', headers: person.headers })
  expect(statusCode).toBe(200)
  return payload.trim().split('\r\n').slice(1)
}

test('what an officer tells their sergeant reaches them with its note, until it is undone', async () => {
  const { actor } = khan.mover.person
  await database.withActor(actor, 'a phone of a test', (tx) =>
    meetPhone(
      tx,
      { device: khan.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
      receivedAt,
    ),
  )
  const [first, second] = khan.homes
  const nowhere = { position: null } as const
  const vulnerable = khan.event(1, {
    kind: 'tell-sergeant',
    home: first!,
    ...nowhere,
    about: 'vulnerable',
    note: 'Alone and afraid of callers',
  })
  const empty = khan.event(2, { kind: 'leave-out', home: second!, ...nowhere, reason: 'void' })
  await takeBatch(database, actor, batchOf(khan, [vulnerable, empty]), receivedAt)
  const sergeant = town.people.of('sergeant', 'North')
  const lines = await told(sergeant)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Leave out: nobody lives there,2 W1 Street')
  expect(lines[1]).toMatch(/Vulnerable person,1 W1 Street,.*,Alone and afraid of callers/)
  const page = await app.inject({
    url: '/deliver/told',
    headers: { ...sergeant.person.headers, accept: 'text/html' },
  })
  expect(page.payload).toContain(`<a class="govuk-link" href="/deliver/homes/${first}">1 W1 Street</a>`)
  expect(await told(town.people.of('sergeant', 'South'))).toEqual([])
  const undo = khan.event(3, { kind: 'undo', of: vulnerable.id })
  await takeBatch(database, actor, batchOf(khan, [undo]), receivedAt)
  expect(await told(sergeant)).toHaveLength(1)
})

test('officers do not read what colleagues told', async () => {
  const answer = await app.inject({ url: '/deliver/told', headers: khan.mover.person.headers })
  expect(answer.statusCode).toBe(403)
})

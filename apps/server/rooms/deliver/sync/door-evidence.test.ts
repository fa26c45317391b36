import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { takeBatch } from './judge/take-batch.ts'
import { meetPhone } from './phones/phones.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const sergeant = town.people.of('sergeant', 'North')
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

for (const walker of town.walkers) {
  const { actor } = walker.mover.person
  await database.withActor(actor, 'a phone of a test', (tx) =>
    meetPhone(
      tx,
      { device: walker.device, heartbeat: { unsent: 0, setAside: 0, storage: 'works' }, app: null },
      receivedAt,
    ),
  )
}
const [kit = ''] = await town.kitsOf(khan, 1)
const [first, second, third] = khan.homes
const seen = await owner.query<{ latitude: number; longitude: number }>(
  'select latitude, longitude from engagement.assignment_home where assignment = $1 and home = $2',
  [khan.assignment, first],
)
const atFirst = { ...seen.rows[0]!, accuracy: 5 }
const delivered = { ...deliveredAt(first!, kit as never), recorded: 'camera', position: atFirst } as const
await takeBatch(
  database,
  khan.mover.person.actor,
  batchOf(khan, [khan.event(1, noAnswerAt(second!)), khan.event(2, delivered)]),
  receivedAt,
)
// The same kit, typed, at another door: kept, and a sergeant decides.
const told = reid.event(3, deliveredAt(third!, kit as never))
const [answer] = await takeBatch(database, reid.mover.person.actor, batchOf(reid, [told]), receivedAt)
expect(answer).toMatchObject({ answer: 'set-aside', reason: 'kit-elsewhere' })

const page = async (mover: Mover): Promise<string> => {
  const list = await app.inject({ url: '/supply/disputed-facts', headers: mover.person.headers })
  const href = /href="(\/supply\/disputed-facts\/[0-9a-f-]{36})"/.exec(list.payload)?.[1]
  const shown = await app.inject({ url: href!, headers: { ...mover.person.headers, accept: 'text/html' } })
  expect(shown.statusCode).toBe(200)
  return shown.payload.replaceAll(/\s+/g, ' ')
}

test('whoever decides reads what both phones told of it, side by side', async () => {
  const shown = await page(sergeant)
  const rowOf = (what: string) =>
    new RegExp(`<th scope="row">${what}</th><td>(.*?)</td><td>(.*?)</td>`).exec(shown)?.slice(1)
  expect(rowOf('To')).toEqual(['1 W1 Street', '3 W1 Street'])
  expect(rowOf('How')).toEqual(['code read by the camera', 'serial typed; its check character is right'])
  expect(rowOf('Where')).toEqual(['0 m from the door, accurate to 5 m', 'not known'])
  expect(rowOf('At the door')?.[0]).toBe(
    'resident did not agree to be registered; 1 thing marked together; sticker put up',
  )
  expect(rowOf('Had the kit before')?.[1]).toMatch(/^no/)
  expect(shown).toMatch(/<strong>.*?: kit delivered, this kit<\/strong>/)
  expect(shown).toMatch(/W1 Street: no answer/)
})

test('an officer reads what their own phone told, and nothing of a colleague’s', async () => {
  const shown = await page(reid.mover)
  expect(shown).toContain('serial typed')
  expect(shown).not.toContain('read by the camera')
  expect(shown).not.toContain('W1 Street: no answer')
})

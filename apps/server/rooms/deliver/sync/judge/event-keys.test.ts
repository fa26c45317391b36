import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../../test/database.ts'
import { noAnswerAt } from '../../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt } from '../../../../../../test/phone-town.ts'
import { databaseOn } from '../../../../foundation/database.ts'
import { secretsOf } from '../../../../foundation/secrets.ts'
import { meetPhone } from '../phones/phones.ts'
import { rewrapSomeEvents } from './event-keys.ts'
import { takeBatch } from './take-batch.ts'

const { database, owner, urls } = await testDatabase()
const {
  walkers: [khan],
} = await phoneTown(database, owner)
const { actor } = khan.mover.person
const both = databaseOn(urls, secretsOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)))
afterAll(() => both.close())

test('events are wrapped by a new master key, and can be undone after it', async () => {
  const first = khan.event(1, noAnswerAt(khan.homes[0]!))
  const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const
  await database.withActor(actor, 'a test', (tx) =>
    meetPhone(tx, { device: khan.device, heartbeat, app: null }, receivedAt),
  )
  await takeBatch(database, actor, batchOf(khan, [first]), receivedAt)
  const rewrap = () => both.withActor({ id: 'test', role: 'registrar' }, 'a new key', rewrapSomeEvents)
  expect([await rewrap(), await rewrap()]).toEqual([1, 0])
  const undo = khan.event(2, { kind: 'undo', of: first.id })
  const [answer] = await takeBatch(both, actor, batchOf(khan, [undo]), receivedAt)
  expect(answer).toEqual({ id: undo.id, answer: 'accepted' })
  const { rows } = await owner.query('select key_version from engagement.phone_event order by id')
  expect(rows).toEqual([{ key_version: 2 }, { key_version: 2 }])
})

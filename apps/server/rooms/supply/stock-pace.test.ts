import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { addLives, type Life } from './lives.ts'
import { weeksLeft } from './stock-forecast.ts'
import { paceOf } from './stock-pace.ts'

const { database } = await testDatabase()

const now = new Date('2026-03-02T12:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)

let made = 0
/** Kits that come to a BCU `came` days ago, of which one leaves it on each of the days of `gave`. */
const stockOf = (bcu: string, came: number, gave: readonly number[]): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'stock of a test', async (tx) => {
    const place = { ward: null, bcu }
    const lives = gave.map((days): Life => {
      const sent = uuidv7()
      return {
        serial: `PACE-${++made}`,
        code: null,
        madeOn: null,
        expiresOn: null,
        events: [
          { kind: 'received', holder: 'store', place, at: daysAgo(400) },
          { kind: 'sent', holder: `transit:${sent}`, place, at: daysAgo(came + 30), act: sent },
          { kind: 'taken', holder: `bcu:${bcu}`, place, at: daysAgo(came), transfer: sent },
          { kind: 'issued', holder: `team:${bcu}`, place, at: daysAgo(days) },
        ],
      }
    })
    await addLives(tx, 'test', lives)
  })

test('a pace is that of the weeks in which somebody had kits', async () => {
  await stockOf('Long', 300, [1, 2, 3, 9, 30])
  await stockOf('Short', 22, [1, 2, 3, 9, 21.5])
  await stockOf('New', 10, [1, 2])
  const pace = await database.withActor({ id: 'test', role: 'registrar' }, 'pace of a test', (tx) =>
    paceOf(tx, now),
  )
  expect(pace.get('bcu:Long')).toEqual([3, 1, 0, 0, 1, 0, 0, 0])
  expect(pace.get('bcu:Short')).toEqual([3, 1, 0])
  expect(pace.get('bcu:New')).toEqual([2])
  // Four kits in three weeks: thirty last 22.5 weeks, not sixty.
  expect(weeksLeft(30, pace.get('bcu:Short')!)?.weeks).toBeCloseTo(22.5, 9)
  expect(weeksLeft(30, pace.get('bcu:New')!)).toBeUndefined()
})

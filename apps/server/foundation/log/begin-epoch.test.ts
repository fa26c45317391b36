import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../test/database.ts'
import { freshLog } from '../../../../test/log.ts'
import { beginEpoch } from './begin-epoch.ts'
import { nextEpoch } from './head-queries.ts'
import { Sealer } from './sealer.ts'
import { servedBelow } from './served-below.ts'

test('one backup restored twice begins two epochs that differ, and the log goes on in both', async () => {
  const log = await freshLog()
  const { rows } = await log.owner.query<{ name: string }>('select current_database() as name')
  await log.consult('one', 'two', 'three')
  await log.sealTo(3)
  // The backup is the database as it is now, which nobody goes on in.
  await log.database.close()
  await log.owner.end()
  const lives: Awaited<ReturnType<typeof freshDatabase>>[] = []
  const life = async () => {
    const restored = await freshDatabase({ copyOf: rows[0]!.name })
    lives.push(restored)
    return { ...restored, parts: { ...log.parts, database: restored.database } }
  }
  const goOn = async ({ parts, database }: Awaited<ReturnType<typeof life>>, size: number): Promise<void> => {
    await database.withActor({ id: 'test', role: 'planner' }, 'page of a home', (tx) =>
      tx.record({ operation: 'consultation', kind: 'home', subjects: ['later'] }),
    )
    const sealer = new Sealer(parts)
    await expect.poll(() => sealer.pass(), { timeout: 240_000 }).toBe(size)
  }
  const epochs: number[] = []
  await goOn(await life(), 4)
  for (const size of [6, 8]) {
    const restored = await life()
    const { epoch } = await beginEpoch(restored.parts, 'restored from the backup of Monday')
    await goOn(restored, size)
    const served = await restored.database.withActor({ id: 'test', role: 'planner' }, 'test', servedBelow)
    expect(served.epoch).toBe(epoch)
    epochs.push(epoch)
  }
  expect(epochs[0]).toBeGreaterThan(1)
  expect(epochs[1]).toBeGreaterThan(1)
  expect(epochs[0]).not.toBe(epochs[1])
  expect((await log.verify()).findings).toEqual([])
  for (const each of lives) await each.drop()
}, 300_000)

test('numbers of epochs grow through hundreds of restores, and stay within their column', () => {
  expect(nextEpoch(undefined)).toBe(1)
  let number = 1
  for (let restores = 0; restores < 600; restores++) {
    const next = nextEpoch({ number })
    expect(next).toBeGreaterThan(number)
    number = next
  }
  expect(number).toBeLessThan(2 ** 31)
})

import { expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { putSaturationTown, townHomes } from '../../../../../test/saturation-town.ts'
import { putSignThings } from '../../../../../test/sign-things.ts'
import { signIn } from '../../../../../test/signed-in.ts'
import { londonToday } from '../../../foundation/days.ts'
import { exposureOfProgramme } from './exposure-of-deployments.ts'
import type { Programme } from './programme-schema.ts'
import { withCoverage } from './programme-of-deployments.ts'

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const { rows } = await owner.query<{ id: string }>('select id from target.deployment_approval')
const programme = {
  approval: rows[0]!.id,
  deployments: [{ name: 'D-001 Millside', areas: ['E1'], start: '2026-01' }],
} as unknown as Programme
// Whoever reads a report is told the same, with a right to read signs or without.
const readers = [(await signIn(database, 'finance')).actor, (await signIn(database, 'planner')).actor]

test('without a sign nothing is said of exposure, nor that there were no signs', async () => {
  for (const actor of readers)
    await database.withActor(actor, 'a test', async (tx) => {
      expect(await exposureOfProgramme(tx, programme, londonToday())).toEqual([])
      expect((await withCoverage(tx, programme)).deployments[0]).not.toHaveProperty('signs')
    })
})

test('signs and posters of a programme’s areas stand beside its coverage, and its signs are a dose', async () => {
  await putSignThings(owner, 1, { ward: 'W1', bcu: 'North', area: 'E1' })
  // Of an area that has no kits.
  await putSignThings(owner, 2, { ward: 'W2', bcu: 'North', area: 'E2' })
  for (const actor of readers)
    await database.withActor(actor, 'a test', async (tx) => {
      const months = await exposureOfProgramme(tx, programme, londonToday())
      expect(months[0]).toMatchObject({ month: '2026-01', signs: 1, posters: 3, pressItems: 0 })
      // Five of fourteen homes have a kit by now.
      expect(months.at(-1)).toMatchObject({ month: londonToday().slice(0, 7), signs: 1, posters: 0 })
      expect(months.at(-1)?.share).toBeCloseTo(5 / 14, 12)
      expect((await withCoverage(tx, programme)).deployments[0]).toMatchObject({ signs: 1 })
    })
})

const stickers = async (): Promise<number> => {
  const months = await database.withActor(readers[0]!, 'a test', (tx) =>
    exposureOfProgramme(tx, programme, londonToday()),
  )
  return months.reduce((sum, month) => sum + month.stickers, 0)
}

test('stickers that officers saw up at visits count as those recorded by area: a home’s once, and none that was undone', async () => {
  expect(await stickers()).toBe(0)
  // Visits are never changed: past the triggers, as if each had been told so.
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `update engagement.visit v set sticker = case when s.state = 'protected' then 'up' else 'given' end
     from engagement.home_state s where s.home = v.home`,
  )
  await owner.query('set session_replication_role = origin')
  const isUp = townHomes.filter(({ area, state }) => area === 'E1' && state === 'protected').length
  expect(isUp).toBeGreaterThan(1)
  expect(await stickers()).toBe(isUp)
  await owner.query(
    `insert into engagement.event_turn (id, event, turn, stands, how, by_event, ward, bcu, actor)
     select gen_random_uuid(), v.event, 1, false, 'undone', v.event, v.ward, v.bcu, v.actor
     from engagement.visit v join engagement.home_state s on s.home = v.home
     where s.area = 'E1' and v.outcome = 'protected' order by v.event limit 1`,
  )
  expect(await stickers()).toBe(isUp - 1)
})

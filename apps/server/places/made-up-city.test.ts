import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { demonstrationActor, keepPlantedTruth, madeUpDaysEnded, setDemonstration } from './made-up-city.ts'

const { database } = await testDatabase()
const ended = (today: string) =>
  database.withActor(demonstrationActor, 'test', (tx) => madeUpDaysEnded(tx, today))

test('a demonstration says when its burglaries end, once that is before yesterday', async () => {
  expect(await ended('2026-02-01')).toBeUndefined()
  await database.withActor(demonstrationActor, 'test', (tx) =>
    setDemonstration(tx, 'loaded', { homes: 5000, seed: 7 }),
  )
  // Of a city that was loaded before its last day was kept: the day on which it was loaded.
  expect(await ended('2026-01-01')).toBeUndefined()
  expect(await ended('2100-01-01')).toMatch(/^20\d\d-\d\d-\d\d$/)
  await database.withActor(demonstrationActor, 'test', (tx) => keepPlantedTruth(tx, { until: '2026-01-05' }))
  expect(await ended('2026-01-06')).toBeUndefined()
  expect(await ended('2026-01-07')).toBe('2026-01-05')
})

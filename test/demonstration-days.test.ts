import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { demonstrationActor, keepPlantedTruth, setDemonstration } from '../apps/server/places/made-up-city.ts'
import { testDatabase } from './database.ts'
import { signIn, withoutProvider } from './signed-in.ts'

const { database } = await testDatabase()
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

const officer = await signIn(database, 'ward_officer', { place: 'W1' })
const words = 'The burglaries of this demonstration end on 5 January 2026, so none is recent.'

const load = (until: string) =>
  database.withActor(demonstrationActor, 'test', async (tx) => {
    await setDemonstration(tx, 'loaded', { homes: 5000, seed: 7 })
    await keepPlantedTruth(tx, { until })
  })

test.each(['/', '/deliver/cocoon'])(
  '%s says when the days of a demonstration have ended, and what to do',
  async (url) => {
    const page = async (): Promise<string> => (await app.inject({ url, headers: officer.headers })).body
    await load('2026-01-05')
    expect(await page()).toContain(words)
    expect(await page()).toContain('npm run -s mettrace -- demo')
    await load('2100-01-01')
    expect(await page()).not.toContain('The burglaries of this demonstration end')
  },
)

import type { Database } from '../../foundation/database.ts'
import { settingOf, settings } from '../../foundation/settings.ts'
import type { Actor } from '../../foundation/with-actor.ts'

/** What a plan takes where nothing else is asked: settings, of which every version is kept. */
export type PlanDefaults = { saturation: number; smallest: number; largest: number }

export const planDefaults = async (database: Database, actor: Actor): Promise<PlanDefaults> => {
  const all = await database.withActor(actor, 'usual figures of a plan', settings)
  const value = (name: string): number => settingOf(all, name).value
  return {
    saturation: value('saturation'),
    smallest: value('smallest deployment area'),
    largest: value('largest deployment area'),
  }
}

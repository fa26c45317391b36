import type { WaitingAsked, Waits } from '../../../foundation/room/waiting.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { saturationSettings } from '../saturation/saturation.ts'
import { allTeams, teamFigures } from './team-figures.ts'

/** Phones of officers out that were not heard from for long: somebody calls them. */
export const waiting = async (tx: Transaction, { now }: WaitingAsked): Promise<Waits> => {
  const { silentHours } = await saturationSettings(tx)
  const { silentPhones } = allTeams(await teamFigures(tx, now, silentHours), now)
  return {
    count: silentPhones,
    thing: count(silentPhones, 'silent phone'),
    words: `not heard from for ${count(silentHours, 'hour')} and more: ask where they are`,
  }
}

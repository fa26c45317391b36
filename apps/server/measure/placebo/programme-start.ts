import type { Database } from '../../foundation/database.ts'
import { formatMonth, parseMonth, type Month } from '../../foundation/month.ts'
import { settingOf, settings } from '../../foundation/settings.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { madeUpProgrammeFrom } from '../../places/made-up-city.ts'

/** First month in which a kit was issued, null when none ever was; and what was taken for granted about it. */
export type ProgrammeStart = { month: Month | null; warnings: string[] }

/**
 * From which month on periods are not clean of kits: as given, else what was planted in the made-up city, else the
 * setting `programme from`. What was not given is said.
 */
export const programmeStart = (
  database: Database,
  actor: Actor,
  given: Month | null | undefined,
): Promise<ProgrammeStart> | ProgrammeStart => {
  if (given !== undefined) return { month: given, warnings: [] }
  return database.withActor({ id: actor.id, role: 'planner' }, 'since when kits are issued', async (tx) => {
    const planted = await madeUpProgrammeFrom(tx)
    if (planted !== undefined)
      return {
        month: parseMonth(planted) ?? null,
        warnings: [`Kits are taken to be issued from ${planted} on, as planted in the made-up city.`],
      }
    const { value, source } = settingOf(await settings(tx), 'programme from')
    const month = Math.floor(value / 100) * 12 + (value % 100) - 1
    return {
      month,
      warnings: [
        `Kits are taken to be issued from ${formatMonth(month)} on (setting "programme from": ${source}); say --programme-from otherwise.`,
      ],
    }
  })
}

import { capital, monthInWords } from '../../../foundation/words/figures.ts'
import type { Database } from '../../../foundation/database.ts'
import { formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import { monthOfSetting } from '../../../foundation/setting-rules.ts'
import { settingByForce, type Setting } from '../../../foundation/settings.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { policedBy } from '../../../crime/forces.ts'
import type { CountedCity } from '../../../crime/types.ts'
import { madeUpProgrammeFrom } from '../../../places/made-up-city.ts'

/** First month in which a kit was issued, null when none ever was; and what was taken for granted about it. */
export type ProgrammeStart = { month: Month | null; warnings: string[] }

/** As it is known here; of the warnings those that say that nothing is on record. */
export type KnownStart = ProgrammeStart & { missing: string[] }

type Policed = Parameters<typeof policedBy>[1]

/**
 * From which month on periods are not clean of kits: as given, else what was planted in the demonstration data, else the
 * setting `programme from` of the forces of the areas, the first of them. What was not given is said.
 */
export const programmeStart = async (
  database: Database,
  actor: Actor,
  city: CountedCity,
  given: Month | null | undefined,
): Promise<ProgrammeStart> => {
  if (given !== undefined) return { month: given, warnings: [] }
  const { month, warnings } = await database.withActor(
    actingAs('measuring', actor.id),
    'since when kits are issued',
    (tx) => knownStart(tx, city),
  )
  return { month, warnings: warnings.map((words) => `${words} Say --programme-from otherwise.`) }
}

/** As `programmeStart`, where nothing is given. */
export const knownStart = async (tx: Transaction, city: Policed): Promise<KnownStart> => {
  const planted = await madeUpProgrammeFrom(tx)
  if (planted !== undefined)
    return {
      month: parseMonth(planted) ?? null,
      missing: [],
      warnings: [
        `Kits are taken to be issued from ${monthInWords(planted)} on, as planted in the demonstration data.`,
      ],
    }
  const forces = await policedBy(tx, city)
  const onRecord = await settingByForce(tx, 'programme from')
  if (forces.length > 0) return startOfForces(onRecord, forces)
  // Points may be of any country; street files and incidents without a force may be any force's on record.
  if (city.source === 'points' || onRecord.has(unnamed)) return startOfForces(onRecord, [unnamed])
  return startOfForces(onRecord, [...onRecord.keys()])
}

/** Stands for a force that nothing names, and for every one without a start of its own. */
const unnamed = ''

/** The first start on record of some forces; one without its own has that of every other force, where there is one. */
const startOfForces = (onRecord: ReadonlyMap<string, Setting>, forces: readonly string[]): KnownStart => {
  const found = forces.map((force) => ({ force, start: onRecord.get(force) ?? onRecord.get(unnamed) }))
  const months = found.flatMap(({ start }) => (start ? (monthOfSetting(start.value) ?? []) : []))
  return {
    month: months.length > 0 ? Math.min(...months) : null,
    warnings: found.map(({ force, start }) => startInWords(force, start)),
    missing: found.filter(({ start }) => !start).map(({ force }) => startInWords(force, undefined)),
  }
}

const startInWords = (force: string, start: Setting | undefined): string => {
  const by = force === unnamed ? 'a force without a name' : force
  if (!start)
    return `No programme of ${by} is on record, so its years are taken to be without kits. If it handed out kits, add the month to the setting "programme from".`
  const month = monthOfSetting(start.value)
  return month === null
    ? `${capital(by)} handed out no kits (setting "programme from": ${start.source}).`
    : `Kits of ${by} are taken to be issued from ${monthInWords(formatMonth(month))} on (setting "programme from": ${start.source}).`
}

import { anotherTime, answersOf, type AnsweredVisits } from '@mettrace/analysis/rounds/another-time'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bands, type Band } from '../saturation/outlook.ts'
import { minutesOfDay, type Hours, type TimesToTry } from './deal-rounds.ts'

/** Visits at the door of a home in one band: where nobody could get in, nothing is known of who is there. */
export type HomeTries = { home: string; band: number; visits: number; answered: number }

/** A home that never answered, when it is to be tried next, and why. */
export type ToTryLater = {
  home: string
  best: Band
  good: readonly Band[]
  /** Tries without an answer, by band. */
  unanswered: ReadonlyMap<Band, number>
  /** Chance that a door of its street answers in each band. */
  answers: ReadonlyMap<Band, number>
  /** Bands in which nobody has been at any door of the place. */
  unknown: ReadonlySet<Band>
}

/** Visits of some homes by time of the week. Logs each home that has any. */
const triesOf = (tx: Transaction, homes: readonly string[]): Promise<HomeTries[]> =>
  readRecords<HomeTries>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select v.home, v.band, count(*)::int4 as visits, count(*) filter (where v.outcome <> 'no-answer')::int4 as answered
     from (
       select home, outcome, case when extract(isodow from at at time zone 'Europe/London') > 5 then 2
                                  when extract(hour from at at time zone 'Europe/London') >= 17 then 1 else 0 end as band
       from engagement.visit
       where home = any ($1::uuid[]) and outcome not in ('leave-out', 'no-way-in') and engagement.stands(event)
     ) v group by v.home, v.band order by v.home, v.band`,
    [homes],
  )

const summed = (tries: readonly HomeTries[]): Map<Band, AnsweredVisits> =>
  new Map(
    Array.from(
      Map.groupBy(tries, ({ band }) => bands[band]!),
      ([band, own]) => [
        band,
        {
          visits: own.reduce((sum, { visits }) => sum + visits, 0),
          answered: own.reduce((sum, { answered }) => sum + answered, 0),
        },
      ],
    ),
  )

/** Of homes where nobody ever answered: those that another time of the week promises more for. `homes`: of one place. */
export const laterTimes = (
  homes: readonly { id: string; street: string }[],
  tries: readonly HomeTries[],
): Map<string, ToTryLater> => {
  const byHome = Map.groupBy(tries, ({ home }) => home)
  const place = summed(tries)
  const unknown = new Set(bands.filter((band) => !place.has(band)))
  const later = new Map<string, ToTryLater>()
  for (const street of Map.groupBy(homes, (home) => home.street).values()) {
    const own = street.flatMap(({ id }) => byHome.get(id) ?? [])
    if (own.length === 0) continue
    const answers = answersOf(bands, summed(own), place) as Map<Band, number>
    for (const { id } of street) {
      const tried = byHome.get(id) ?? []
      if (tried.some(({ answered }) => answered > 0)) continue
      const unanswered = new Map(tried.map(({ band, visits }) => [bands[band]!, visits]))
      const found = anotherTime(answers, unanswered) as { best: Band; good: Band[] } | null
      if (found) later.set(id, { home: id, ...found, unanswered, answers, unknown })
    }
  }
  return later
}

/** Of homes of a deployment where nobody ever answered: when each is to be tried. Logs each home that was visited. */
export const laterTimesOf = async (
  tx: Transaction,
  homes: readonly { id: string; street: string }[],
): Promise<Map<string, ToTryLater>> =>
  laterTimes(
    homes,
    await triesOf(
      tx,
      homes.map(({ id }) => id),
    ),
  )

const evening = minutesOfDay('17:00')

/** The hours of a day, `2026-11-26`, that are of some bands; undefined where all of them are, null where none is. */
const hoursOf = (good: readonly Band[], day: string): Hours | null | undefined => {
  if ([0, 6].includes(new Date(day).getUTCDay())) return good.includes('weekend') ? undefined : null
  const [byDay, late] = [good.includes('daytime'), good.includes('evening')]
  if (byDay && late) return undefined
  if (byDay) return { begins: 0, ends: evening }
  return late ? { begins: evening, ends: minutesOfDay('24:00') } : null
}

/** Within which hours of a day homes are to be tried, where it matters. */
export const timesOnDay = (later: ReadonlyMap<string, ToTryLater>, day: string): TimesToTry =>
  new Map(
    [...later.values()].flatMap(({ home, good }) => {
      const hours = hoursOf(good, day)
      return hours === undefined ? [] : [[home, hours] as const]
    }),
  )

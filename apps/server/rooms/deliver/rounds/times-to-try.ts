import {
  anotherTime,
  answersOf,
  chancesOf,
  type AnsweredVisits,
} from '@mettrace/analysis/rounds/another-time'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bands, type Band } from '../saturation/outlook.ts'
import { minutesOfDay, type Hours, type TimesToTry } from './deal-rounds.ts'

/** Visits at the door of a home in one band: where nobody could get in, nothing is known of who is there. */
export type HomeTries = { home: string; band: number; visits: number; answered: number; protected: number }

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

/**
 * Visits of some homes that stand, by time of the week, but for those that tell nothing of who is there: no way in, or to be left
 * out. Logs each home that has one of the others.
 */
export const triesOf = (tx: Transaction, homes: readonly string[]): Promise<HomeTries[]> =>
  readRecords<HomeTries>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select v.home, v.band, count(*)::int4 as visits, count(*) filter (where v.outcome <> 'no-answer')::int4 as answered,
            count(*) filter (where v.outcome = 'protected')::int4 as protected
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

/** A home as its visits and those of its street tell of it. */
type KnownHome = {
  id: string
  street: string
  answers: ReadonlyMap<Band, number>
  unanswered: ReadonlyMap<Band, number>
  everAnswered: boolean
}

/** What is known of each home. `homes`: of one place, those whose visits tell of it. */
const knownHomes = (homes: readonly PlaceOfStreet[], tries: readonly HomeTries[]): KnownHome[] => {
  const byHome = Map.groupBy(tries, ({ home }) => home)
  const place = summed(tries)
  return [...Map.groupBy(homes, (home) => home.street).values()].flatMap((street) => {
    const own = street.flatMap(({ id }) => byHome.get(id) ?? [])
    const answers = answersOf(bands, summed(own), place) as Map<Band, number>
    return street.map(({ id, street: name }) => {
      const tried = byHome.get(id) ?? []
      const unanswered = tried.filter((each) => each.visits > each.answered)
      return {
        id,
        street: name,
        answers,
        unanswered: new Map(
          unanswered.map(({ band, visits, answered }) => [bands[band]!, visits - answered]),
        ),
        everAnswered: tried.some(({ answered }) => answered > 0),
      }
    })
  })
}

/** A home and the street that it is in. */
export type PlaceOfStreet = { id: string; street: string }

/** Of homes where nobody ever answered: those that another time of the week promises more for. `homes`: of one place. */
export const laterTimes = (
  homes: readonly PlaceOfStreet[],
  tries: readonly HomeTries[],
): Map<string, ToTryLater> => {
  const place = summed(tries)
  const unknown = new Set(bands.filter((band) => !place.has(band)))
  return new Map(
    knownHomes(homes, tries).flatMap(({ id, answers, unanswered, everAnswered }) => {
      const found = everAnswered
        ? null
        : (anotherTime(answers, unanswered) as { best: Band; good: Band[] } | null)
      return found ? [[id, { home: id, ...found, unanswered, answers, unknown }] as const] : []
    }),
  )
}

/** Homes of a street that are best visited at one time of the week, and how many of them are protected after one visit each, as expected. */
export type Gain = { street: string; band: Band; homes: number; expected: number }

/**
 * Where the next visits gain most, the most for each visit first: of the homes that are to be visited, each at its best time. That somebody
 * who answers is protected then is expected as often as it was in the place. `homes`: of one place.
 */
export const gainsOf = (
  homes: readonly PlaceOfStreet[],
  tries: readonly HomeTries[],
  toVisit: ReadonlySet<string>,
): Gain[] => {
  const sum = (of: 'answered' | 'protected'): number => tries.reduce((total, each) => total + each[of], 0)
  const accepts = (sum('protected') + 0.5) / (sum('answered') + 1)
  const best = knownHomes(homes, tries).flatMap(({ id, street, answers, unanswered }) => {
    const [first] = chancesOf(answers, unanswered)
    return first && toVisit.has(id)
      ? [{ street, band: first.band as Band, gain: first.chance * accepts }]
      : []
  })
  return [...Map.groupBy(best, ({ street, band }) => `${band} ${street}`).values()]
    .map((same) => ({
      street: same[0]!.street,
      band: same[0]!.band,
      homes: same.length,
      expected: same.reduce((total, { gain }) => total + gain, 0),
    }))
    .toSorted(
      (one, other) =>
        other.expected / other.homes - one.expected / one.homes ||
        other.homes - one.homes ||
        (one.street < other.street ? -1 : 1),
    )
}

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

import { ratesByBand, type TriedHomes } from '@mettrace/analysis/saturation/contact-rates'
import { dayOfWork } from '@mettrace/analysis/saturation/days-of-work'
import { forecastOf } from '@mettrace/analysis/saturation/forecast'
import { reachOf, type Reach, type ReachQuestion } from '@mettrace/analysis/saturation/reach'
import { verdictOf, type Lever, type Verdict } from '@mettrace/analysis/saturation/verdict'
import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { placeParameters, type SaturationPlace } from './place.ts'

/** When a visit was made; the first of them is meant where nothing is known. */
export const bands = ['daytime', 'evening', 'weekend'] as const
export type Band = (typeof bands)[number]

/** Visits of one try at one time of the week, as they were counted. */
export type Tried = {
  attempt: number
  band: number
  visits: number
  /** Somebody decided: refused, or took a kit. */
  met: number
  refused: number
  /** Took a kit and marked nothing with it. */
  unapplied: number
}

export type DayWorked = { day: string; visits: number }

/** Visits by try and time of the week until somebody decided at a home, and the last ten days that were worked there. */
export const visitsThere = async (
  tx: Transaction,
  place: SaturationPlace,
): Promise<{ tried: Tried[]; days: DayWorked[] }> => ({
  tried: await countRecords<Tried>(
    tx,
    'select attempt, band, visits, met, refused, unapplied from engagement.tries_there($1, $2, $3, $4, $5)',
    placeParameters(place),
  ),
  days: await countRecords<DayWorked>(
    tx,
    'select day, visits from engagement.days_worked($1, $2, $3, $4, $5)',
    placeParameters(place),
  ),
})

export type OutlookQuestion = {
  homes: number
  protected: number
  deliveredOnly: number
  /** Homes to be visited, by the tries so far. */
  open: readonly number[]
  target: number
  /** Tries that a home gets. */
  tries: number
  tried: readonly Tried[]
  days: readonly DayWorked[]
  /** `2026-11-29`. */
  today: string
}

export type PlaceReach = {
  /** What is protected after so many tries at each home, where visits go on as they did. */
  reach: Map<number, Reach>
  /** Whether the target can be reached; undefined where nobody has been visited. */
  verdict: Verdict | undefined
  /** Of those who decided: who refused, and who took a kit and marked nothing. */
  refusal: number | null
  unapplied: number | null
  /** Visits that found somebody who decided, of all. */
  contact: number | null
  band: Band
}

export type PlaceForecast = {
  forecast: { from: string; to: string } | null
  /** Share of paths that meet the target within a working year; null where none can be drawn. */
  chance: number | null
}

export type Outlook = PlaceReach & PlaceForecast

const mostTries = 6
/** Above so many homes to visit a simulation takes minutes: a force is told by its deployments. */
export const mostSimulated = 50_000
const seed = 20_261_129

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const sum = (tried: readonly Tried[], of: 'visits' | 'met' | 'refused' | 'unapplied'): number =>
  tried.reduce((total, each) => total + each[of], 0)

/** Who took a kit and marked nothing does not count to the target, as whoever refused does not. */
const triedHomes = (tried: readonly Tried[]): TriedHomes[] =>
  tried.map(({ attempt, band, visits, met, refused, unapplied }) => ({
    attempt,
    band: bands[band]!,
    visits,
    met,
    refused: refused + unapplied,
  }))

/** When most visits were made. */
const usualBand = (tried: readonly Tried[]): Band => {
  const visits = bands.map((_, band) =>
    sum(
      tried.filter((each) => each.band === band),
      'visits',
    ),
  )
  return bands[visits.indexOf(Math.max(...visits))]!
}

const planOf = (tries: number, band: Band): string[] => Array.from({ length: tries }, () => band)

const leversOf = (tries: number, usual: Band): Lever[] => [
  ...bands.filter((band) => band !== usual).map((band) => ({ name: band, plan: planOf(tries, band) })),
  ...(tries < mostTries ? [{ name: 'one more', plan: planOf(tries + 1, usual) }] : []),
]

/** Days of the week that are worked, 1 Monday to 7 Sunday, by the last ten days. */
const weekdaysOf = (days: readonly DayWorked[]): ReadonlySet<number> =>
  new Set(days.map(({ day }) => new Date(day).getUTCDay() || 7))

const forecastDays = (
  question: ReachQuestion,
  { target, days, today, open }: OutlookQuestion,
): PlaceForecast => {
  const toVisit = open.reduce((total, homes) => total + homes, 0)
  const answer =
    toVisit > mostSimulated
      ? null
      : forecastOf({ ...question, target, pace: days.map(({ visits }) => visits), seed })
  if (!answer) return { forecast: null, chance: null }
  const { from, to, met } = answer
  const worked = weekdaysOf(days)
  const dayAt = (count: number): string => dayOfWork(today, count, (_, weekday) => worked.has(weekday))
  return {
    forecast: from === null || to === null ? null : { from: dayAt(from), to: dayAt(to) },
    chance: met,
  }
}

/** What is asked of the visits to come; undefined where nobody was visited and where there are no homes. */
const reachAsked = (question: OutlookQuestion): ((plan: readonly string[]) => ReachQuestion) | undefined =>
  question.tried.length === 0 || question.homes === 0
    ? undefined
    : (plan) => ({
        homes: question.homes,
        protected: question.protected,
        open: question.open,
        rates: ratesByBand(triedHomes(question.tried)),
        plan,
      })

/** What visits can still reach: from the place's own contact and refusal. Nothing is said where nobody was visited. */
export const reachOfPlace = (question: OutlookQuestion): PlaceReach => {
  const { target, tries, tried } = question
  const band = usualBand(tried)
  const met = sum(tried, 'met')
  const figures = {
    band,
    contact: share(met, sum(tried, 'visits')),
    refusal: share(sum(tried, 'refused'), met),
    unapplied: share(sum(tried, 'unapplied'), met),
  }
  const asked = reachAsked(question)
  if (!asked) return { reach: new Map<number, Reach>(), verdict: undefined, ...figures }
  const counts = Array.from({ length: mostTries }, (_, at) => at + 1).filter(
    (each) => each >= Math.min(tries, 4),
  )
  const usual = asked(planOf(tries, band))
  return {
    ...figures,
    reach: new Map(counts.map((each) => [each, reachOf(asked(planOf(each, band)))!])),
    verdict: verdictOf({ ...usual, target, levers: leversOf(tries, band) }),
  }
}

/**
 * When the target is met, by simulation: seconds where thousands of homes are to be visited. Nothing is drawn where the target is
 * met, and where it cannot be.
 */
export const forecastOfPlace = (question: OutlookQuestion): PlaceForecast => {
  const asked = reachAsked(question)
  const { verdict } = reachOfPlace(question)
  if (!asked || !verdict || verdict.code === 'met' || verdict.code === 'cannot')
    return { forecast: null, chance: null }
  return forecastDays(asked(planOf(question.tries, usualBand(question.tried))), question)
}

export const outlookOf = (question: OutlookQuestion): Outlook => ({
  ...reachOfPlace(question),
  ...forecastOfPlace(question),
})

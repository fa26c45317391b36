import { metresBetween } from '@mettrace/protocol/words/metres-between'
import {
  fewestForQuestions,
  visitQuestions,
  type OfficerVisits,
  type VisitLimits,
  type VisitQuestion,
} from '@mettrace/analysis/saturation/visit-questions'
import { londonDay } from '../../../foundation/days.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { readSealed, type SealedBody } from '../sync/read-sealed.ts'

/** Days that are looked at, and visits of one officer at most, the latest: pages of a sergeant are read at once. */
export const daysAsked = 28
const mostVisits = 400

/**
 * What is possible, and usual. Nobody walks faster than 2 m/s from door to door for long; a kit cannot be explained, registered
 * and marked within a minute; a phone that doubts 20 m of its place is still at the door within 100 m more. One visit
 * in twenty may be otherwise.
 */
const limits = { fastest: 2, delivery: 60, far: 100, tolerated: 0.05 } as const

type Door = { latitude: number; longitude: number }

/** A visit as its officer's phone told it: several doors at once are one. */
export type ToldVisit = {
  actor: string
  at: Date
  delivered: boolean
  /** Metres from the door beyond what the phone itself doubts; null where it is not known. */
  away: number | null
  /** Where the door is, by the round; null where it was in none. */
  door: Door | null
}

export type OfficerQuestions = { actor: string; visits: number; questions: VisitQuestion[] }

/** Metres as the crow flies from the visit before: nobody walks less. Not known of another day. */
const walkedFrom = (before: ToldVisit | undefined, visit: ToldVisit): number => {
  if (!before?.door || !visit.door || londonDay(before.at) !== londonDay(visit.at)) return Number.NaN
  return metresBetween(before.door, visit.door)
}

const columnsOf = (visits: readonly ToldVisit[]): OfficerVisits => ({
  at: Float64Array.from(visits, ({ at }) => at.getTime() / 1000),
  delivered: Uint8Array.from(visits, ({ delivered }) => Number(delivered)),
  away: Float64Array.from(visits, ({ away }) => away ?? Number.NaN),
  walked: Float64Array.from(visits, (visit, at) => walkedFrom(visits[at - 1], visit)),
})

/** So near to one that nothing is more than usual: where colleagues have too few visits to compare with. */
const nothingUnusual = 1 - 1e-9

const usualOf = (colleagues: readonly ToldVisit[]): number =>
  colleagues.length < fewestForQuestions
    ? nothingUnusual
    : (colleagues.filter(({ delivered }) => delivered).length + 0.5) / (colleagues.length + 1)

/**
 * Officers with thirty visits or more, each with the questions that their visits raise, which may be none; those with questions
 * first, and then by account. `visits` in any order.
 */
export const questionsOf = (visits: readonly ToldVisit[]): OfficerQuestions[] =>
  [...Map.groupBy(visits, ({ actor }) => actor)]
    .filter(([, own]) => own.length >= fewestForQuestions)
    .map(([actor, own]): OfficerQuestions => {
      const usual = usualOf(visits.filter((each) => each.actor !== actor))
      const all: VisitLimits = { ...limits, usual }
      const inOrder = own.toSorted((one, other) => one.at.getTime() - other.at.getTime())
      return { actor, visits: own.length, questions: visitQuestions(columnsOf(inOrder), all) }
    })
    .toSorted(
      (one, other) => other.questions.length - one.questions.length || (one.actor < other.actor ? -1 : 1),
    )

type Row = SealedBody & {
  event: string
  actor: string
  at: Date
  delivered: boolean
  latitude: number | null
  longitude: number | null
}

const doorOf = ({ latitude, longitude }: Row): Door | null =>
  latitude === null || longitude === null ? null : { latitude, longitude }

const awayOf = (tx: Transaction, row: Row): number | null => {
  const door = doorOf(row)
  const told = door && readSealed(tx, row.event, row)
  if (!told || typeof told === 'string' || !('position' in told) || told.position === null) return null
  return Math.max(0, metresBetween(told.position, door) - told.position.accuracy)
}

/**
 * Visits of the last weeks that stand, as far as the actor may see them. Logs whose they are, and that the places where phones
 * were are laid beside those of the doors.
 */
export const visitsTold = async (tx: Transaction, now: Date): Promise<ToldVisit[]> => {
  const rows = await readRecords<Row>(
    tx,
    {
      operation: 'combination',
      kind: 'person',
      of: ({ actor }) => actor.replace(/^person:/, ''),
      reason: 'whether visits raise questions',
    },
    `select told.event, told.actor, told.at, told.delivered, walked.latitude, walked.longitude,
            e.data_key, e.key_version, e.body
     from (
       select v.event, v.actor, v.at, min(v.home::text)::uuid as home, bool_or(v.outcome in ('delivered', 'protected')) as delivered,
              row_number() over (partition by v.actor order by v.at desc, v.event) as place
       from engagement.visit v
       where v.at >= $1::timestamptz - make_interval(days => $2::int) and v.at <= $1 and engagement.stands(v.event)
       group by v.event, v.actor, v.at
     ) told
     join engagement.phone_event e on e.id = told.event
     left join engagement.assignment_home walked on walked.assignment = e.assignment and walked.home = told.home
     where told.place <= $3::int order by told.actor, told.at, told.event`,
    [now, daysAsked, mostVisits],
  )
  return rows.map((row) => ({
    actor: row.actor,
    at: row.at,
    delivered: row.delivered,
    away: awayOf(tx, row),
    door: doorOf(row),
  }))
}

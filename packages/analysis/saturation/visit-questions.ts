import { binomialUpperP } from '../special/binomial.ts'
import { clopperPearson } from './intervals.ts'

/** Visits of one officer, in the order in which they were made; arrays of one length. What was recorded for several doors at once is one visit. */
export type OfficerVisits = {
  /** Seconds, from any beginning that is the same for all, by the clock of the area: minutes of the hour are taken from it. */
  readonly at: Float64Array
  /** 1 where a kit was handed over. */
  readonly delivered: Uint8Array
  /** Metres from the door beyond what the phone itself doubts; NaN where that is not known. */
  readonly away: Float64Array
  /** Metres on foot from the visit before, NaN where that is not known or it was on another day. */
  readonly walked: Float64Array
}

/** What is taken to be possible, and usual. */
export type VisitLimits = {
  /** Fastest walk, metres a second, and least seconds in which a kit is handed over. */
  readonly fastest: number
  readonly delivery: number
  /** Metres from the door beyond which a visit is far from it. */
  readonly far: number
  /** Share of visits that may be too fast, or far from the door, without a question. */
  readonly tolerated: number
  /** Share of visits in which colleagues hand over a kit, in the same area. */
  readonly usual: number
}

/** Something to ask an officer about; never more than a question: each has an innocent answer. */
export type VisitQuestion = {
  readonly code: 'pace' | 'successes' | 'far-from-door' | 'same-minute'
  /** Visits that it is about, of those of which it could be told. */
  readonly visits: number
  readonly of: number
  /** Share of visits at which no question would be asked, or which is usual. */
  readonly usual: number
  /** The share is at least this, one-sided 95%. */
  readonly low: number
}

/** Below so many visits nothing is said of anybody. */
export const fewestForQuestions = 30

/** Chance alone asks about one officer in a thousand, for each of the questions. */
const chanceAlone = 0.001

/** A question where so many visits are more than chance would give at the usual share; `looks`: shares that were looked at. */
const questionOf = (
  code: VisitQuestion['code'],
  visits: number,
  of: number,
  usual: number,
  looks = 1,
): VisitQuestion[] => {
  if (of < fewestForQuestions || looks * binomialUpperP(visits, of, usual) > chanceAlone) return []
  return [{ code, visits, of, usual, low: clopperPearson(visits, of, 0.9).low }]
}

const minutes = 60

/**
 * Questions about the visits of an officer: an impossible pace, more successes than colleagues have, far from the door, always
 * the same minute of the hour. Each is asked only where chance would show it once in a thousand officers, and never
 * below thirty visits of which it can be told. Returns none where there is nothing to ask.
 * Throws RangeError for arrays of different lengths, visits out of order, or limits that are no shares, lengths and times.
 */
export const visitQuestions = (visits: OfficerVisits, limits: VisitLimits): VisitQuestion[] => {
  const { at, delivered, away, walked } = visits
  const { fastest, delivery, far, tolerated, usual } = limits
  const count = at.length
  if ([delivered, away, walked].some(({ length }) => length !== count))
    throw new RangeError('all must be told of every visit')
  if (at.some((time, visit) => !(time >= (at[visit - 1] ?? 0))))
    throw new RangeError('visits must be in the order in which they were made, from 0 seconds')
  if (!(
    [tolerated, usual].every((share) => share > 0 && share < 1) &&
    fastest > 0 &&
    delivery >= 0 &&
    far >= 0
  ))
    throw new RangeError('limits are shares between 0 and 1, and lengths and times from 0')

  let [steps, tooFast] = [0, 0]
  let [placed, tooFar] = [0, 0]
  let successes = 0
  const ofMinute = new Int32Array(minutes)
  for (let visit = 0; visit < count; visit++) {
    successes += delivered[visit]!
    ofMinute[Math.floor(at[visit]! / 60) % minutes]!++
    if (!Number.isNaN(away[visit])) {
      placed++
      if (away[visit]! > far) tooFar++
    }
    if (visit > 0 && !Number.isNaN(walked[visit])) {
      steps++
      const needed = walked[visit]! / fastest + delivered[visit]! * delivery
      if (at[visit]! - at[visit - 1]! < needed) tooFast++
    }
  }
  return [
    ...questionOf('pace', tooFast, steps, tolerated),
    ...questionOf('successes', successes, count, usual),
    ...questionOf('far-from-door', tooFar, placed, tolerated),
    ...questionOf('same-minute', Math.max(...ofMinute), count, 1 / minutes, minutes),
  ]
}

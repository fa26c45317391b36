import { closePairs, type Metric } from './close-pairs.ts'
import { dayRanges } from './day-ranges.ts'
import { datedEvents, type NearRepeatEvents } from './events.ts'

export type ActionableOptions = {
  /** Another event nearer than this many metres … */
  readonly withinMetres: number
  /** … and fewer than this many days before … */
  readonly withinDays: number
  /** … but at least this many, the time it takes to hear of it and to act. */
  readonly leadDays: number
  readonly metric: Metric
}

export type ActionableRepeats = {
  /** Events with a date. */
  readonly n: number
  readonly missingDates: number
  /** Events that such an earlier event came before, each counted once however many there were. */
  readonly repeats: number
  /** repeats / n; null where there are no events. */
  readonly share: number | null
}

/**
 * The share of burglaries that acting on an earlier one nearby could have met: its upper limit, if every home in
 * reach had been protected in time. A significant Knox cell says that near repeats exist, this says how much of the
 * burglary they are (Groff and Taniguchi 2019, "Quantifying crime prevention potential of near-repeat burglary",
 * doi 10.1177/1098611119828052). With a lead of one day, repeats of the same day are not counted: nobody could act.
 *
 * Where days are ranges a repeat counts only if it is one for every possible day, so the share is then a lower bound.
 * Throws RangeError for unusable events or limits.
 */
export const actionableRepeats = (
  events: NearRepeatEvents,
  options: ActionableOptions,
): ActionableRepeats => {
  const { withinMetres, withinDays, leadDays, metric } = options
  if (!(Number.isFinite(withinMetres) && withinMetres > 0)) {
    throw new RangeError(`the distance must be above 0 m, found ${withinMetres}`)
  }
  // Without a lead two events of one day would each be the other's repeat.
  if (!(leadDays >= 1) || !(withinDays > leadDays)) {
    throw new RangeError(
      `the lead must be 1 day or more and the window longer, found ${leadDays}, ${withinDays}`,
    )
  }
  const { x, y, day, dayTo, missingDates } = datedEvents(events)
  const { first, length } = dayRanges(day, dayTo)
  const close = closePairs(x, y, [0, withinMetres], metric)
  const places = close.first[0]!
  const others = close.second[0]!
  const repeat = new Uint8Array(x.length)
  const follows = (earlier: number, later: number): boolean => {
    const leastGap = first[later]! - (first[earlier]! + length[earlier]! - 1)
    const mostGap = first[later]! + length[later]! - 1 - first[earlier]!
    return leastGap >= leadDays && mostGap < withinDays
  }
  for (let k = 0; k < places.length; k++) {
    const a = close.order[places[k]!]!
    const b = close.order[others[k]!]!
    if (follows(a, b)) repeat[b] = 1
    if (follows(b, a)) repeat[a] = 1
  }
  const repeats = repeat.reduce((sum, one) => sum + one, 0)
  return { n: x.length, missingDates, repeats, share: x.length === 0 ? null : repeats / x.length }
}

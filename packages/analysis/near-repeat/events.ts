/** Events as columns of equal length. */
export type NearRepeatEvents = {
  /** Metres, in any projection that keeps distance. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Whole day numbers from any origin; NaN where the date is missing. */
  readonly day: Float64Array
  /** Last possible day where the day is a range; NaN or absent where `day` is the day itself. */
  readonly dayTo?: Float64Array | undefined
}

export type DatedEvents = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly day: Float64Array
  /** Absent where every day is known. */
  readonly dayTo: Float64Array | undefined
  readonly missingDates: number
}

/**
 * The events that have a date, in their order, and the number of those that have none. Where only one end of a range
 * is known, that day is taken for the day. Throws RangeError where the columns differ in length.
 */
export const datedEvents = (events: NearRepeatEvents): DatedEvents => {
  const { x, y, day, dayTo } = events
  const n = x.length
  if (y.length !== n || day.length !== n || (dayTo !== undefined && dayTo.length !== n)) {
    throw new RangeError(`x, y and days must be of one length, found ${n}, ${y.length} and ${day.length}`)
  }
  const from = day.map((first, i) => (Number.isNaN(first) && dayTo !== undefined ? dayTo[i]! : first))
  const to = dayTo === undefined ? from : dayTo.map((last, i) => (Number.isNaN(last) ? from[i]! : last))
  const isDated = (_: number, i: number): boolean => !Number.isNaN(from[i]!)
  const known = from.filter(isDated)
  const ranged = to.some((last, i) => last !== from[i] && !Number.isNaN(last))
  return {
    x: x.filter(isDated),
    y: y.filter(isDated),
    day: known,
    dayTo: ranged ? to.filter(isDated) : undefined,
    missingDates: n - known.length,
  }
}

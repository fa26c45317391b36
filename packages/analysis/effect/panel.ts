/**
 * A balanced panel of one variable: `values[unit * times + time]`, so that a unit's series lies together. Times are
 * equally spaced and in order; there are no holes.
 */
export type Panel = {
  readonly units: number
  readonly times: number
  readonly values: Float64Array
}

/** In a list of starts: this unit is never treated. */
export const never = -1

/** Starts as the panel sees them: a unit that starts after the last time is never treated within it. */
export const startsWithin = (start: Int32Array, times: number): Int32Array =>
  start.map((time) => (time >= times ? never : time))

/** Units that are treated at some time, in their order. `start` holds the first treated time of each unit, or `never`. */
export const treatedUnits = (start: Int32Array): Int32Array =>
  Int32Array.from(start.keys()).filter((unit) => start[unit] !== never)

/** Units that are never treated, in their order. */
export const controlUnits = (start: Int32Array): Int32Array =>
  Int32Array.from(start.keys()).filter((unit) => start[unit] === never)

/** The first time at which any unit is treated; `never` where none is. */
export const firstStart = (start: Int32Array): number => {
  let first = never
  for (const time of start) if (time !== never && (first === never || time < first)) first = time
  return first
}

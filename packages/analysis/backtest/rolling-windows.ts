export type Window = { until: number; testFrom: number; testTo: number }

/**
 * All forecast windows that lie within the observed months: every `step` months from `firstUntil` to
 * `lastUntil`, each with every horizon whose months are all observed. Absolute months.
 *
 * Throws RangeError unless step and horizons are whole and at least 1.
 */
export const rollingWindows = (
  months: ArrayLike<number>,
  firstUntil: number,
  lastUntil: number,
  step: number,
  horizons: readonly number[],
): Window[] => {
  for (const value of [step, ...horizons])
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`steps and horizons must be whole months from 1 upwards, found ${value}`)
  const observed = new Set(Array.from({ length: months.length }, (_, t) => months[t]!))
  const windows: Window[] = []
  for (let until = firstUntil; until <= lastUntil; until += step)
    for (const horizon of horizons) {
      const test = Array.from({ length: horizon }, (_, h) => until + 1 + h)
      if (observed.has(until) && test.every((month) => observed.has(month)))
        windows.push({ until, testFrom: until + 1, testTo: until + horizon })
    }
  return windows
}

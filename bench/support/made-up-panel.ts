import type { Panel } from '../../packages/analysis/effect/panel.ts'

/**
 * Counts of areas and months as London's are: a few a month, with an effect of a fifth after each start. Good enough to
 * time a method on, and the same every time. `starts` says when a unit starts, from a draw between 0 and 1.
 */
export const madeUpPanel = (
  units: number,
  times: number,
  starts: (draw: number) => number,
): { outcome: Panel; covariate: Panel; start: Int32Array } => {
  let state = 1
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const start = Int32Array.from({ length: units }, () => starts(uniform()))
  const values = new Float64Array(units * times)
  const levels = new Float64Array(units * times)
  for (let unit = 0; unit < units; unit++) {
    const level = 0.3 + 2.4 * uniform() ** 2
    for (let time = 0; time < times; time++) {
      const treated = start[unit]! >= 0 && time >= start[unit]!
      const mean = level * (1 + 0.2 * Math.sin(time / 2)) * (treated ? 0.8 : 1)
      let count = 0
      for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count++
      values[unit * times + time] = count
      levels[unit * times + time] = level + 0.3 * uniform()
    }
  }
  return { outcome: { units, times, values }, covariate: { units, times, values: levels }, start }
}

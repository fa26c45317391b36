import type { Panel } from './panel.ts'

export type ContrastByTime = {
  /** Treated mean − weighted controls' mean, over its error. */
  z: number
  /** Of the two means, with its error by the delta method. */
  logRatio: number
  seLog: number
}

/**
 * The weighted linear model count = treated + effects of time over the times from `start` on, with the linearised errors of
 * the survey literature (Binder 1983), as the reference package has them: every unit at every time is a draw of its own.
 * That is so only where a unit's counts at one time say nothing of those at the next; else the errors are too small, and
 * those of `calibrationContrasts`, which add up a unit's times first, are the right ones. `weights` are the controls'.
 */
export const contrastByTime = (
  { values, times, units }: Panel,
  start: number,
  treated: Int32Array,
  controls: Int32Array,
  weights: Float64Array,
): ContrastByTime => {
  const after = times - start
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
  const total = treated.length + weightSum
  const share = treated.length / total
  const sums = new Float64Array(after)
  let [observed, control] = [0, 0]
  for (let time = 0; time < after; time++) {
    for (const unit of treated) {
      observed += values[unit * times + start + time]!
      sums[time]! += values[unit * times + start + time]!
    }
    for (let at = 0; at < controls.length; at++) {
      const weighted = weights[at]! * values[controls[at]! * times + start + time]!
      control += weighted
      sums[time]! += weighted
    }
  }
  const meanTreated = observed / treated.length / after
  const meanControl = control / weightSum / after
  const difference = meanTreated - meanControl
  let [ofDifference, ofLog] = [0, 0]
  for (let time = 0; time < after; time++) {
    const level = sums[time]! / total
    const add = (unit: number, weight: number, isTreated: boolean): void => {
      const fitted = level + difference * ((isTreated ? 1 : 0) - share)
      const influence = weight * (values[unit * times + start + time]! - fitted)
      const group = isTreated ? treated.length : weightSum
      ofDifference += (influence / group) ** 2
      ofLog += (influence / group / (isTreated ? meanTreated : meanControl)) ** 2
    }
    for (const unit of treated) add(unit, 1, true)
    for (let at = 0; at < controls.length; at++) if (weights[at]! > 0) add(controls[at]!, weights[at]!, false)
  }
  const rows = units * after
  const scale = Math.sqrt(rows / (rows - 1)) / after
  return {
    z: difference / (Math.sqrt(ofDifference) * scale),
    logRatio: Math.log(meanTreated / meanControl),
    seLog: Math.sqrt(ofLog) * scale,
  }
}

import { seededShuffle } from '../near-repeat/shuffle.ts'
import { NoAnswer } from './reason.ts'
import { calibrationWeights } from './calibration-weights.ts'
import type { SparseRows } from './sparse-rows.ts'

/** What calibration needs of a panel: the constraints (a row for each unit), and each outcome after the start. */
export type CalibrationStudy = {
  readonly matrix: SparseRows
  /** One for each outcome: sums over the time after, by unit. */
  readonly after: readonly Float64Array[]
}

export type CalibrationContrast = {
  observed: number
  control: number
  /** Errors of observed − control, and of log (observed ÷ control), by linearisation. */
  seDifference: number
  seLog: number
}

/**
 * The treated units' total against the weighted controls', for each outcome. The errors are of a difference, or a
 * ratio, of two weighted means (Taylor linearisation, Särndal, Swensson & Wretman 1992, section 5.5): influences are
 * added up within clusters, which are the units themselves where none are named. The weights are taken as given. Throws
 * NoAnswer for a value that is no number.
 */
export const calibrationContrasts = (
  study: CalibrationStudy,
  treated: Int32Array,
  controls: Int32Array,
  weights: Float64Array,
  clusters?: { ofUnit: Int32Array; count: number } | undefined,
): CalibrationContrast[] =>
  study.after.map((after) => {
    if (!after.every(Number.isFinite)) throw new NoAnswer({ code: 'no-number' })
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
    let [observed, control] = [0, 0]
    for (const unit of treated) observed += after[unit]!
    for (let at = 0; at < controls.length; at++) control += weights[at]! * after[controls[at]!]!
    const meanTreated = observed / treated.length
    const meanControl = control / weightSum
    const count = clusters?.count ?? after.length
    const treatedPart = new Float64Array(count)
    const controlPart = new Float64Array(count)
    const clusterOf = (unit: number): number => clusters?.ofUnit[unit] ?? unit
    for (const unit of treated) treatedPart[clusterOf(unit)]! += after[unit]! - meanTreated
    for (let at = 0; at < controls.length; at++)
      controlPart[clusterOf(controls[at]!)]! += weights[at]! * (after[controls[at]!]! - meanControl)
    const scale = count / (count - 1)
    let [difference, ratio] = [0, 0]
    for (let at = 0; at < count; at++) {
      difference += (treatedPart[at]! - controlPart[at]!) ** 2
      ratio += (treatedPart[at]! / observed - controlPart[at]! / control) ** 2
    }
    return { observed, control, seDifference: Math.sqrt(difference * scale), seLog: Math.sqrt(ratio * scale) }
  })

/** Observed − control in its own linearised errors: the same for areas with few crimes and with many. */
export const standardised = ({ observed, control, seDifference }: CalibrationContrast): number =>
  seDifference > 0 ? (observed - control) / seDifference : 0

/**
 * The standardised contrasts of as many controls drawn in the treated units' place, calibrated anew each time; draws
 * `from` … `to` − 1 of a seed, so that threads may share them out. Draw after draw, outcome by outcome; NaN where no
 * weights meet the drawn units' totals.
 */
export const calibrationPlacebos = (
  study: CalibrationStudy,
  controls: Int32Array,
  treatedCount: number,
  { seed, from, to }: { seed: number; from: number; to: number },
): Float64Array => {
  const outcomes = study.after.length
  const statistics = new Float64Array((to - from) * outcomes).fill(Number.NaN)
  for (let draw = from; draw < to; draw++) {
    const order = controls.slice()
    seededShuffle((seed + Math.imul(draw + 1, 0x9e37_79b1)) >>> 0)(order)
    const drawn = order.subarray(0, treatedCount)
    const others = order.subarray(treatedCount)
    const found = calibrationWeights(study.matrix, drawn, others)
    if ('infeasible' in found) continue
    const contrasts = calibrationContrasts(study, drawn, others, found.weights)
    for (let outcome = 0; outcome < outcomes; outcome++)
      statistics[(draw - from) * outcomes + outcome] = standardised(contrasts[outcome]!)
  }
  return statistics
}

export type Jackknife = {
  /** Of log (observed ÷ control), one for each outcome; NaN where a part has no crimes. */
  seLog: Float64Array
  groups: number
  /** Groups without which no weights meet the totals; they are left out of the errors. */
  infeasible: number
}

/** More groups than this tell the error no better. */
const mostGroups = 50

/**
 * Delete-a-group jackknife (Kott 2001, Journal of Official Statistics 17): treated and control units are dealt into
 * groups at random, each group is left out in turn, and the rest is calibrated anew. Needs two treated units or more.
 */
export const calibrationJackknife = (
  study: CalibrationStudy,
  treated: Int32Array,
  controls: Int32Array,
  seed: number,
): Jackknife => {
  const groups = Math.min(treated.length, mostGroups)
  const shuffle = seededShuffle(seed)
  const [dealtTreated, dealtControls] = [treated.slice(), controls.slice()]
  shuffle(dealtTreated)
  shuffle(dealtControls)
  const logs: number[][] = study.after.map(() => [])
  for (let group = 0; group < groups; group++) {
    const keptTreated = dealtTreated.filter((_, at) => at % groups !== group)
    const keptControls = dealtControls.filter((_, at) => at % groups !== group)
    const found = calibrationWeights(study.matrix, keptTreated, keptControls)
    if ('infeasible' in found) continue
    const contrasts = calibrationContrasts(study, keptTreated, keptControls, found.weights)
    for (const [outcome, { observed, control }] of contrasts.entries())
      logs[outcome]!.push(Math.log(observed / control))
  }
  const kept = logs[0]?.length ?? 0
  const seLog = Float64Array.from(logs, (values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / kept
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return Math.sqrt(((kept - 1) / kept) * squares)
  })
  return { seLog, groups: kept, infeasible: groups - kept }
}

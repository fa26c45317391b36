import { clusterSums } from '../cluster-sums.ts'
import { never } from '../panel.ts'
import type { Panel } from '../panel.ts'
import { fitLinearGroups } from './linear-groups.ts'
import { fitPoissonGroups } from './poisson-groups.ts'
import type { SaturatedFit, SaturatedGroup } from './saturated-groups.ts'

export interface InteractionQuestion {
  readonly outcome: Panel
  /** Time at which each unit's treatment starts, or `never`. */
  readonly start: Int32Array
  readonly covariates: readonly Panel[]
  /** Least squares on the outcome as it is, or Poisson with a log link. */
  readonly family: 'linear' | 'poisson'
  /** Number of the cluster of each unit; each unit is its own where absent. */
  readonly cluster?: Int32Array | undefined
}

export interface InteractionEffect {
  readonly estimate: number
  /** Null where it cannot be borne; `reason` says why. */
  readonly se: number | null
  readonly reason: string | null
  readonly treated: number
}

export interface InteractionEffects {
  /** Cohort × time since its start; −1 is the reference and has none. */
  readonly cells: readonly (InteractionEffect & { cohort: number; age: number })[]
  /** By time since the start, weighted by the cohorts' units. */
  readonly byAge: readonly (InteractionEffect & { age: number })[]
  /** All cells from the start on, weighted by units. */
  readonly overall: InteractionEffect
  /** Units that take part, and the degrees of freedom of the errors: clusters less one. */
  readonly units: number
  readonly degrees: number
  /** Cells that cannot be told, for that side has no event then or just before the start. */
  readonly untold: readonly { cohort: number; time: number; side: 'treated' | 'control' }[]
  readonly notes: readonly string[]
}

/**
 * Interaction-weighted event study (Sun & Abraham 2021, Journal of Econometrics 225): outcome on unit effects, effects of
 * time and an interaction for every cohort and time since its start, the time before the start being the reference; then
 * the interactions averaged by the cohorts' sizes, taken as given. Controls are the never treated; where there are none,
 * the cohort that starts last, and the times before it does. Effects are additive (linear) or logarithms of rate ratios
 * (Poisson). Errors are clustered, with the factor (n − 1)/(n − k) · G/(G − 1), unit effects not counted in k.
 * Assumes parallel trends on the chosen scale and no anticipation. Throws RangeError when nobody is treated, no control
 * is left, or counts are negative.
 */
export const interactionWeightedEffects = (question: InteractionQuestion): InteractionEffects => {
  const { outcome, start, family } = question
  const notes: string[] = []
  const kept = takingPart(question, notes)
  const byCohort = Map.groupBy(kept, (unit) => start[unit]!)
  const cohorts = [...byCohort.keys()].filter((cohort) => cohort !== never).toSorted((a, b) => a - b)
  let times = outcome.times
  let controls = byCohort.get(never)
  if (!controls) {
    const last = cohorts.pop()
    if (last !== undefined) {
      controls = byCohort.get(last)!
      times = last
      notes.push('Nobody is never treated: the units that start last are the controls, until they start.')
    }
  }
  if (cohorts.length === 0 || !controls)
    throw new RangeError('there must be treated units, and units to compare them with')
  const groups = [...cohorts.map((cohort) => byCohort.get(cohort)!), controls]
  const fit = (family === 'linear' ? fitLinearGroups : fitPoissonGroups)({
    outcome,
    covariates: question.covariates,
    groups,
    times,
  })
  return assembled(question, fit, { cohorts, times, notes })
}

/** Units with a time before their start and, for counts, with any event at all. */
const takingPart = ({ outcome, start, family }: InteractionQuestion, notes: string[]): number[] => {
  const units = [...start.keys()].filter((unit) => start[unit] !== 0)
  if (units.length < start.length)
    notes.push(`${start.length - units.length} units are treated from the first time on and are left out.`)
  if (family === 'linear') return units
  if (outcome.values.some((value) => value < 0))
    throw new RangeError('a Poisson model needs counts, found one below zero')
  const live = units.filter((unit) =>
    outcome.values.subarray(unit * outcome.times, (unit + 1) * outcome.times).some((value) => value > 0),
  )
  if (live.length < units.length)
    notes.push(
      `${units.length - live.length} units without any event tell nothing of a ratio and are left out.`,
    )
  return live
}

interface Layout {
  readonly cohorts: readonly number[]
  readonly times: number
  readonly notes: string[]
}

interface Cell {
  readonly cohort: number
  readonly age: number
  readonly weight: number
  readonly estimate: number
  readonly reason: string | null
  readonly influence: Float64Array
}

const assembled = (
  { covariates, cluster, start }: InteractionQuestion,
  fit: SaturatedFit,
  { cohorts, times, notes }: Layout,
): InteractionEffects => {
  const clusterOf = (unit: number): number => (cluster ? cluster[unit]! : unit)
  const controls = fit.groups.at(-1)!
  const clustersOf = (members: readonly number[]): number => new Set(members.map(clusterOf)).size
  const cells: Cell[] = []
  const untold: InteractionEffects['untold'][number][] = []
  cohorts.forEach((cohort, g) => {
    const group = fit.groups[g]!
    const single = [group, controls].find(({ members }) => clustersOf(members) < 2)
    const reason = single
      ? `${single === group ? 'the cohort is' : 'the controls are'} a single ${cluster ? 'cluster' : 'unit'}, which has no spread to take an error from`
      : null
    for (let time = 0; time < times; time++) {
      if (time === cohort - 1) continue
      const estimate = contrast(group.effects, controls.effects, time, cohort - 1)
      if (Number.isNaN(estimate)) {
        const side = Number.isNaN(group.effects[time]! + group.effects[cohort - 1]!) ? 'treated' : 'control'
        untold.push({ cohort, time, side })
        continue
      }
      const influence = cellInfluence(fit, group, { time, reference: cohort - 1, times, units: start.length })
      cells.push({
        cohort,
        age: time - cohort,
        weight: group.members.length,
        estimate,
        reason,
        influence,
      })
    }
  })
  const after = cells.filter(({ age }) => age >= 0)
  if (after.length === 0) throw new RangeError('no cohort has an effect after its start that can be told')

  const members = fit.groups.flatMap((group) => group.members)
  const clusters = clustersOf(members)
  const observations = members.length * times
  const parameters = cohorts.length * (times - 1) + covariates.length + times
  const factor =
    observations > parameters && clusters > 1
      ? ((observations - 1) / (observations - parameters)) * (clusters / (clusters - 1))
      : Number.NaN
  const average = (of: readonly Cell[]): InteractionEffect => {
    const total = of.reduce((sum, { weight }) => sum + weight, 0)
    const influence = new Float64Array(start.length)
    let estimate = 0
    for (const cell of of) {
      const weight = cell.weight / total
      estimate += weight * cell.estimate
      for (let i = 0; i < influence.length; i++) influence[i]! += weight * cell.influence[i]!
    }
    let squares = 0
    for (const value of clusterSums(influence, cluster ?? null)) squares += value * value
    const reason =
      of.find((cell) => cell.reason !== null)?.reason ??
      (Number.isNaN(factor) ? 'there are as many unknowns as values, or a single cluster' : null)
    const treated = new Map(of.map(({ cohort, weight }) => [cohort, weight]))
    return {
      estimate,
      se: reason === null ? Math.sqrt(factor * squares) : null,
      reason,
      treated: [...treated.values()].reduce((sum, count) => sum + count, 0),
    }
  }
  const byAge = [...Map.groupBy(cells, ({ age }) => age)]
    .toSorted(([a], [b]) => a - b)
    .map(([age, of]) => Object.assign(average(of), { age }))
  return {
    cells: cells.map((cell) => Object.assign(average([cell]), { cohort: cell.cohort, age: cell.age })),
    byAge,
    overall: average(after),
    units: members.length,
    degrees: clusters - 1,
    untold,
    notes,
  }
}

const contrast = (treated: Float64Array, control: Float64Array, time: number, reference: number): number =>
  treated[time]! - treated[reference]! - (control[time]! - control[reference]!)

/** How each unit moves one interaction: directly in its own group or the controls, and through the coefficients. */
const cellInfluence = (
  { groups, coefficientInfluence, coefficients }: SaturatedFit,
  group: SaturatedGroup,
  { time, reference, times, units }: { time: number; reference: number; times: number; units: number },
): Float64Array => {
  const controls = groups.at(-1)!
  const influence = new Float64Array(units)
  for (const [side, sign] of [
    [group, 1],
    [controls, -1],
  ] as const) {
    for (const [m, unit] of side.members.entries())
      influence[unit] = sign * (side.influence[m * times + time]! - side.influence[m * times + reference]!)
  }
  const count = coefficients.length
  for (let k = 0; k < count; k++) {
    const slope = contrast(
      group.slopes.subarray(k * times, (k + 1) * times),
      controls.slopes.subarray(k * times, (k + 1) * times),
      time,
      reference,
    )
    for (let unit = 0; unit < units; unit++)
      influence[unit]! -= slope * coefficientInfluence[unit * count + k]!
  }
  return influence
}

import type { Reason } from '../reason.ts'
import type { SaturatedFit, SaturatedGroup } from './saturated-groups.ts'

/** The interaction of one cohort with one time. */
export type SaturatedCell = {
  /** Number of the cohort's group in the fit. */
  readonly group: number
  readonly cohort: number
  /** Time since the cohort's start. */
  readonly age: number
  /** Units that start together, and how many of them take part in the fit. */
  readonly weight: number
  readonly members: number
  /** Null where a side has no event then or just before the start. */
  readonly estimate: number | null
  /** Why there is no estimate, or no error of it. */
  readonly reason: Reason | null
  /** How each unit of the panel moves the estimate. */
  readonly influence: Float64Array
}

type Layout = {
  readonly cohorts: readonly number[]
  /** Units that start with each cohort, whether or not they take part. */
  readonly sizes: readonly number[]
  readonly times: number
  readonly units: number
  readonly cluster: Int32Array | undefined
}

/** The interactions of a saturated fit: each cohort's change since the time before its start less the controls'. */
export const saturatedCells = (
  fit: SaturatedFit,
  { cohorts, sizes, times, units, cluster }: Layout,
): SaturatedCell[] => {
  const controls = fit.groups.at(-1)!
  return cohorts.flatMap((cohort, at) => {
    const group = fit.groups[at]!
    const single = singleSide(group, controls, cluster)
    const reference = cohort - 1
    return Array.from({ length: times }, (_, time) => time)
      .filter((time) => time !== reference)
      .map((time): SaturatedCell => {
        const missing = missingEvent(group, controls, { cohort, time })
        const members = group.members.length
        const common = { group: at, cohort, age: time - cohort, weight: sizes[at]!, members }
        if (missing)
          return Object.assign(common, { estimate: null, reason: missing, influence: new Float64Array(0) })
        const estimate = contrast(group.effects, controls.effects, time, reference)
        const influence = cellInfluence(fit, group, { time, reference, times, units })
        return Object.assign(common, { estimate, reason: single, influence })
      })
  })
}

const singleSide = (
  group: SaturatedGroup,
  controls: SaturatedGroup,
  cluster: Int32Array | undefined,
): Reason | null => {
  const clustersOf = ({ members }: SaturatedGroup): number =>
    new Set(members.map((unit) => cluster?.[unit] ?? unit)).size
  const of = cluster ? 'cluster' : 'unit'
  if (clustersOf(group) < 2) return { code: 'single', side: 'treated', of }
  return clustersOf(controls) < 2 ? { code: 'single', side: 'control', of } : null
}

const has = ({ effects }: SaturatedGroup, at: number): boolean => !Number.isNaN(effects[at]!)

/** Which side has no event, at the time or just before the start; the controls' reference first, for it ends the cohort. */
const missingEvent = (
  group: SaturatedGroup,
  controls: SaturatedGroup,
  { cohort, time }: { cohort: number; time: number },
): Reason | null => {
  const missing = { code: 'no-event', cohort, time } as const
  if (!has(controls, cohort - 1)) return { ...missing, side: 'control', at: 'reference' }
  if (!has(group, cohort - 1)) return { ...missing, side: 'treated', at: 'reference' }
  if (!has(group, time)) return { ...missing, side: 'treated', at: 'time' }
  return has(controls, time) ? null : { ...missing, side: 'control', at: 'time' }
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

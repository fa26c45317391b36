import type { Reason } from '@mettrace/analysis/effect/reason'
import { withError, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { leftOut, unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { exposureRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { aggregate } from '@mettrace/analysis/effect/group-time/aggregate'
import { groupTimeEffects } from '@mettrace/analysis/effect/group-time/group-time-effects'
import { interactionWeightedEffects } from '@mettrace/analysis/effect/interaction-weighted/interaction-weighted'
import { never } from '@mettrace/analysis/effect/panel'
import { jackknifeError } from '@mettrace/analysis/effect/synthetic/jackknife'
import { syntheticEffect } from '@mettrace/analysis/effect/synthetic/synthetic-effect'
import { reasonWords } from '../reason-words.ts'
import { asChange, compareMirrored, logEstimate, type Change, type Comparison } from './compare.ts'
import { calibrationTo } from './other-methods.ts'
import { quartersOf, type Quarters } from './quarters.ts'

/** A method: the change that it finds up to `longest` months after areas were covered, or why it finds none. */
export type WayOfLooking = {
  words: string
  scale: 'ratio' | 'additive'
  look: (comparison: Comparison, longest: number) => Change | string
}

/** Where the months of a comparison end for methods that take whole months of all areas: `longest` after the last was covered. */
const endOf = ({ panel, begins }: Comparison, longest: number): number =>
  Math.min(panel.months, Math.max(...begins) + longest)

/** Before and after with an effect of every area and month, the months of the selection among those before. */
const beforeAndAfter = ({ panel, begins, cluster }: Comparison, longest: number): Change => {
  const [areas, months] = [panel.codes.length, panel.months]
  const exposure = new Int16Array(areas * months).fill(leftOut)
  for (let area = 0; area < areas; area++) {
    const begin = begins[area]!
    if (begin < 0 && begin !== isControl) continue
    for (let month = 0; month < months; month++) {
      if (begin === isControl || month < panel.start[area]!) exposure[area * months + month] = unexposed
      else if (month >= begin && month < begin + longest) exposure[area * months + month] = 0
    }
  }
  return asChange(
    logEstimate(exposureRatios({ areas, months, counts: panel.counts, exposure, groups: 1, cluster })),
  )
}

const mirrored = (comparison: Comparison, longest: number): Change | string => {
  const found = compareMirrored({ ...comparison, groupOf: (_area, age) => (age < longest ? 0 : leftOut) })
  return typeof found === 'string' ? found : asChange(logEstimate(found))
}

const calibrated = (comparison: Comparison, longest: number): Change | string => {
  const found = calibrationTo(comparison, endOf(comparison, longest))
  return found.why ?? { estimate: found.estimate, low: found.low, high: found.high, p: found.p }
}

/** A figure whose error cannot be borne would pass for one that can. */
const tooSmall = (reason: Reason | null | undefined): string =>
  `A cell is too small: ${reason ? reasonWords(reason, { time: (at) => `quarter ${at + 1}` }) : 'it has no error'}.`

/** Sun & Abraham 2021 as rate ratios, held against the quarter before the target was reached. */
const interactionWeighted = (comparison: Comparison, longest: number): Change | string => {
  const { outcome, start, cluster } = quartersOf(comparison, endOf(comparison, longest), 'counts')
  const { overall, degrees } = interactionWeightedEffects({
    outcome,
    start,
    cluster,
    covariates: [],
    family: 'poisson',
  })
  if (overall.estimate === null || overall.se === null) return tooSmall(overall.reason)
  return asChange(withError(overall.estimate, overall.se, { degrees }))
}

/** Mean over the covered areas' quarters since their start. */
const meanAfter = ({ outcome, start }: Quarters): number => {
  let [sum, cells] = [0, 0]
  for (const [unit, first] of start.entries()) {
    if (first === never || first === 0) continue
    for (let time = first; time < outcome.times; time++, cells++)
      sum += outcome.values[unit * outcome.times + time]!
  }
  return sum / cells
}

/** A difference as a share of what the method says would have been counted without kits, which is taken as known. */
const relative = ({ estimate, low, high, p }: Estimate, after: number): Change | string => {
  const without = after - estimate
  if (!(without > 0)) return 'By this method nothing would have been counted without kits.'
  const share = (value: number | null): number | null => (value === null ? null : value / without)
  return { estimate: estimate / without, low: share(low), high: share(high), p }
}

/** Callaway & Sant'Anna 2021, never-treated areas as controls, errors clustered by deployment. */
const groupTime = (comparison: Comparison, longest: number): Change | string => {
  const quarters = quartersOf(comparison, endOf(comparison, longest), 'rates')
  const { outcome, start, cluster } = quarters
  const effects = groupTimeEffects({
    outcome,
    start,
    cluster,
    covariates: [],
    controls: 'never',
    estimator: 'reg',
  })
  const { overall } = aggregate(effects, 'simple')
  if (overall.se === null) return tooSmall(effects.cells.find(({ reason }) => reason !== null)?.reason)
  return relative(withError(overall.estimate, overall.se), meanAfter(quarters))
}

/** Arkhangelsky et al. 2021, each start by itself (Clarke et al. 2023); errors by the jackknife over areas. */
const syntheticDifference = (comparison: Comparison, longest: number): Change | string => {
  const quarters = quartersOf(comparison, endOf(comparison, longest), 'rates')
  const effect = syntheticEffect({ outcome: quarters.outcome, start: quarters.start, kind: 'sdid' })
  return relative(withError(effect.estimate, jackknifeError(effect)), meanAfter(quarters))
}

/** Every method that a report tries, the recommended one first. */
export const waysOfLooking: readonly WayOfLooking[] = [
  { words: 'windows that mirror the selection', scale: 'ratio', look: mirrored },
  { words: 'all months before, the selection among them', scale: 'ratio', look: beforeAndAfter },
  { words: 'calibration weights', scale: 'ratio', look: calibrated },
  { words: 'interaction-weighted Poisson', scale: 'ratio', look: interactionWeighted },
  { words: 'group-time effects', scale: 'additive', look: groupTime },
  { words: 'synthetic difference in differences', scale: 'additive', look: syntheticDifference },
]

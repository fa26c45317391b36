import { withError, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { exposureRatios, type ExposureRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl, isLeftOut, mirroredExposure } from '@mettrace/analysis/effect/exposure/mirrored'
import { MetTraceError } from '../../../foundation/errors.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { firstStart, never, type ProgrammePanel } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { faultWords } from '../reason-words.ts'

/** A relative change: −0.25 is a quarter fewer. */
export type Change = { estimate: number; low: number | null; high: number | null; p: number | null }

/**
 * Months, as columns of the panel, by which areas were chosen; null where they were drawn by lot, or where their order was
 * and nothing is said of how they were chosen.
 */
export type Selection = { from: number; to: number } | null

/** Length of the selection where a programme does not say. */
const usualSelection = 12

/**
 * What the areas were chosen by. Errors: `value_invalid` where it does not end before the first start.
 */
export const selectionOf = (programme: Programme, panel: ProgrammePanel): Selection => {
  const first = (parseMonth(firstStart(programme)) ?? 0) - panel.firstMonth
  const { selection } = programme
  if (!selection && programme.phaseIn !== undefined) return null
  if (!selection) return { from: first - usualSelection, to: first - 1 }
  if (selection.rule === 'random') return null
  const [from, to] = [selection.from, selection.to].map(
    (month) => (parseMonth(month) ?? 0) - panel.firstMonth,
  )
  if (to! >= first) {
    throw new MetTraceError(
      'value_invalid',
      'The months that the areas were chosen by must end before the first start.',
      {
        column: 'selection.to',
        found: selection.to,
        expected: `a month before ${formatMonth(panel.firstMonth + first)}`,
      },
    )
  }
  return { from: from!, to: to! }
}

/** Side of the squares in which untreated areas are taken to share their fortunes, metres. */
const clusterSide = 2000

/** Cluster of each area: its deployment, or the square of 2 km that its centroid lies in. */
export const clustersOf = ({
  codes,
  deployment,
  deploymentNames,
  easting,
  northing,
}: ProgrammePanel): Int32Array => {
  const squares = new Map<string, number>()
  return Int32Array.from(codes, (_, area) => {
    if (deployment[area]! >= 0) return deployment[area]!
    const square = `${Math.floor(easting[area]! / clusterSide)} ${Math.floor(northing[area]! / clusterSide)}`
    let own = squares.get(square)
    if (own === undefined) squares.set(square, (own = deploymentNames.length + squares.size))
    return own
  })
}

/**
 * First exposed month of each area where those nearer than `metres` to a covered one are no controls, and no more are those
 * of which that cannot be told.
 */
export const beginsOf = (
  { deployment, reached }: ProgrammePanel,
  distances: Float64Array,
  metres: number,
): Int32Array =>
  Int32Array.from(deployment, (own, area) => {
    if (own >= 0) return reached[area] === never ? isLeftOut : reached[area]!
    return metres > 0 && !(distances[area]! > metres) ? isLeftOut : isControl
  })

export type Comparison = {
  panel: ProgrammePanel
  selection: Selection
  begins: Int32Array
  /** First kit of each area; `begins` where left out. */
  starts?: Int32Array
  cluster: Int32Array
  groups?: number
  groupOf?: (area: number, age: number) => number
}

/** Rate ratios over windows that mirror the selection, or why there are none. */
export const compareMirrored = (comparison: Comparison): ExposureRatios | string => {
  const { panel, selection, begins, cluster, groups = 1, groupOf = () => 0 } = comparison
  const [areas, months] = [panel.codes.length, panel.months]
  const exposure = mirroredExposure({
    areas,
    months,
    begins,
    starts: comparison.starts ?? begins,
    selection,
    groupOf,
  })
  if (!exposure.some((group) => group >= 0))
    return selection
      ? 'The series holds no months as far before the selection as the covered months lie after it.'
      : 'No area reached the target within the series.'
  if (!begins.includes(isControl)) return 'No area is left to compare with.'
  try {
    return exposureRatios({ areas, months, counts: panel.counts, exposure, groups, cluster })
  } catch (error) {
    if (error instanceof RangeError) return `This cannot be compared: ${faultWords(error)}.`
    throw error
  }
}

/** One group's log ratio with its interval by Student's t, a degree of freedom fewer than clusters are exposed. */
export const logEstimate = ({ logRatio, covariance, clusters }: ExposureRatios, group = 0): Estimate =>
  withError(logRatio[group]!, Math.sqrt(covariance[group * (logRatio.length + 1)]!), {
    degrees: clusters[group]! - 1,
  })

export const asChange = ({ estimate, low, high, p }: Estimate): Change => ({
  estimate: Math.exp(estimate) - 1,
  low: low === null ? null : Math.exp(low) - 1,
  high: high === null ? null : Math.exp(high) - 1,
  p,
})

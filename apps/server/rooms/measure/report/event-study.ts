import { leftOut, unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { exposureRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { faultWords } from '../reason-words.ts'
import { asChange, logEstimate } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { EventStudy } from './report-types.ts'

/** Months drawn as one point, most points to either side, and months before the first point that all are held against. */
const width = 3
const most = 12
const reference = 12

/**
 * Rate ratios by months since the target was reached, three at a time, against the months before the first of them, with an
 * effect of every area and month (Poisson pseudo-likelihood, errors clustered by deployment). It shows what happened, the
 * bad months of the selection too; it is not an estimate of the effect where areas were chosen for a bad year.
 */
export const eventStudyOf = (base: Base): EventStudy => {
  const { panel, cluster } = base
  const { begins } = baseComparison(base)
  const [areas, months] = [panel.codes.length, panel.months]
  const reached = [...begins].filter((begin) => begin >= 0)
  if (new Set(panel.deployment.filter((_own, area) => begins[area]! >= 0)).size < 2)
    return { why: 'Fewer than two deployments reached the target: nothing can be told by months.' }
  const back = Math.min(most, Math.floor((Math.min(...reached) - reference) / width))
  if (back < 1)
    return {
      why: `The series is too short before the first start: ${reference + width} months are needed.`,
    }
  const ahead = Math.min(most, Math.ceil((months - Math.min(...reached)) / width))
  const groups = back + ahead
  const exposure = new Int16Array(areas * months).fill(leftOut)
  for (let area = 0; area < areas; area++) {
    const begin = begins[area]!
    if (begin < 0 && begin !== isControl) continue
    for (let month = 0; month < months; month++) {
      const group = begin === isControl ? unexposed : Math.floor((month - begin) / width) + back
      if (group < groups) exposure[area * months + month] = Math.max(unexposed, group)
    }
  }
  try {
    const found = exposureRatios({ areas, months, counts: panel.counts, exposure, groups, cluster })
    return {
      rows: Array.from({ length: groups }, (_, at) => ({
        from: (at - back) * width,
        to: (at - back) * width + width - 1,
        deployments: found.clusters[at]!,
        observed: found.observed[at]!,
        ...asChange(logEstimate(found, at)),
      })),
      why: null,
    }
  } catch (error) {
    if (error instanceof RangeError) return { why: `We cannot tell by months: ${faultWords(error)}.` }
    throw error
  }
}

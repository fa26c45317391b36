import { formatMonth } from '../../../foundation/month.ts'
import type { ProgrammePanel } from '../programme/programme-panel.ts'
import type { ByMonth } from './report-types.ts'

/** Burglaries of every month in the covered areas and in all others, and for each 1,000 homes there. */
export const byMonthOf = ({
  codes,
  months,
  counts,
  homes,
  deployment,
  firstMonth,
}: ProgrammePanel): ByMonth => {
  const sums = [new Float64Array(months), new Float64Array(months)] as const
  const all = [0, 0]
  for (let area = 0; area < codes.length; area++) {
    const side = deployment[area]! >= 0 ? 0 : 1
    all[side]! += homes[area]!
    for (let month = 0; month < months; month++) sums[side][month]! += counts[area * months + month]!
  }
  const rate = (side: 0 | 1, month: number): number | null =>
    all[side]! > 0 ? (1000 * sums[side][month]!) / all[side]! : null
  return Array.from({ length: months }, (_, month) => ({
    month: formatMonth(firstMonth + month),
    inside: sums[0][month]!,
    outside: sums[1][month]!,
    insideRate: rate(0, month),
    outsideRate: rate(1, month),
  }))
}

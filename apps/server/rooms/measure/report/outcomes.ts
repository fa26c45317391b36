import { holmAdjusted } from '@mettrace/analysis/effect/holm'
import { asChange, compareMirrored, logEstimate } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { Outcomes, OutcomeRow, Primary } from './report-types.ts'

/** Crimes of another type by area and month, laid out as the panel's; or why there are none. */
export type OtherCounts = {
  crimeType: string
  as: 'outcome' | 'falsification'
  counts: Int32Array | { why: string }
}

const none = { estimate: Number.NaN, low: null, high: null, p: null, observed: 0, expected: 0 }

const rowOf = (base: Base, { crimeType, as, counts }: OtherCounts): Omit<OutcomeRow, 'adjusted'> => {
  const named = { crimeType, as }
  if ('why' in counts) return Object.assign(named, none, counts)
  if (counts.every((count) => count === 0))
    return Object.assign(named, none, { why: `No ${crimeType} is loaded in these areas and months.` })
  const found = compareMirrored({ ...baseComparison(base), panel: { ...base.panel, counts } })
  if (typeof found === 'string') return Object.assign(named, none, { why: found })
  return Object.assign(named, asChange(logEstimate(found)), {
    observed: found.observed[0]!,
    expected: found.expected[0]!,
    why: null,
  })
}

/**
 * The primary comparison of other types of crime. Those that the programme may move are one family with burglary, those
 * that it cannot move another; p is adjusted in each (Holm). Null where the programme names none.
 */
export const outcomesOf = (base: Base, primary: Primary, others: readonly OtherCounts[]): Outcomes | null => {
  if (others.length === 0) return null
  const rows = others.map((each) => rowOf(base, each))
  const own = primary.why === null ? primary.p : null
  const [burglary = null, ...hoped] = holmAdjusted([
    own,
    ...rows.filter(({ as }) => as === 'outcome').map(({ p }) => p),
  ])
  const feared = holmAdjusted(rows.filter(({ as }) => as === 'falsification').map(({ p }) => p))
  const left = { outcome: hoped, falsification: feared }
  const adjusted = rows.map((row): OutcomeRow =>
    Object.assign({}, row, { adjusted: left[row.as].shift() ?? null }),
  )
  return {
    burglary,
    rows: adjusted,
    warnings: adjusted
      .filter(({ as, adjusted: p }) => as === 'falsification' && p !== null && p < 0.05)
      .map(
        ({ crimeType }) =>
          `${crimeType} moved too, which the programme cannot have moved: something else happened in these areas, or the comparison is at fault.`,
      ),
  }
}

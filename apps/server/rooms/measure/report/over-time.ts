import { leftOut, unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { exposureRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { holmAdjusted } from '@mettrace/analysis/effect/holm'
import { fitDecay, longestMark, topUpMonth } from '@mettrace/analysis/effect/top-up'
import { count } from '../../../foundation/words/figures.ts'
import { faultWords } from '../reason-words.ts'
import { asChange, compareMirrored, logEstimate } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { Decay, PrePeriod } from './report-types.ts'

const yearLong = 12

/**
 * Change of the covered areas against the others in each year before the selection, beside the second one back: the year
 * next to the selection still holds some of what made it bad, and is left out. The p is the least of the years', adjusted for
 * their number (Holm): with few deployments a joint Wald test finds too much.
 */
export const prePeriodTest = (base: Base): PrePeriod => {
  const { panel, selection, cluster } = base
  const { begins, starts } = baseComparison(base)
  const [areas, months] = [panel.codes.length, panel.months]
  const first = starts!.reduce((least, start) => (start >= 0 ? Math.min(least, start) : least), months)
  const end = selection ? selection.from - yearLong : first
  const groups = Math.floor(Math.max(0, end) / yearLong) - 1
  if (groups < 1) {
    return {
      rows: [],
      p: null,
      why: 'The series is too short before the selection: two whole years are needed beyond the one next to it.',
    }
  }
  const exposure = new Int16Array(areas * months).fill(leftOut)
  for (let area = 0; area < areas; area++) {
    if (begins[area]! < 0 && begins[area] !== isControl) continue
    for (let year = 0; year <= groups; year++) {
      for (let month = end - (year + 1) * yearLong; month < end - year * yearLong; month++)
        exposure[area * months + month] = begins[area]! >= 0 && year > 0 ? year - 1 : unexposed
    }
  }
  try {
    const found = exposureRatios({ areas, months, counts: panel.counts, exposure, groups, cluster })
    const changes = Array.from({ length: groups }, (_, at) => asChange(logEstimate(found, at)))
    const adjusted = holmAdjusted(changes.map(({ p }) => p)).filter((p) => p !== null)
    const p = adjusted.length > 0 ? Math.min(...adjusted) : null
    return {
      rows: Array.from({ length: groups }, (_, at) => ({
        from: -(at + 2) * yearLong - (selection ? yearLong : 0),
        to: -(at + 1) * yearLong - 1 - (selection ? yearLong : 0),
        ...changes[at]!,
      })),
      p,
      why: p === null ? 'Too few deployment areas for a test.' : null,
    }
  } catch (error) {
    if (error instanceof RangeError)
      return { rows: [], p: null, why: `This cannot be tested: ${faultWords(error)}.` }
    throw error
  }
}

const ageBins: readonly [from: number, to: number][] = [
  [0, 5],
  [6, 11],
  [12, 17],
  [18, 23],
  [24, 35],
  [36, 47],
  [48, longestMark - 1],
]

export type TopUpMoney = { pounds: { police: number; society: number }; poundsPerHome: number }

const months = (value: number): string => count(value, 'month')

const decayWords = (
  fitted: ReturnType<typeof fitDecay>,
  topUp: { police: number | null; society: number | null },
): string => {
  if (!fitted) return 'We cannot tell from these figures how the effect fades.'
  const halved =
    fitted.halfLife === Infinity ? 'no fading' : `half of it gone after ${months(fitted.halfLife)}`
  const range = `${months(fitted.halfLifeLow)} to ${fitted.halfLifeHigh === Infinity ? 'no fading at all' : months(fitted.halfLifeHigh)} fit too`
  const paid =
    topUp.police === null ? `does not pay within ${months(longestMark)}` : `pays in month ${topUp.police}`
  return `Fitted: ${halved} (${range}). By what a burglary costs the police a top-up ${paid}.`
}

/** Change by months since the target was reached, each bin against its own mirror, and how it fades. */
export const decayOf = (base: Base, { pounds, poundsPerHome }: TopUpMoney): Decay => {
  const { panel } = base
  const found = ageBins.flatMap(([from, to]) => {
    const each = compareMirrored({
      ...baseComparison(base),
      groupOf: (_area, age) => (age >= from && age <= to ? 0 : leftOut),
    })
    if (typeof each === 'string') return []
    const log = logEstimate(each)
    return [
      {
        bin: { from, to, logRatio: log.estimate, se: log.se ?? Number.NaN },
        row: {
          from,
          to,
          observed: each.observed[0]!,
          expected: each.expected[0]!,
          deployments: each.clusters[0]!,
          ...asChange(log),
        },
      },
    ]
  })
  const fitted = fitDecay(found.map(({ bin }) => bin))
  let [homes, exposedMonths] = [0, 0]
  for (const [area, own] of panel.deployment.entries()) {
    if (own < 0 || panel.reached[area]! < 0) continue
    homes += panel.homes[area]!
    exposedMonths += panel.homes[area]! * (panel.months - panel.reached[area]!)
  }
  const expected = found.reduce((sum, { row }) => sum + row.expected, 0)
  const topUp = (value: number): number | null =>
    fitted && exposedMonths > 0
      ? topUpMonth(fitted, {
          monthly: (expected / exposedMonths) * homes,
          value,
          cost: homes * poundsPerHome,
        })
      : null
  const both = { police: topUp(pounds.police), society: topUp(pounds.society) }
  return {
    rows: found.map(({ row }) => row),
    first: fitted?.first ?? null,
    halfLife: fitted && fitted.halfLife < Infinity ? fitted.halfLife : null,
    halfLifeLow: fitted && fitted.halfLifeLow < Infinity ? fitted.halfLifeLow : null,
    halfLifeHigh: fitted && fitted.halfLifeHigh < Infinity ? fitted.halfLifeHigh : null,
    endless: fitted?.halfLifeHigh === Infinity,
    topUpPolice: both.police,
    topUpSociety: both.society,
    words: decayWords(fitted, both),
  }
}

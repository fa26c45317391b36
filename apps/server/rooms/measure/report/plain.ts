import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { firstStart, type ProgrammePanel } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import type { PlainComparison } from './report-types.ts'

/** Columns of the two windows of the plain comparison, both ends in. */
export type Windows = { before: [from: number, to: number]; after: [from: number, to: number] }

const usualLength = 12

/**
 * Windows of the plain comparison: those of the programme, or the twelve months from the last start, as far as the series
 * goes, and the same months of the year before the first start. Errors: `value_invalid` for windows outside the series,
 * or of which one holds the other's time.
 */
export const windowsOf = (programme: Programme, panel: ProgrammePanel): Windows => {
  const column = (month: string): number => (parseMonth(month) ?? 0) - panel.firstMonth
  const first = column(firstStart(programme))
  const last = Math.max(...programme.deployments.map(({ start }) => column(start)))
  const { comparison } = programme
  if (!comparison) {
    const to = Math.min(panel.months - 1, last + usualLength - 1)
    const back = usualLength * Math.ceil((to - first + 1) / usualLength)
    const before: [number, number] = [last - back, to - back]
    return { before: [Math.max(0, before[0]), before[1]], after: [last, to] }
  }
  const { before, after } = comparison
  const windows: Windows = {
    before: [column(before.from), column(before.to)],
    after: [column(after.from), column(after.to)],
  }
  if (windows.before[0] < 0 || windows.after[1] >= panel.months || windows.before[1] >= windows.after[0]) {
    throw new MetTraceError(
      'value_invalid',
      'The months compared must lie in the series, those before first.',
      {
        column: 'comparison',
        found: `${before.from} to ${before.to}, ${after.from} to ${after.to}`,
        expected: `months from ${formatMonth(panel.firstMonth)} to ${formatMonth(panel.firstMonth + panel.months - 1)}`,
      },
    )
  }
  return windows
}

const change = (after: number, before: number): number | null => (before > 0 ? after / before - 1 : null)

/** In the programme's areas against all the others, before against after, as the press quotes it. */
export const plainComparison = (panel: ProgrammePanel, { before, after }: Windows): PlainComparison => {
  const sum = (inside: boolean, [from, to]: [number, number]): number => {
    let total = 0
    for (const [area, own] of panel.deployment.entries()) {
      if (own >= 0 !== inside) continue
      for (let month = from; month <= to; month++) total += panel.counts[area * panel.months + month]!
    }
    return total
  }
  const months = ([from, to]: [number, number]) => ({
    from: formatMonth(panel.firstMonth + from),
    to: formatMonth(panel.firstMonth + to),
  })
  const [insideBefore, insideAfter] = [sum(true, before), sum(true, after)]
  const [outsideBefore, outsideAfter] = [sum(false, before), sum(false, after)]
  // Windows of unlike lengths are compared by the month; the ratio of ratios does not mind.
  const longer = (after[1] - after[0] + 1) / (before[1] - before[0] + 1)
  const [inside, outside] = [
    change(insideAfter / longer, insideBefore),
    change(outsideAfter / longer, outsideBefore),
  ]
  return {
    before: months(before),
    after: months(after),
    insideBefore,
    insideAfter,
    outsideBefore,
    outsideAfter,
    inside,
    outside,
    ratio: inside === null || outside === null || outside === -1 ? null : (1 + inside) / (1 + outside) - 1,
  }
}

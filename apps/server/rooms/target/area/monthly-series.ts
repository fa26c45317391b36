import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { breaksBetween } from '../../../places/formats/categories.ts'
import { monthlyCounts, type MonthCount } from '../../../crime/area-counts.ts'
import type { RiskScope } from '../../../crime/types.ts'

export type MonthlySeries = {
  /** Months that are loaded, rising, with what was counted in each. */
  months: MonthCount[]
  /** Where the counts before and after are not of the same. */
  breaks: { month: string; words: string }[]
}

/** Burglaries of one area by month, as the risk read them. None where the series is a share of a larger area's. */
export const monthlySeries = async (
  tx: Transaction,
  code: string,
  {
    kind,
    validFrom,
    source,
    series,
    from,
    until,
  }: Pick<RiskScope, 'kind' | 'validFrom' | 'source' | 'series' | 'from' | 'until'>,
): Promise<MonthlySeries> => {
  const months = await monthlyCounts(tx, {
    kind,
    validFrom,
    source,
    series,
    code,
    from: `${from}-01`,
    until: `${until}-01`,
  })
  const [first, last] = [parseMonth(from), parseMonth(until)]
  const breaks =
    first === undefined || last === undefined
      ? []
      : breaksBetween(first, last, series)
          .filter(({ metropolitan }) => !metropolitan || source === 'mps')
          .map((each) => ({
            month: formatMonth(each.month),
            words: each.words,
          }))
  return { months, breaks }
}

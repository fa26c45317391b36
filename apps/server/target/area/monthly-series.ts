import type { Database } from '../../foundation/database.ts'
import { formatMonth, parseMonth } from '../../foundation/month.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { breaksBetween } from '../../places/formats/categories.ts'
import type { RiskScope } from '../types.ts'

export type MonthlySeries = {
  /** Months that are loaded, rising, with what was counted in each. */
  months: { month: string; burglaries: number }[]
  /** Where the counts before and after are not of the same. */
  breaks: { month: string; words: string }[]
}

/** Burglaries of one area by month, as the risk read them. None where the series is a share of a larger area's. */
export const monthlySeries = async (
  database: Database,
  actor: Actor,
  code: string,
  { kind, validFrom, source, series, from, until }: RiskScope,
): Promise<MonthlySeries> => {
  const months = await database.withActor(actor, 'burglaries of an area by month', async (tx) => {
    const { rows } = await tx.query<{ month: string; burglaries: number }>(
      `select to_char(m.month, 'YYYY-MM') as month, coalesce(c.burglaries, 0)::int as burglaries
       from (select distinct month from target.loaded_month where source = $3) m
       left join target.burglary_count c
         on c.kind = $1 and c.valid_from = $2 and c.source = $3 and c.series = $4 and c.code = $5 and c.month = m.month
       where m.month between $6 and $7
       order by m.month`,
      [kind, validFrom, source, series, code, `${from}-01`, `${until}-01`],
    )
    return rows
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

import { linkTo } from './page-links.ts'
import type { PageQuery, PageQuestion } from './page-query.ts'
import { oneDecimal, wholeNumber } from './page-words.ts'
import { plansForKits } from './plan-of-risk.ts'
import type { Plan, Risk } from './types.ts'

/** What one more thousand kits buys, and half or twice as many. */
export type OtherKits = {
  kits: string
  /** Address of that plan; none for the one shown. */
  href: string | undefined
  areas: string
  expected: string
  /** Expected burglaries more for each thousand kits more than in the row before. */
  gain: string
}

export const otherKits = (risk: Risk, plan: Plan, query: PageQuery, question: PageQuestion): OtherKits[] => {
  const { kits, saturation, include, exclude } = question
  const numbers = [...new Set([Math.floor(kits / 2), kits + 1000, kits * 2])].filter((number) => number > 0)
  const rows = [
    { kits, areas: plan.areas.length, expected: plan.expected },
    ...plansForKits(risk, { kits, saturation, include, exclude, kitRounding: 'up' }, numbers),
  ].toSorted((a, b) => a.kits - b.kits)
  return rows.map((row, at) => {
    const before = rows[at - 1]
    const typed = { ...query.typed, kits: wholeNumber(row.kits) }
    return {
      kits: wholeNumber(row.kits),
      href: row.kits === kits ? undefined : linkTo('/', { ...query, typed }),
      areas: wholeNumber(row.areas),
      expected: wholeNumber(row.expected),
      gain: before ? oneDecimal((1000 * (row.expected - before.expected)) / (row.kits - before.kits)) : '–',
    }
  })
}

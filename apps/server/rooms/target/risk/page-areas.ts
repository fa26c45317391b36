import { ratePerHome, placesByRate } from '../plan/plan-of-risk.ts'
import type { PageView, SortColumn } from '../question/page-query.ts'
import type { AreaRisk, Risk } from '../../../crime/types.ts'

export type AreaLine = AreaRisk & {
  /** Expected burglaries for each home. */
  rate: number
  /** Place by rate, the highest first. */
  rank: number
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const comparisons: Record<SortColumn, (a: AreaLine, b: AreaLine) => number> = {
  rate: (a, b) => a.rate - b.rate,
  expected: (a, b) => a.expected - b.expected,
  lastYear: (a, b) => (a.lastYear ?? 0) - (b.lastYear ?? 0),
  homes: (a, b) => a.homes - b.homes,
  code: (a, b) => byText(a.code, b.code),
  name: (a, b) => byText(a.name ?? '', b.name ?? ''),
}

/** Every area that the search finds by code or name, in the order asked; ties by code. */
export const areaLines = (risk: Risk, view: Pick<PageView, 'find' | 'sort' | 'order'>): AreaLine[] => {
  const ranks = placesByRate(risk.areas)
  const wanted = view.find.toLocaleLowerCase('en-GB')
  const compare = comparisons[view.sort]
  const direction = view.order === 'asc' ? 1 : -1
  return risk.areas
    .filter(
      ({ code, name }) =>
        code.toLocaleLowerCase('en-GB').includes(wanted) ||
        (name ?? '').toLocaleLowerCase('en-GB').includes(wanted),
    )
    .map((area) =>
      Object.assign({}, area, {
        rate: ratePerHome(area),
        rank: ranks.get(area.code) ?? 0,
      }),
    )
    .toSorted((a, b) => direction * compare(a, b) || byText(a.code, b.code))
}

import { targetPaths } from '../paths.ts'
import type { Field, PageQuery, PageView } from './page-query.ts'
import type { RiskScope } from '../../../crime/types.ts'

type Parameters = Partial<Record<Field | 'find' | 'sort' | 'order' | 'page' | 'plan', string>>

/** The page's whole state as parameters of an address, without what is empty or the usual. */
export const parametersOf = ({ typed, view }: Pick<PageQuery, 'typed' | 'view'>): Parameters => {
  const all: Parameters = {
    ...typed,
    floor: typed.floor === '0' ? '' : typed.floor,
    find: view.find,
    sort: view.sort === 'rate' && view.order === 'desc' ? '' : view.sort,
    order: view.sort === 'rate' && view.order === 'desc' ? '' : view.order,
    page: view.page > 1 ? String(view.page) : '',
    plan: view.wholePlan ? 'all' : '',
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

/** Address of an area's own page, about the same burglaries as the page that leads there, or as what was kept. */
export const areaHref = (
  { kind, validFrom }: Pick<RiskScope, 'kind' | 'validFrom'>,
  code: string,
  { series, until, months }: Pick<PageQuery['typed'], 'series' | 'until' | 'months'>,
): string => targetPaths.area({ kind, validFrom: validFrom ?? '', code }, { series, until, months })

/** Address of the same question, shown otherwise. */
export const linkTo = (
  path: string,
  query: Pick<PageQuery, 'typed' | 'view'>,
  change: Partial<PageView> = {},
  fragment = '',
): string => {
  const parameters = new URLSearchParams(
    parametersOf({ typed: query.typed, view: { ...query.view, ...change } }),
  )
  return `${path}?${parameters.toString()}${fragment}`
}

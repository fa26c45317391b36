import { areaLines, type AreaLine } from './page-areas.ts'
import { intervalBar, scaleEnd, type IntervalBar } from './page-interval.ts'
import { linkTo } from './page-links.ts'
import type { PageQuery, SortColumn } from './page-query.ts'
import { count, interval, areasInWords, oneDecimal, wholeNumber } from './page-words.ts'
import { placesByRate, ratePerHome } from './plan-of-risk.ts'
import type { Plan, Risk } from './types.ts'

/** Rows of a page; and of the plan, until all of it is asked for. */
export const pageLength = 50

type Drawn = { expected: string; interval: string; bar: IntervalBar; rate: string }

const drawn = (
  area: { expected: number; low: number; high: number; homes: number },
  scale: number,
): Drawn => ({
  expected: oneDecimal(area.expected),
  interval: interval(area),
  bar: intervalBar(area, scale),
  rate: area.homes > 0 ? oneDecimal(1000 * ratePerHome(area)) : '–',
})

export type PlanTable = {
  rows: (Drawn & {
    rank: string
    code: string
    name: string
    homes: string
    kits: string
    lastYear: string
    reason: string
  })[]
  scale: string
  total: string
  /** Address that shows all rows, when some are held back. */
  allHref: string | undefined
  csvHref: string
  nearMisses: { code: string; name: string; reason: string }[]
}

export const planTable = (risk: Risk, plan: Plan, query: PageQuery): PlanTable => {
  const scale = scaleEnd(plan.areas.map(({ high }) => high))
  const ranks = placesByRate(risk.areas)
  const lastYears = new Map(risk.areas.map(({ code, lastYear }) => [code, lastYear]))
  const allHomes = risk.areas.reduce((sum, { homes }) => sum + homes, 0)
  const mean = risk.city.expected / allHomes
  const asked = new Set(query.question?.include)
  const shown = query.view.wholePlan ? plan.areas : plan.areas.slice(0, pageLength)
  const { one, many } = areasInWords(risk.inputs)
  return {
    rows: shown.map((area) => ({
      ...drawn(area, scale),
      rank: wholeNumber(ranks.get(area.code) ?? 0),
      code: area.code,
      name: area.name ?? '',
      homes: wholeNumber(area.homes),
      kits: wholeNumber(area.kits),
      lastYear: wholeNumber(lastYears.get(area.code) ?? 0),
      reason: `${oneDecimal(ratePerHome(area) / mean)} × mean rate${asked.has(area.code) ? '; asked for' : ''}`,
    })),
    scale: wholeNumber(scale),
    total: count(plan.areas.length, one, many),
    allHref: shown.length < plan.areas.length ? linkTo('/', query, { wholePlan: true }, '#plan') : undefined,
    csvHref: linkTo('/plan.csv', query),
    nearMisses: plan.nearMisses.map(({ code, name, reason }) => ({ code, name: name ?? '', reason })),
  }
}

type Heading = {
  text: string
  numeric: boolean
  href?: string
  sort?: 'ascending' | 'descending' | 'none'
}

export type AreaTable = {
  headings: Heading[]
  rows: (Drawn & {
    rank: string
    code: string
    name: string
    homes: string
    lastYear: string
    chosen: boolean
  })[]
  scale: string
  /** Such as `51 to 100 of 4,835`. */
  shown: string
  found: number
  pagination: object | undefined
  csvHref: string
  clearHref: string
}

const headings: { text: string; column?: SortColumn; numeric: boolean }[] = [
  { text: 'Place', numeric: true },
  { text: 'Code', column: 'code', numeric: false },
  { text: 'Name', column: 'name', numeric: false },
  { text: 'Homes', column: 'homes', numeric: true },
  { text: 'For each 1,000 homes', column: 'rate', numeric: true },
  { text: 'Expected', column: 'expected', numeric: true },
  { text: 'Interval', numeric: true },
  { text: 'Drawn', numeric: false },
  { text: 'Last 12 months', column: 'lastYear', numeric: true },
  { text: 'Plan', numeric: false },
]

const sortHeading = (query: PageQuery, { text, column, numeric }: (typeof headings)[number]): Heading => {
  if (column === undefined) return { text, numeric }
  const { sort, order } = query.view
  const usual = numeric ? 'desc' : 'asc'
  const current = sort === column
  const next = current ? (order === 'asc' ? 'desc' : 'asc') : usual
  return {
    text,
    numeric,
    href: linkTo('/', query, { sort: column, order: next, page: 1 }, '#areas'),
    sort: current ? (order === 'asc' ? 'ascending' : 'descending') : 'none',
  }
}

const paginationOf = (query: PageQuery, page: number, pages: number): object | undefined => {
  if (pages < 2) return undefined
  const link = (number: number): string => linkTo('/', query, { page: number }, '#areas')
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
  const numbers = [...new Set(near)].toSorted((a, b) => a - b)
  const items = numbers.flatMap((number, at) => {
    const before = numbers[at - 1]
    const item = { number, href: link(number), current: number === page }
    return before !== undefined && number - before > 1 ? [{ ellipsis: true }, item] : [item]
  })
  return {
    landmarkLabel: 'Pages of areas',
    ...(page > 1 ? { previous: { href: link(page - 1) } } : {}),
    ...(page < pages ? { next: { href: link(page + 1) } } : {}),
    items,
  }
}

const lineOf = (line: AreaLine, scale: number): AreaTable['rows'][number] => ({
  ...drawn(line, scale),
  rank: line.rank > 0 ? wholeNumber(line.rank) : '–',
  code: line.code,
  name: line.name ?? '',
  homes: wholeNumber(line.homes),
  lastYear: wholeNumber(line.lastYear),
  chosen: line.chosen,
})

export const areaTable = (risk: Risk, plan: Plan, query: PageQuery): AreaTable => {
  const lines = areaLines(risk, plan, query.view)
  const pages = Math.max(1, Math.ceil(lines.length / pageLength))
  const page = Math.min(query.view.page, pages)
  const first = (page - 1) * pageLength
  const rows = lines.slice(first, first + pageLength)
  const scale = scaleEnd(risk.areas.map(({ high }) => high))
  return {
    headings: headings.map((heading) => sortHeading(query, heading)),
    rows: rows.map((line) => lineOf(line, scale)),
    scale: wholeNumber(scale),
    shown:
      rows.length === 0
        ? 'none'
        : `${wholeNumber(first + 1)} to ${wholeNumber(first + rows.length)} of ${wholeNumber(lines.length)}`,
    found: lines.length,
    pagination: paginationOf(query, page, pages),
    csvHref: linkTo('/areas.csv', query, { page: 1 }),
    clearHref: linkTo('/', query, { find: '', page: 1 }, '#areas'),
  }
}

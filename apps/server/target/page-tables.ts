import { areaLines, type AreaLine } from './page-areas.ts'
import { intervalBar, scaleEnd, type IntervalBar } from './page-interval.ts'
import { areaHref, linkTo } from './page-links.ts'
import type { PageQuery, SortColumn } from './page-query.ts'
import { interval, oneDecimal, numberOrDash, wholeNumber } from './page-words.ts'
import { ratePerHome } from './plan-of-risk.ts'
import { hasLastYear } from './risk-of-counts.ts'
import type { Risk } from './types.ts'

/** Rows of a page; and of the plan, until all of it is asked for. */
export const pageLength = 50

export type Drawn = { expected: string; interval: string; bar: IntervalBar; rate: string }

export const drawn = (
  area: { expected: number; low: number; high: number; homes: number },
  scale: number,
): Drawn => ({
  expected: oneDecimal(area.expected),
  interval: interval(area),
  bar: intervalBar(area, scale),
  rate: area.homes > 0 ? oneDecimal(1000 * ratePerHome(area)) : '–',
})

type Heading = {
  text: string
  numeric: boolean
  href?: string
  sort?: 'ascending' | 'descending' | 'none'
}

export type AreaTable = {
  headings: Heading[]
  /** The last twelve months are loaded, and have a column. */
  hasLastYear: boolean
  rows: (Drawn & {
    rank: string
    code: string
    name: string
    homes: string
    lastYear: string
    href: string
  })[]
  scale: string
  /** Such as `51 to 100 of 4,835`. */
  shown: string
  found: number
  pagination: object | undefined
  csvHref: string
  geojsonHref: string
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

const lineOf = (line: AreaLine, scale: number, { inputs }: Risk): AreaTable['rows'][number] => ({
  ...drawn(line, scale),
  rank: line.rank > 0 ? wholeNumber(line.rank) : '–',
  code: line.code,
  name: line.name ?? '',
  homes: wholeNumber(line.homes),
  lastYear: numberOrDash(line.lastYear),
  href: areaHref(inputs, line.code),
})

export const areaTable = (risk: Risk, query: PageQuery): AreaTable => {
  const lines = areaLines(risk, query.view)
  const pages = Math.max(1, Math.ceil(lines.length / pageLength))
  const page = Math.min(query.view.page, pages)
  const first = (page - 1) * pageLength
  const rows = lines.slice(first, first + pageLength)
  const scale = scaleEnd(risk.areas.map(({ high }) => high))
  return {
    headings: headings
      .filter(({ column }) => column !== 'lastYear' || hasLastYear(risk))
      .map((heading) => sortHeading(query, heading)),
    hasLastYear: hasLastYear(risk),
    rows: rows.map((line) => lineOf(line, scale, risk)),
    scale: wholeNumber(scale),
    shown:
      rows.length === 0
        ? 'none'
        : `${wholeNumber(first + 1)} to ${wholeNumber(first + rows.length)} of ${wholeNumber(lines.length)}`,
    found: lines.length,
    pagination: paginationOf(query, page, pages),
    csvHref: linkTo('/areas.csv', query, { page: 1 }),
    geojsonHref: linkTo('/areas.geojson', query, { page: 1 }),
    clearHref: linkTo('/', query, { find: '', page: 1 }, '#areas'),
  }
}

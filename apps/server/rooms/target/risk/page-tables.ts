import { targetPaths } from '../paths.ts'
import { areaLines, type AreaLine } from './page-areas.ts'
import { intervalBar, scaleEnd, type IntervalBar } from './page-interval.ts'
import { areasWithFewHomes, fewHomesMeans } from './few-homes.ts'
import { areaHref, linkTo } from '../question/page-links.ts'
import type { PageQuery, SortColumn } from '../question/page-query.ts'
import { interval, oneDecimal, numberOrDash, wholeNumber } from '../../../foundation/words/figures.ts'
import { paginationOf } from '../../../foundation/page/pages.ts'
import { ratePerHome } from '../plan/plan-of-risk.ts'
import { hasLastYear } from '../../../crime/expected/last-year.ts'
import type { Risk } from '../../../crime/types.ts'

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
    fewHomes: boolean
  })[]
  /** How many of all areas are marked for few homes. */
  fewHomes: number
  fewHomesMeans: string
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
  { text: 'Rank', numeric: true },
  { text: 'Code', column: 'code', numeric: false },
  { text: 'Name', column: 'name', numeric: false },
  { text: 'Homes', column: 'homes', numeric: true },
  { text: 'For each 1,000 homes', column: 'rate', numeric: true },
  { text: 'Expected', column: 'expected', numeric: true },
  { text: 'Likely range', numeric: true },
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
    href: linkTo(targetPaths.risk(), query, { sort: column, order: next, page: 1 }, '#areas'),
    sort: current ? (order === 'asc' ? 'ascending' : 'descending') : 'none',
  }
}

const lineOf = (
  line: AreaLine,
  {
    scale,
    risk: { inputs },
    typed,
    few,
  }: { scale: number; risk: Risk; typed: PageQuery['typed']; few: ReadonlySet<string> },
): AreaTable['rows'][number] => ({
  ...drawn(line, scale),
  rank: line.rank > 0 ? wholeNumber(line.rank) : '–',
  code: line.code,
  name: line.name ?? '',
  homes: wholeNumber(line.homes),
  lastYear: numberOrDash(line.lastYear),
  href: areaHref(inputs, line.code, typed),
  fewHomes: few.has(line.code),
})

export const areaTable = (risk: Risk, query: PageQuery): AreaTable => {
  const lines = areaLines(risk, query.view)
  const pages = Math.max(1, Math.ceil(lines.length / pageLength))
  const page = Math.min(query.view.page, pages)
  const first = (page - 1) * pageLength
  const rows = lines.slice(first, first + pageLength)
  const scale = scaleEnd(risk.areas.map(({ high }) => high))
  const few = areasWithFewHomes(risk)
  return {
    headings: headings
      .filter(({ column }) => column !== 'lastYear' || hasLastYear(risk))
      .map((heading) => sortHeading(query, heading)),
    hasLastYear: hasLastYear(risk),
    rows: rows.map((line) => lineOf(line, { scale, risk, typed: query.typed, few })),
    fewHomes: few.size,
    fewHomesMeans,
    scale: wholeNumber(scale),
    shown:
      rows.length === 0
        ? 'none'
        : `${wholeNumber(first + 1)} to ${wholeNumber(first + rows.length)} of ${wholeNumber(lines.length)}`,
    found: lines.length,
    pagination: paginationOf(page, pages, 'Pages of areas', (to) =>
      linkTo(targetPaths.risk(), query, { page: to }, '#areas'),
    ),
    csvHref: linkTo(targetPaths.areasCsv(), query, { page: 1 }),
    geojsonHref: linkTo(targetPaths.areasGeoJson(), query, { page: 1 }),
    clearHref: linkTo(targetPaths.risk(), query, { find: '', page: 1 }, '#areas'),
  }
}

import type { Answers } from '../../../foundation/room/room.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { formatMonth } from '../../../foundation/month.ts'
import { capital, kindInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { notSaid, withoutAreas } from '../../../crime/forces.ts'
import { coverages, type Coverage } from '../../../crime/history.ts'
import { monthsInWords } from '../../../crime/known-areas.ts'
import { holesOf, loadedForces, type ForceMonths } from '../../../crime/loaded-forces.ts'
import { seriesInWords, sourceInWords } from '../../../crime/words.ts'
import { sourceState } from '../../../places/home-source-words.ts'
import { homeSources, type HomeSource } from '../../../places/home-sources.ts'
import { pageDataIn, sendFile } from '../question/page-data.ts'
import { table } from '../risk/page-csv.ts'

const none = 'none'

const forceNamed = (force: string): string => {
  if (force === notSaid) return 'Files that name no force'
  return force === withoutAreas ? `${force}, which has no areas of its own` : force
}

const months = (list: readonly string[]): string => (list.length === 0 ? none : monthsInWords(list))

/** How many months of a year are loaded: a year in which some are silent stands out. */
const inYear = (loaded: readonly string[], year: string): string => {
  const found = loaded.filter((month) => month.startsWith(year)).length
  return found === 0 ? none : `${found} of 12`
}

/** Forces by the years between the first month and the last that are loaded of any. */
export const forceTable = (forces: readonly ForceMonths[]) => {
  const all = forces.flatMap(({ loaded, silent }) => [...loaded, ...silent])
  const years = [...new Set(all.map((month) => month.slice(0, 4)))].toSorted()
  return {
    years,
    rows: forces.map(({ force, loaded, silent }) => ({
      force: forceNamed(force),
      loaded: months(loaded),
      silent: months(silent),
      years: years.map((year) => inYear(loaded, year)),
    })),
  }
}

const seriesRow = ({ source, series, level, months: known }: Coverage) => ({
  source: capital(sourceInWords[source]),
  series: capital(seriesInWords[series]),
  level: level === 'any' ? 'any area' : kindInWords(level).many,
  loaded: months(known.map(formatMonth)),
  missing: months(holesOf(known)),
})

const homesRow = (each: HomeSource) => ({
  day: each.asOf === null ? 'not known' : dayInWords(each.asOf),
  source: each.source,
  areas: wholeNumber(each.areas),
  homes: wholeNumber(each.homes),
  state: capital(sourceState(each)),
  said: each.saidAt === null ? '' : timeInWords(each.saidAt),
})

type MonthRow = Pick<Coverage, 'source' | 'series' | 'level'> & {
  force: string
  month: string
  loaded: boolean
}

/** Every month, loaded or not: of street files by force, of other sources by series and kind of area. */
export const monthRows = (forces: readonly ForceMonths[], series: readonly Coverage[]): MonthRow[] => [
  ...forces.flatMap(({ force, loaded, silent }) =>
    byMonth({ source: 'street', series: 'all', level: 'any' }, force, loaded, silent),
  ),
  ...series
    .filter(({ source }) => source !== 'street')
    .flatMap((each) => byMonth(each, '', each.months.map(formatMonth), holesOf(each.months))),
]

const byMonth = (
  { source, series, level }: Pick<Coverage, 'source' | 'series' | 'level'>,
  force: string,
  loaded: readonly string[],
  missing: readonly string[],
): MonthRow[] => {
  const has = new Set(loaded)
  return [...loaded, ...missing]
    .toSorted()
    .map((month) => ({ source, series, level, force, month, loaded: has.has(month) }))
}

const monthsCsv = (rows: readonly MonthRow[]): string =>
  table<MonthRow>(
    [
      ['source', ({ source }) => source],
      ['series', ({ series }) => series],
      ['level', ({ level }) => level],
      ['force', ({ force }) => force],
      ['month', ({ month }) => month],
      ['loaded', ({ loaded }) => (loaded ? 'yes' : 'no')],
    ],
    rows,
  )

/** What data there are: street files by force and month, series by month, and the sources of homes by day. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)
  return {
    loaded: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { forces, series, homes } = await pageData.read('loaded data', async (tx: Transaction) => ({
        forces: await loadedForces(tx),
        series: await coverages(tx),
        homes: await homeSources(tx),
      }))
      return pageData.show(reply, 200, 'rooms/target/loaded/loaded.njk', {
        page: 'Loaded data',
        forces: forceTable(forces),
        series: series.map(seriesRow),
        homes: homes.map(homesRow),
      })
    },
    loadedMonthsCsv: async (request, reply) => {
      const rows = await pageDataOf(request).read('file of loaded months', async (tx) =>
        monthRows(await loadedForces(tx), await coverages(tx)),
      )
      return sendFile(reply, 'mettrace-loaded-months.csv', 'text/csv; charset=utf-8', monthsCsv(rows))
    },
    loadedHomesCsv: async (request, reply) => {
      const homes = await pageDataOf(request).read('file of sources of homes', homeSources)
      const text = table<HomeSource>(
        [
          ['as_of', ({ asOf }) => asOf],
          ['source', ({ source }) => source],
          ['areas', ({ areas }) => areas],
          ['homes', (each) => each.homes],
          ['in_use', ({ inUse }) => (inUse ? 'yes' : 'no')],
          ['state', sourceState],
          ['said_at', ({ saidAt }) => saidAt],
        ],
        homes,
      )
      return sendFile(reply, 'mettrace-loaded-homes.csv', 'text/csv; charset=utf-8', text)
    },
  }
}

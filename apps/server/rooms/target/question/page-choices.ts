import { fitsKind, usualKits, type PageChoices } from './page-query.ts'
import type { PlanDefaults } from '../plan/plan-defaults.ts'
import { capital, kindInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import { preference, smallKinds } from '../../../crime/history.ts'
import { shareMonths } from '../../../crime/residential-shares.ts'
import { seriesInWords, sourceInBrief } from '../../../crime/words.ts'
import type { LoadedData, LoadedSeries } from '../../../crime/types.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'

/** Kinds of area that plans are usually made for, first the usual one. */
const kindOrder = ['lsoa', 'oa', 'ward', 'borough', 'bcu']

/** What is still to be loaded before real figures can be shown; empty when nothing is. */
export const missingParts = (loaded: LoadedData): string[] => [
  ...(loaded.kinds.length === 0 ? ['boundaries of areas'] : []),
  ...(loaded.kinds.some(({ homes }) => homes > 0) ? [] : ['homes in each area']),
  ...(loaded.months.length === 0 ? ['burglaries'] : []),
]

type Choice = PageChoices['series'][number]

const countedChoice = ({ series: name, source, level, from, to }: LoadedSeries): Choice => ({
  value: level === 'any' ? `${name}-${source}` : `${name}-${source}-${level}`,
  text: `${capital(seriesInWords[name])}, ${sourceInBrief[source]}${level === 'any' ? '' : ` by ${kindInWords(level).one}`}`,
  series: name,
  source,
  level,
  from,
  to,
})

/** Every burglary of a source that does not tell homes apart, times its ward's share of residential burglary. */
const shareChoice = (all: LoadedSeries, wards: LoadedSeries): Choice[] => {
  const lastWithShares = formatMonth((parseMonth(wards.to) ?? 0) + shareMonths - 1)
  const from = all.from > wards.from ? all.from : wards.from
  const to = all.to < lastWithShares ? all.to : lastWithShares
  if (from > to) return []
  return [
    {
      value: `residential-${all.source}-by-ward`,
      text: `Residential burglary, each ward’s share of ${sourceInBrief[all.source]}`,
      series: 'residential',
      source: all.source,
      level: 'small',
      from,
      to,
    },
  ]
}

/** Residential burglary by ward shares, where small areas have nothing finer. */
const shareChoices = (months: readonly LoadedSeries[]): Choice[] => {
  const residential = months.filter(({ series }) => series === 'residential')
  const wards = residential.find(({ level }) => level === 'ward')
  if (!wards || residential.some(({ level }) => level === 'any' || smallKinds.has(level))) return []
  return months
    .filter(
      ({ series, source, level }) =>
        series === 'all' && level === 'any' && (source === 'street' || source === 'points'),
    )
    .flatMap((all) => shareChoice(all, wards))
}

/** Kits protect homes: residential burglary comes first where it can be had, and what is counted before shares of it. */
const order = ({ series, source, level }: Choice): number =>
  (series === 'residential' ? (level === 'small' ? 10 : 0) : 20) + preference[series].indexOf(source)

/**
 * What can be asked of what is loaded; undefined while areas, homes or burglaries for them are missing. `covered` is what
 * is taken for areas with kits where nothing is asked.
 */
export const choicesFrom = (
  loaded: LoadedData,
  usual: PlanDefaults,
  covered = '',
): PageChoices | undefined => {
  const usable = loaded.kinds
    .filter(({ kind, homes }) => homes > 0 && loaded.months.some(({ level }) => fitsKind(level, kind)))
    .toSorted(
      (a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || (a.validFrom < b.validFrom ? 1 : -1),
    )
  const [first] = usable
  if (!first) return undefined
  const kinds = usable.map(({ kind, validFrom, areas }) => ({
    value: `${kind}-${validFrom}`,
    text: `${capital(kindInWords(kind).many)} of ${validFrom.slice(0, 4)} (${wholeNumber(areas)})`,
    kind,
    validFrom,
  }))
  const series = [...loaded.months.map(countedChoice), ...shareChoices(loaded.months)]
    .filter(({ level }) => usable.some(({ kind }) => fitsKind(level, kind)))
    .toSorted(
      (a, b) =>
        Number(fitsKind(b.level, first.kind)) - Number(fitsKind(a.level, first.kind)) || order(a) - order(b),
    )
  return { kinds, series, kits: usualKits(first.homes), usual, covered, state: loaded.state }
}

import { usualKits, type PageChoices } from './page-query.ts'
import type { PlanDefaults } from './plan/plan-defaults.ts'
import { kindInWords, seriesInWords, sourceInBrief, wholeNumber } from './page-words.ts'
import type { Loaded } from './types.ts'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Kinds of area that plans are usually made for, first the usual one. */
const kindOrder = ['lsoa', 'oa', 'ward', 'borough', 'bcu']

const fits = ({ level }: { level: string }, kind: string): boolean => level === 'any' || level === kind

/** What is still to be loaded before real figures can be shown; empty when nothing is. */
export const missingParts = (loaded: Loaded): string[] => [
  ...(loaded.kinds.length === 0 ? ['boundaries of areas'] : []),
  ...(loaded.kinds.some(({ homes }) => homes > 0) ? [] : ['homes in each area']),
  ...(loaded.months.length === 0 ? ['burglaries'] : []),
]

/** What can be asked of what is loaded; undefined while areas, homes or burglaries for them are missing. */
export const choicesFrom = (loaded: Loaded, usual: PlanDefaults): PageChoices | undefined => {
  const usable = loaded.kinds
    .filter(({ kind, homes }) => homes > 0 && loaded.months.some((each) => fits(each, kind)))
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
  const series = loaded.months
    .filter((each) => usable.some(({ kind }) => fits(each, kind)))
    .toSorted((a, b) => Number(fits(b, first.kind)) - Number(fits(a, first.kind)))
    .map(({ series: name, source, level, from, to }) => ({
      value: level === 'any' ? `${name}-${source}` : `${name}-${source}-${level}`,
      text: `${capital(seriesInWords[name])}, ${sourceInBrief[source]}${level === 'any' ? '' : ` by ${kindInWords(level).one}`}`,
      series: name,
      source,
      level,
      from,
      to,
    }))
  return { kinds, series, kits: usualKits(first.homes), usual }
}

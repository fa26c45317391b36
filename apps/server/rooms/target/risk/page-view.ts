import { targetPaths } from '../paths.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { mapOfAreas, type MapOfAreas } from './map-of-areas.ts'
import { cityFigures, levelInWords, periodAhead, type Figure } from './page-figures.ts'
import { linkTo, parametersOf } from '../question/page-links.ts'
import type { Field, FieldError, PageChoices, PageQuery } from '../question/page-query.ts'
import { areaTable, type AreaTable } from './page-tables.ts'
import { count, kindInWords, monthInWords, periodInWords } from '../../../foundation/words/figures.ts'
import { seriesAndSource, seriesInWords } from '../../../crime/words.ts'
import type { Risk } from '../../../crime/types.ts'

/** What stands above every figure: what it counts, from when, for when, for where, and how old it is. */
export type ScopeLine = { key: string; value: string }

export type RiskResult = {
  scope: ScopeLine[]
  /** The same in one line, for captions. */
  scopeWords: string
  level: string
  warnings: string[]
  figures: Figure[]
  areas: AreaTable
  map: MapOfAreas
}

type Option = { value: string; text: string; selected: boolean }

/** What a form of the Target room shows: choices, what was typed, what is wrong with it. */
export type FormContext = {
  typed: Record<Field, string>
  errors: { text: string; href: string }[]
  fieldErrors: Partial<Record<Field, { text: string }>>
  kinds: Option[]
  series: Option[]
  untilHint: string
  /** What a title adds: nothing where only burglaries of homes are counted. */
  counted: string
  find: string
  /** Parameters that the search form passes on. */
  carried: { name: string; value: string }[]
}

export const scopeOf = (risk: Risk, importedAt: string | null): ScopeLine[] => {
  const { inputs } = risk
  const ahead = periodAhead(inputs.until, inputs.months)
  const { one, many } = kindInWords(inputs.kind)
  const homes = risk.areas.reduce((sum, area) => sum + area.homes, 0)
  return [
    { key: 'Series', value: seriesAndSource(inputs) },
    { key: 'History', value: periodInWords(inputs.from, inputs.until) },
    { key: 'Expected for', value: periodInWords(ahead.from, ahead.to) },
    {
      key: 'Where',
      value: `${count(risk.areas.length, one, many)}${inputs.validFrom === null ? '' : ` (boundaries of ${dayInWords(inputs.validFrom)})`}, ${count(homes, 'home')}`,
    },
    {
      key: 'Age of the data',
      value: importedAt
        ? `burglaries to ${monthInWords(inputs.until)}; last import ${timeInWords(importedAt)}`
        : 'demonstration data',
    },
  ]
}

export const scopeWordsOf = ({ inputs }: Risk): string => {
  const ahead = periodAhead(inputs.until, inputs.months)
  return `${seriesAndSource(inputs)}; expected ${periodInWords(ahead.from, ahead.to)}, from history to ${monthInWords(inputs.until)}`
}

export const riskResult = (
  risk: Risk,
  query: PageQuery,
  importedAt: string | null,
  mapVersion: number,
): RiskResult => ({
  scope: scopeOf(risk, importedAt),
  scopeWords: scopeWordsOf(risk),
  level: levelInWords(risk.inputs.level),
  warnings: risk.warnings,
  figures: cityFigures(risk),
  areas: areaTable(risk, query),
  map: mapOfAreas(risk, mapVersion, linkTo(targetPaths.riskMap(), query)),
})

const optionsOf = (choices: { value: string; text: string }[], chosen: string): Option[] =>
  choices.map(({ value, text }) => ({ value, text, selected: value === chosen }))

/** Everything that a form shows. What was typed is kept, whatever is wrong with it. */
export const formContext = (
  query: PageQuery,
  choices: PageChoices,
  errors: readonly FieldError[],
): FormContext => {
  const series = choices.series.find(({ value }) => value === query.typed.series) ?? choices.series[0]
  const { find: _find, page: _page, ...carried } = parametersOf(query)
  return {
    typed: query.typed,
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    fieldErrors: Object.fromEntries(errors.map(({ field, message }) => [field, { text: message }])),
    kinds: optionsOf(choices.kinds, query.typed.areas),
    series: optionsOf(choices.series, query.typed.series),
    untilHint: series
      ? `${monthInWords(series.from)} to ${monthInWords(series.to)} are loaded; write it like ${series.to}`
      : '',
    counted: series && series.series !== 'residential' ? `: ${seriesInWords[series.series]}` : '',
    find: query.view.find,
    carried: Object.entries(carried).map(([name, value]) => ({ name, value })),
  }
}

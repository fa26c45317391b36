import { figuresOf, periodAhead, type Figure } from './page-figures.ts'
import { parametersOf } from './page-links.ts'
import type { Field, FieldError, PageChoices, PageQuery, PageQuestion } from './page-query.ts'
import { otherKits, type OtherKits } from './page-other-kits.ts'
import { areaTable, planTable, type AreaTable, type PlanTable } from './page-tables.ts'
import {
  count,
  dayInWords,
  areasInWords,
  monthInWords,
  percent,
  periodInWords,
  seriesAndSource,
  timeInWords,
} from './page-words.ts'
import type { Plan, Risk } from './types.ts'

/** What stands above every figure: what it counts, from when, for when, for where, and how old it is. */
export type ScopeLine = { key: string; value: string }

export type PageResult = {
  scope: ScopeLine[]
  /** The same in one line, for captions. */
  scopeWords: string
  level: string
  warnings: string[]
  figures: Figure[]
  otherKits: OtherKits[]
  plan: PlanTable
  areas: AreaTable
}

type Option = { value: string; text: string; selected: boolean }

export type PageContext = {
  room: string
  /** True while a made-up city stands in for data. */
  example: boolean
  /** What is not loaded yet. */
  missing: string[]
  typed: Record<Field, string>
  errors: { text: string; href: string }[]
  fieldErrors: Partial<Record<Field, { text: string }>>
  kinds: Option[]
  series: Option[]
  untilHint: string
  find: string
  /** Parameters that the search form passes on. */
  carried: { name: string; value: string }[]
  result: PageResult | undefined
}

const scopeOf = (risk: Risk, importedAt: string | null): ScopeLine[] => {
  const { inputs } = risk
  const ahead = periodAhead(inputs.until, inputs.months)
  const { one, many } = areasInWords(inputs)
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
        : 'made up',
    },
  ]
}

export const resultOf = (
  risk: Risk,
  plan: Plan,
  question: PageQuestion,
  query: PageQuery,
  importedAt: string | null,
): PageResult => {
  const { inputs } = risk
  const ahead = periodAhead(inputs.until, inputs.months)
  return {
    scope: scopeOf(risk, importedAt),
    scopeWords: `${seriesAndSource(inputs)}; expected ${periodInWords(ahead.from, ahead.to)}, from history to ${monthInWords(inputs.until)}`,
    level: percent(inputs.level).replace('.0%', '%'),
    warnings: risk.warnings,
    figures: figuresOf(risk, plan, question),
    otherKits: otherKits(risk, plan, query, question),
    plan: planTable(risk, plan, query),
    areas: areaTable(risk, plan, query),
  }
}

const optionsOf = (choices: { value: string; text: string }[], chosen: string): Option[] =>
  choices.map(({ value, text }) => ({ value, text, selected: value === chosen }))

/** Everything that the view shows. With errors there is no result, and what was typed is kept. */
export const pageContext = (parts: {
  query: PageQuery
  choices: PageChoices
  example: boolean
  missing: string[]
  errors: FieldError[]
  result: PageResult | undefined
}): PageContext => {
  const { query, choices, errors } = parts
  const series = choices.series.find(({ value }) => value === query.typed.series) ?? choices.series[0]
  const { find: _find, page: _page, ...carried } = parametersOf(query)
  return {
    room: 'Target',
    example: parts.example,
    missing: parts.missing,
    typed: query.typed,
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    fieldErrors: Object.fromEntries(errors.map(({ field, message }) => [field, { text: message }])),
    kinds: optionsOf(choices.kinds, query.typed.areas),
    series: optionsOf(choices.series, query.typed.series),
    untilHint: series
      ? `${monthInWords(series.from)} to ${monthInWords(series.to)} are loaded; write it like ${series.to}`
      : '',
    find: query.view.find,
    carried: Object.entries(carried).map(([name, value]) => ({ name, value })),
    result: parts.result,
  }
}

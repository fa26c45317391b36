import { z } from 'zod'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { coveredWords } from '../plan/covered-areas.ts'
import type { PlanDefaults } from '../plan/plan-defaults.ts'
import { kindInWords, monthInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import type { Series, Source } from '../../../crime/types.ts'
import type { AreaKind } from '../../../places/area-kinds.ts'
import { smallKinds } from '../../../crime/history.ts'

export const sortColumns = ['rate', 'expected', 'lastYear', 'homes', 'code', 'name'] as const
export type SortColumn = (typeof sortColumns)[number]

/** What the page offers to choose from; made from what is loaded. */
export type PageChoices = {
  kinds: { value: string; text: string; kind: AreaKind; validFrom: string | null }[]
  series: {
    value: string
    text: string
    series: Series
    source: Source
    /** Kind of area that it can be shown for: `any`, or `small` ones. */
    level: string
    from: string
    to: string
  }[]
  /** Kits when nothing is asked, and the rest of a plan. */
  kits: number
  usual: PlanDefaults
  /** What stands for areas with kits where nothing else is asked. */
  covered: string
  /** Names what is loaded: an answer to the question is one for it. */
  state: string
}

/** Whether burglaries that are known at a level can be shown for a kind of area. */
export const fitsKind = (level: string, kind: string): boolean =>
  level === 'any' || level === kind || (level === 'small' && smallKinds.has(kind))

export type PageQuestion = {
  /** Names the data that it is asked of. */
  state: string
  kits: number
  saturation: number
  /** Undefined is the last month loaded. */
  until: string | undefined
  months: number
  kind: PageChoices['kinds'][number]
  series: PageChoices['series'][number]
  exclude: string[]
  include: string[]
  /** Codes of areas that have kits already. */
  covered: string[]
  /** Fewest and most homes in a deployment area. */
  smallest: number
  largest: number
  /** Maximum deployment areas. */
  most: number | undefined
  /** Share of the kits that every BCU gets at least. */
  bcuFloor: number
}

/** How the tables are shown; wrong values fall back, because nobody types them. */
export type PageView = {
  find: string
  sort: SortColumn
  order: 'asc' | 'desc'
  page: number
  wholePlan: boolean
}

/** How they are shown where nothing else is asked. */
export const usualView: PageView = { find: '', sort: 'rate', order: 'desc', page: 1, wholePlan: false }

export const fields = [
  'kits',
  'saturation',
  'until',
  'months',
  'areas',
  'series',
  'smallest',
  'largest',
  'most',
  'floor',
  'exclude',
  'include',
  'covered',
] as const
export type Field = (typeof fields)[number]
export type FieldError = { field: Field; message: string }

export type PageQuery = {
  /** As it was typed, or the default; what a form shows again. */
  typed: Record<Field, string>
  view: PageView
  /** Undefined when there are errors. */
  question: PageQuestion | undefined
  errors: FieldError[]
}

/** A parameter given twice counts as it was given last. */
const parameter = z
  .union([z.string(), z.array(z.string()).transform((values) => values.at(-1) ?? '')])
  .transform((text) => text.trim().slice(0, 2000))
  .optional()
  .catch(undefined)

const rawQuery = z.object(
  Object.fromEntries([...fields, 'find', 'sort', 'order', 'page', 'plan'].map((name) => [name, parameter])),
)

const mostKits = 10_000_000
const mostMonths = 36
const mostHomes = 100_000

/** A whole number as people type it: with commas or spaces between the thousands. */
const readWhole = (text: string): number | undefined => {
  const plain = text.replaceAll(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  return /^\d{1,15}$/.test(plain) ? Number(plain) : undefined
}

const readKits = (text: string): number | string => {
  if (text === '') return 'Enter the number of kits'
  const kits = readWhole(text)
  if (kits === undefined) return 'Number of kits must be a whole number, like 129,780'
  if (kits < 1 || kits > mostKits) return 'Number of kits must be between 1 and 10,000,000'
  return kits
}

const readSaturation = (text: string): number | string => {
  if (text === '') return 'Enter the saturation'
  const number = text.replace(/\s*%$/, '')
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(number)) return 'Saturation must be a number, like 85'
  const share = Number(number) / 100
  if (!(share > 0 && share <= 1)) return 'Saturation must be more than 0% and no more than 100%'
  return share
}

const readMonths = (text: string): number | string => {
  if (text === '') return 'Enter the number of months ahead'
  const months = readWhole(text)
  if (months === undefined) return 'Months ahead must be a whole number, like 12'
  if (months < 1 || months > mostMonths) return `Months ahead must be between 1 and ${mostMonths}`
  return months
}

const readUntil = (text: string, series: PageChoices['series'][number]): { until?: string } | string => {
  if (text === '') return {}
  const swapped = /^(\d{1,2})[/-](\d{4})$/.exec(text)
  const month = parseMonth(swapped ? `${swapped[2]}-${String(swapped[1]).padStart(2, '0')}` : text)
  if (month === undefined) return 'Use data up to must be a month, like 2014-12'
  const until = formatMonth(month)
  if (until < series.from || until > series.to) {
    return `Use data up to must be between ${monthInWords(series.from)} and ${monthInWords(series.to)}, the months that are loaded`
  }
  return { until }
}

const readHomes = (text: string, which: 'Smallest' | 'Largest'): number | string => {
  if (text === '') return `Enter the ${which.toLowerCase()} number of homes`
  const homes = readWhole(text)
  if (homes === undefined) return `${which} number of homes must be a whole number, like 300`
  if (homes < 1 || homes > mostHomes) return `${which} number of homes must be between 1 and 100,000`
  return homes
}

const readMost = (text: string): { most?: number } | string => {
  if (text === '') return {}
  const most = readWhole(text)
  if (most === undefined) return 'Maximum deployment areas must be a whole number, like 60, or empty'
  if (most < 1) return 'Maximum deployment areas must be 1 or more, or empty'
  return { most }
}

const readFloor = (text: string): number | string => {
  const number = text === '' ? '0' : text.replace(/\s*%$/, '')
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(number)) return 'Share for every BCU must be a number, like 5'
  return Number(number) <= 100 ? Number(number) / 100 : 'Share for every BCU must be no more than 100%'
}

const readCodes = (text: string): string[] =>
  text
    .split(/[,;\n]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** An empty field says that none is meant, where something else would be taken without it. */
const coveredTyped = (raw: string | undefined, usual: string): string => {
  if (raw === undefined) return usual
  return raw === '' && usual !== '' ? coveredWords.none : raw
}

const readView = (raw: Partial<Record<string, string | undefined>>): PageView => {
  const sort = sortColumns.find((column) => column === raw['sort']) ?? 'rate'
  const usual = sort === 'code' || sort === 'name' ? 'asc' : 'desc'
  const order = raw['order'] === 'asc' || raw['order'] === 'desc' ? raw['order'] : usual
  const page = Number(raw['page'])
  return {
    find: (raw['find'] ?? '').slice(0, 100),
    sort,
    order,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    wholePlan: raw['plan'] === 'all',
  }
}

/** Reads the address's query against what there is to choose from; never throws. */
export const readPageQuery = (query: unknown, choices: PageChoices): PageQuery => {
  const raw = rawQuery.catch({}).parse(query) as Partial<Record<string, string | undefined>>
  const errors: FieldError[] = []
  const firstKind = choices.kinds[0]
  const kindAsked = choices.kinds.find(({ value }) => value === raw['areas']) ?? firstKind
  const firstSeries =
    choices.series.find(({ level }) => kindAsked && fitsKind(level, kindAsked.kind)) ?? choices.series[0]
  const chosenSeries = choices.series.find(({ value }) => value === raw['series']) ?? firstSeries
  const typed: Record<Field, string> = {
    kits: raw['kits'] ?? wholeNumber(choices.kits),
    saturation: raw['saturation'] ?? String(Number((100 * choices.usual.saturation).toFixed(3))),
    until: raw['until'] ?? chosenSeries?.to ?? '',
    months: raw['months'] ?? '12',
    areas: raw['areas'] ?? firstKind?.value ?? '',
    series: raw['series'] ?? firstSeries?.value ?? '',
    exclude: raw['exclude'] ?? '',
    include: raw['include'] ?? '',
    covered: coveredTyped(raw['covered'], choices.covered),
    smallest: raw['smallest'] ?? wholeNumber(choices.usual.smallest),
    largest: raw['largest'] ?? wholeNumber(choices.usual.largest),
    most: raw['most'] ?? '',
    floor: raw['floor'] ?? '0',
  }
  const taken = <T>(field: Field, value: T | string): T | undefined => {
    if (typeof value !== 'string') return value
    errors.push({ field, message: value })
    return undefined
  }
  const series = taken(
    'series',
    choices.series.find(({ value }) => value === typed.series) ?? 'Select which burglaries to count',
  )
  const kits = taken('kits', readKits(typed.kits))
  const saturation = taken('saturation', readSaturation(typed.saturation))
  const until = series && taken('until', readUntil(typed.until, series))
  const months = taken('months', readMonths(typed.months))
  const kind = taken(
    'areas',
    choices.kinds.find(({ value }) => value === typed.areas) ?? 'Select the kind of area',
  )
  if (kind && series && !fitsKind(series.level, kind.kind)) {
    const many = series.level === 'small' ? 'LSOAs or output areas' : kindInWords(series.level).many
    errors.push({ field: 'series', message: `These burglaries are counted by ${many}: select ${many} above` })
  }
  const smallest = taken('smallest', readHomes(typed.smallest, 'Smallest'))
  const largest = taken('largest', readHomes(typed.largest, 'Largest'))
  if (smallest !== undefined && largest !== undefined && smallest > largest) {
    errors.push({ field: 'largest', message: 'Largest number of homes must not be below the smallest' })
  }
  const most = taken('most', readMost(typed.most))
  const bcuFloor = taken('floor', readFloor(typed.floor))
  const complete =
    errors.length === 0 &&
    kits !== undefined &&
    saturation !== undefined &&
    until !== undefined &&
    months !== undefined &&
    kind !== undefined &&
    series !== undefined &&
    smallest !== undefined &&
    largest !== undefined &&
    most !== undefined &&
    bcuFloor !== undefined
  return {
    typed,
    view: readView(raw),
    question: complete
      ? {
          state: choices.state,
          kits,
          saturation,
          until: until.until,
          months,
          kind,
          series,
          exclude: readCodes(typed.exclude),
          include: readCodes(typed.include),
          covered: readCodes(typed.covered).filter((name) => name !== coveredWords.none),
          smallest,
          largest,
          most: most.most,
          bcuFloor,
        }
      : undefined,
    errors: fields.flatMap((field) => errors.filter((error) => error.field === field)),
  }
}

/** About 4% of homes, the size of the programme's first year in London; to two figures, so that it reads as a guess. */
export const usualKits = (homes: number): number => Number((0.04 * homes).toPrecision(2))

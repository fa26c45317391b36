import type { Criterion } from '@mettrace/procurement/tender/compare-bids'

/** Sections of a statement of requirements; without each of them nothing is issued. */
export const sectionKeys = ['requirements', 'data protection', 'equality', 'exit'] as const
export type SectionKey = (typeof sectionKeys)[number]

export const sectionTitles: Readonly<Record<SectionKey, string>> = {
  requirements: 'What is needed',
  'data protection': 'Data protection',
  equality: 'Equality',
  exit: 'Exit and return of data',
}

/** `kits`: how many a year. */
export type Lot = { key: string; title: string; kits: number }
/** A key performance indicator. `credit`: pence of service credit where its target is missed; null without any. */
export type Indicator = { key: string; title: string; target: string; credit: number | null }

/** Words of each section that has any. */
export type TenderSections = {
  requirements?: string
  'data protection'?: string
  equality?: string
  exit?: string
}

/** What somebody writes of a tender. Pence over the whole term; days as `2027-01-08`, the time of London’s clocks as `12:00`. */
export type TenderDraft = {
  title: string
  net: number
  gross: number
  beginsOn: string
  closesOn: string
  closesAt: string
  startsOn: string
  years: number
  sections: TenderSections
  lots: Lot[]
  criteria: Criterion[]
  indicators: Indicator[]
}

/** Above this value with VAT a contract has at least three indicators (Procurement Act 2023, s.52). */
const indicatorsAbove = 500_000_000
const fewestIndicators = 3

const withWords = /[\p{L}\p{N}]/u

/** What is missing before a tender can be issued. The database asks the same. */
export const missingOf = (draft: Omit<TenderDraft, 'closesOn' | 'closesAt'>): string[] => [
  ...sectionKeys
    .filter((key) => !withWords.test(draft.sections[key] ?? ''))
    .map((key) => `the section “${sectionTitles[key]}”`),
  ...(draft.lots.length === 0 ? ['a lot'] : []),
  ...(draft.criteria.some(({ kind }) => kind === 'quality') ? [] : ['a criterion of quality']),
  ...(draft.criteria.reduce((sum, { weight }) => sum + weight, 0) === 10_000
    ? []
    : ['weights that make 100% together']),
  ...(draft.gross > indicatorsAbove && draft.indicators.length < fewestIndicators
    ? ['three key performance indicators, for a value above £5m']
    : []),
]

import { numberOf, sectionKeys, sectionTitles, type SectionKey } from '@mettrace/procurement/decision/form'
import type { Paragraph } from '@mettrace/procurement/decision/read-decision'
import type { Promised } from '@mettrace/procurement/decision/promises'
import type { Request } from '@mettrace/procurement/delegation/delegation'

export const requestKinds = ['tender', 'single tender', 'other'] as const satisfies readonly (
  Request | 'other'
)[]
export type RequestKind = (typeof requestKinds)[number]

export const requestWords: Readonly<Record<RequestKind, string>> = {
  tender: 'Going to tender',
  'single tender': 'A contract without competition (single tender)',
  other: 'Something else',
}

/** `amount`: kits, burglaries, police hours, or pence; `years`: over how many, null where it does not say. */
export type DecisionPromise = { what: Promised; amount: number; years: number | null }

/** Words of each section that has any. */
export type SectionWords = {
  'executive summary'?: string
  recommendation?: string
  introduction?: string
  issues?: string
  finance?: string
  legal?: string
  'data protection'?: string
  equality?: string
  papers?: string
}

/** What somebody writes of a draft. Pence; `beginsOn` as `2027-01-08`. */
export type Draft = {
  title: string
  request: RequestKind
  net: number | null
  gross: number | null
  beginsOn: string | null
  sections: SectionWords
  promises: DecisionPromise[]
}

/** A section as pages show it. */
export type ShownSection = {
  key: SectionKey | null
  title: string
  number: number | null
  paragraphs: Pick<Paragraph, 'mark' | 'text'>[]
}

/** Words as paragraphs, as the published form has them: one on each line, with its number or bullet. */
export const paragraphsOf = (words: string): ShownSection['paragraphs'] =>
  words
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const marked = /^(\d{1,2}(?:\.\d{1,2})+\.?|[•*-])\s+(.*)$/u.exec(line)
      const mark = marked?.[1]?.replace(/\.$/, '') ?? null
      return { mark: mark !== null && /^[*-]$/.test(mark) ? '•' : mark, text: marked?.[2] ?? line }
    })

export const sectionsOf = (words: SectionWords): ShownSection[] =>
  sectionKeys.map((key) => ({
    key,
    title: sectionTitles[key],
    number: numberOf(key),
    paragraphs: paragraphsOf(words[key] ?? ''),
  }))

/** What a draft lacks before anybody can sign it, in words; nothing where it is whole. The database asks for the same. */
export const missingOf = ({ sections, net, request, beginsOn }: Draft): string[] => [
  ...sectionKeys
    .filter((key) => !/[\p{L}\p{N}]/u.test(sections[key] ?? ''))
    .map((key) => `the section “${sectionTitles[key]}”`),
  ...(net === null ? ['the estimated value'] : []),
  ...(request !== 'other' && beginsOn === null ? ['the day that the procurement begins'] : []),
]

import { printedMoney, type PrintedMoney } from '../value/printed-money.ts'
import type { Pence } from '../value/value.ts'
import { sectionTitles } from './form.ts'
import type { Paragraph, ReadSection } from './read-decision.ts'

/** Where a figure is printed: the section by its heading, and the paragraph by its number. */
export type Place = { section: string; mark: string | null; line: number }

/** A part of a printed total, and how often it counts: £0.3m each year of three. */
export type Part = { money: PrintedMoney; times: number }

/**
 * A total beside its parts. `agrees`: whether the parts as printed make it to the penny. `byRounding`: whether what rounding may have
 * taken from the printed figures could explain the difference.
 */
export type PrintedSum = {
  at: Place
  kind: 'total' | 'framework'
  printed: PrintedMoney
  parts: Part[]
  sum: Pence
  agrees: boolean
  byRounding: boolean
}

/** What rounding may have taken from a printed figure; one that is printed to the penny was not rounded. */
const half = ({ step }: Pick<PrintedMoney, 'step'>): number => (step === 1 ? 0 : step / 2)

/** Holds a printed total against its parts. */
export const checkTotal = (
  printed: Pick<PrintedMoney, 'pence' | 'step'>,
  parts: readonly { money: Pick<PrintedMoney, 'pence' | 'step'>; times: number }[],
): Pick<PrintedSum, 'sum' | 'agrees' | 'byRounding'> => {
  const sum = parts.reduce((all, { money, times }) => all + money.pence * times, 0)
  const slack = parts.reduce((all, { money, times }) => all + half(money) * times, half(printed))
  const apart = Math.abs(sum - printed.pence)
  return { sum, agrees: apart === 0, byRounding: apart > 0 && apart <= slack }
}

const yearly = /\b(?:p\.?\s?a\b|per annum|(?:per|a|each|every) year|annual(?:ly)?|yearly)/i
const financialYear = /\b(20\d\d)\s?[/–-]\s?(\d\d)\b/g
const yearsBetween = (first: string, last: string): number => Number(last) - Number(first)

/** Years that a yearly sum is for: “for 5 years”, or “until 2022/23” after the last year that is named before it. */
const yearsOf = (before: string, after: string, all: string): number => {
  const counted = /\b(?:for|over)(?: the)?(?: next)? (\d{1,2}) years\b/i.exec(after)
  if (counted) return Number(counted[1])
  const span = /\b(?:from )?(20\d\d)\s?[/–-]\s?\d\d (?:to|until) (20\d\d)\s?[/–-]\s?\d\d\b/i.exec(after)
  if (span) return yearsBetween(span[1]!, span[2]!) + 1
  const until = /\b(?:until|to) (20\d\d)\s?[/–-]\s?\d\d\b/i.exec(after)
  const earlier = [...before.matchAll(financialYear)].at(-1)
  if (until && earlier) return yearsBetween(earlier[1]!, until[1]!)
  return Number(/\bover(?: the)?(?: next)? (\d{1,2}) years\b/i.exec(all)?.[1] ?? 1)
}

const isTotal = (text: string, { at, text: printed }: PrintedMoney): boolean => {
  const before = text.slice(Math.max(0, at - 40), at)
  const after = text.slice(at + printed.length, at + printed.length + 14)
  return /\btotal(?:l?ing|s)?\b[^£]*$/i.test(before) || /^\W*(?:in total|total\b)/i.test(after)
}

const partsIn = (text: string, monies: readonly PrintedMoney[]): Part[] =>
  monies.map((money, index) => {
    const end = monies[index + 1]?.at ?? text.length
    const after = text.slice(money.at + money.text.length, end)
    const before = text.slice(monies[index - 1]?.at ?? 0, money.at)
    const isYearly = yearly.test(after) || /\bannual(?:ly)?[^£]{0,30}$/i.test(before)
    const times = isYearly ? yearsOf(text.slice(0, money.at), after, text) : 1
    return { money, times: Math.max(1, times) }
  })

const breaksDown =
  /\b(?:broken down|break ?down|comprising|comprises|made up of|as follows|of which|consist\w*|split)\b/i
const sentencesOf = (text: string): string[] => text.split(/(?<=[.;])\s+(?=[A-Z£])/u)

/** A line that names one sum and no total. */
const oneLine = (paragraph: Paragraph | undefined): Part | undefined => {
  const monies = printedMoney(paragraph?.text ?? '')
  const isLine = paragraph !== undefined && paragraph.text.length <= 120 && monies.length === 1
  return isLine && !isTotal(paragraph.text, monies[0]!) ? { money: monies[0]!, times: 1 } : undefined
}

/** Lines above or below a total that name one sum each, as a list or table does. */
const listed = (paragraphs: readonly Paragraph[], at: number): Part[] => {
  const run = (step: 1 | -1): Part[] => {
    const found: Part[] = []
    for (let index = at + step; ; index += step) {
      const part = oneLine(paragraphs[index])
      if (!part) return step === 1 ? found : found.toReversed()
      found.push(part)
    }
  }
  const above = run(-1)
  return above.length > 1 ? above : run(1)
}

const sumOf = (at: Place, kind: PrintedSum['kind'], printed: PrintedMoney, parts: Part[]): PrintedSum => ({
  at,
  kind,
  printed,
  parts,
  ...checkTotal(printed, parts),
})

const frameworkIn = (at: Place, text: string): PrintedSum | undefined => {
  const monies = printedMoney(text)
  const find = (word: RegExp): PrintedMoney | undefined =>
    monies.find((money, index) => word.test(text.slice(monies[index - 1]?.at ?? 0, money.at)))
  const framework = find(/\bframeworks?\b(?![^£]*\bcall[ -]?offs?\b)/i)
  const callOff = find(/\bcall[ -]?offs?\b/i)
  return framework && callOff && framework !== callOff
    ? sumOf(at, 'framework', framework, [{ money: callOff, times: 1 }])
    : undefined
}

const sumsIn = (at: Place, paragraphs: readonly Paragraph[], index: number): PrintedSum[] => {
  const { text } = paragraphs[index]!
  const sentences = sentencesOf(text)
  const sums = sentences.flatMap((sentence, order): PrintedSum[] => {
    const monies = printedMoney(sentence)
    const totals = monies.filter((money) => isTotal(sentence, money))
    if (totals.length !== 1) return []
    const rest = partsIn(sentence, monies).filter(({ money }) => money !== totals[0])
    const next = sentences[order + 1] ?? ''
    const parts =
      rest.length > 0
        ? rest
        : breaksDown.test(next)
          ? partsIn(next, printedMoney(next))
          : listed(paragraphs, index)
    return parts.length > 0 ? [sumOf(at, 'total', totals[0]!, parts)] : []
  })
  const framework = frameworkIn(at, text)
  return framework ? [...sums, framework] : sums
}

const placeOf = ({ key, heading }: ReadSection, { mark, line }: Paragraph): Place => ({
  section: key === null ? (heading ?? '') : sectionTitles[key],
  mark,
  line,
})

/** Every total of a text that names its parts, those that agree among them. Each figure stays as it is printed. */
export const printedSums = (sections: readonly ReadSection[]): PrintedSum[] =>
  sections.flatMap((section) =>
    section.paragraphs.flatMap((paragraph, index) =>
      sumsIn(placeOf(section, paragraph), section.paragraphs, index),
    ),
  )

/** Every sum of money of a text with its place. */
export const printedFigures = (sections: readonly ReadSection[]): { at: Place; money: PrintedMoney }[] =>
  sections.flatMap((section) =>
    section.paragraphs.flatMap((paragraph) =>
      printedMoney(paragraph.text).map((money) => ({ at: placeOf(section, paragraph), money })),
    ),
  )

/** Sums that a text calls a threshold, and the paragraph of the scheme of delegation that it quotes. */
export const quotedRules = (
  sections: readonly ReadSection[],
): { thresholds: Pence[]; delegation: string | null } => {
  const paragraphs = sections.flatMap((section) => section.paragraphs.map(({ text }) => text))
  const thresholds = paragraphs
    .filter((text) => /\bthreshold\b|\bPCRs?\b|Contracts? Regulations|Procurement Act/i.test(text))
    .flatMap((text) => printedMoney(text).filter(({ text: printed }) => /^£[\d,]+$/.test(printed)))
    .map(({ pence }) => pence)
  const scheme = paragraphs.find((text) => /scheme of (?:delegation|consent)/i.test(text)) ?? ''
  return {
    thresholds: [...new Set(thresholds)],
    delegation: /\bparagraphs? (\d{1,2}\.\d{1,2})\b/i.exec(scheme)?.[1] ?? null,
  }
}

import { printedSums } from '@mettrace/procurement/decision/figures'
import { numberOf, sectionTitles } from '@mettrace/procurement/decision/form'
import { readPromises } from '@mettrace/procurement/decision/promises'
import { oneDecision } from '@mettrace/procurement/decision/same-decision'
import type { ReadDecision } from '@mettrace/procurement/decision/read-decision'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { valueOf, type Value } from '@mettrace/procurement/value/value'
import type { Decision } from './register.ts'
import { quotedInText } from './ruling-words.ts'
import { sectionsOf, type DecisionPromise, type RequestKind, type ShownSection } from './shape.ts'

/** What pages show of a decision, whether it was written here or read from what was published. */
export type ShownDecision = {
  title: string
  sections: ShownSection[]
  promises: DecisionPromise[]
  value: Value | null
  request: RequestKind
  begun: string | null
  /** Totals that their parts do not make. */
  sums: string[]
  quotes: string[]
  delegation: string | null
  /** What the reader noticed, and lines that it did not understand. */
  remarks: string[]
  notUnderstood: { line: number; text: string }[]
  by: string | null
}

const shownSections = (read: ReadDecision): ShownSection[] =>
  read.sections.map(({ key, heading, paragraphs }) => ({
    key,
    title:
      heading ??
      (key === null ? '' : `${numberOf(key) === null ? '' : `${numberOf(key)}. `}${sectionTitles[key]}`),
    number: null,
    paragraphs,
  }))

const sumInWords = ({
  at,
  printed,
  sum,
  byRounding,
  kind,
}: ReturnType<typeof printedSums>[number]): string => {
  const what = kind === 'framework' ? 'a framework of' : 'a total of'
  const parts = kind === 'framework' ? 'its call-offs make' : 'its parts make'
  return `${at.section}${at.mark === null || at.mark === '•' ? '' : ` ${at.mark}`} prints ${what} ${printed.text}; ${parts} ${poundsOf(sum)}. Kept as printed${byRounding ? '; rounding could explain it' : ''}.`
}

const ofSource = ({ sources, signedOn }: Decision): ShownDecision => {
  const named = sources.map(({ foundAt, read }) => ({ where: foundAt, read }))
  const { remarks } = oneDecision(named)
  // The source that has most sections is shown; each is kept.
  const shown = sources.reduce((best, each) =>
    each.read.sections.length > best.read.sections.length ? each : best,
  ).read
  const promises = readPromises(shown.sections)
  const money = promises.find(({ what }) => what === 'money')
  const { words, delegation } = quotedInText(shown.sections)
  // Another source may print the day that this one leaves blank.
  const remarked = shown.remarks.filter(
    ({ text }) => signedOn === null || !text.startsWith('No day of signing'),
  )
  return {
    title: shown.title ?? 'No title printed',
    sections: shownSections(shown),
    promises,
    value: money === undefined ? null : valueOf({ net: money.amount }),
    request: delegation === null ? 'other' : 'tender',
    begun: null,
    sums: printedSums(shown.sections)
      .filter(({ agrees }) => !agrees)
      .map(sumInWords),
    quotes: words,
    delegation,
    remarks: [...remarked.map(({ line, text }) => (line === 0 ? text : `Line ${line}: ${text}`)), ...remarks],
    notUnderstood: shown.notUnderstood,
    by: shown.by,
  }
}

/** A decision as it is shown: its latest version, or what its sources print. */
export const shownDecision = (decision: Decision): ShownDecision => {
  const [latest] = decision.versions
  if (!latest) return ofSource(decision)
  const sections = sectionsOf(latest.sections)
  const asRead = sections.map(({ key, paragraphs }) => ({
    key,
    heading: null,
    paragraphs: paragraphs.map((paragraph, at) => ({ ...paragraph, line: at + 1 })),
  }))
  return {
    title: latest.title,
    sections,
    promises: latest.promises,
    value:
      latest.net === null || latest.gross === null ? null : valueOf({ net: latest.net, gross: latest.gross }),
    request: latest.request,
    begun: latest.beginsOn,
    sums: printedSums(asRead)
      .filter(({ agrees }) => !agrees)
      .map(sumInWords),
    quotes: [],
    delegation: null,
    remarks: [],
    notUnderstood: [],
    by: null,
  }
}

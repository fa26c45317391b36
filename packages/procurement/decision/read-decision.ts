import type { Day } from '../value/day.ts'
import { keyOfHeading, keyOfNumber, numberOf, sectionTitles, type SectionKey } from './form.ts'
import {
  isConfidentialPart,
  isEndOfDecision,
  isFurniture,
  isOpenPart,
  labelOf,
  type Label,
} from './page-frame.ts'
import { printedDay } from './printed-day.ts'
import { readReference } from './reference.ts'

/** A paragraph with its number or bullet as it is printed. `line`: from 1. */
export type Paragraph = { line: number; mark: string | null; text: string }

/** A section; `heading` is null where none is printed, and `key` where the form has no such section. */
export type ReadSection = { key: SectionKey | null; heading: string | null; paragraphs: Paragraph[] }

export type Remark = { line: number; text: string }

/** What a text says. `signed`: null where no day is printed, whatever the reference would suggest. */
export type ReadDecision = {
  reference: string | null
  title: string | null
  signed: Day | null
  published: Day | null
  by: string | null
  sections: ReadSection[]
  /** The line at which part 2 begins; null where there is none. */
  confidentialFrom: number | null
  /** Below that line: what may not be published. */
  confidential: Paragraph[]
  /** What the reader noticed and a person should look at. */
  remarks: Remark[]
  notUnderstood: Remark[]
}

const markOf = (line: string): { mark: string | null; text: string } => {
  const numbered = /^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)/.exec(line)
  if (numbered) return { mark: numbered[1]!, text: line.slice(numbered[0].length) }
  const listed = /^(?:(\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•·*–o-])\s+(?=\S)/u.exec(line)
  return listed
    ? { mark: listed[1] === undefined ? '•' : `${listed[1]}.`, text: line.slice(listed[0].length) }
    : { mark: null, text: line }
}

/** A line that goes on in the middle of a sentence, right below it, belongs to it. */
const goesOn = (above: Paragraph | undefined, text: string): above is Paragraph =>
  above !== undefined && /^[a-z(]/.test(text) && !/[.:;]$/.test(above.text)

const asksForDecision = /\bis (?:recommended|asked|requested) to\b/i

class Reader {
  read: ReadDecision = {
    reference: null,
    title: null,
    signed: null,
    published: null,
    by: null,
    sections: [],
    confidentialFrom: null,
    confidential: [],
    remarks: [],
    notUnderstood: [],
  }
  private state: 'head' | 'body' | 'confidential' | 'after' = 'head'
  private waiting: { label: Label; line: number } | undefined
  private lastLine = 0

  private open(key: SectionKey | null, heading: string | null): void {
    this.state = 'body'
    this.read.sections.push({ key, heading, paragraphs: [] })
  }

  private has(key: SectionKey): boolean {
    return this.read.sections.some((section) => section.key === key)
  }

  private take(label: Label, value: string, line: number): void {
    const note = (text: string): void => void this.read.remarks.push({ line, text })
    if (label === 'reference') {
      this.read.reference = readReference(value) ?? value
      if (readReference(value) === undefined) note(`The reference “${value}” is not of a form that is known.`)
    } else if (label === 'title') this.read.title = value
    else if (label === 'by') this.read.by = value
    else {
      const day = printedDay(value)
      if (day === undefined) this.read.notUnderstood.push({ line, text: value })
      else this.read[label] = day
    }
  }

  /** Whether a line is what a label above it waits for. A day waits for a day alone: a blank one stays blank. */
  private answers(line: string): boolean {
    if (!this.waiting) return false
    const { label } = this.waiting
    if (label === 'signed' || label === 'published') return printedDay(line) !== undefined
    return !keyOfHeading(line) && !isFurniture(line)
  }

  private headLine(text: string, line: number): void {
    if (isFurniture(text)) return
    const labelled = labelOf(text)
    if (labelled) {
      this.waiting = labelled.value === '' ? { label: labelled.label, line } : undefined
      if (labelled.value !== '') this.take(labelled.label, labelled.value, line)
      return
    }
    if (this.waiting && this.answers(text)) {
      this.take(this.waiting.label, text, line)
      this.waiting = undefined
      return
    }
    const { title, reference } = this.read
    if (title === null && reference === null) {
      this.read.title = text
      return
    }
    // Pages print their title twice, the second time cut off.
    if (title?.startsWith(text)) return
    if (reference === null) this.read.notUnderstood.push({ line, text })
    else this.withoutHeading(text, line)
  }

  /** Pages of later years leave out the headings of the summary and the recommendation. */
  private withoutHeading(text: string, line: number): void {
    const key = asksForDecision.test(text) ? 'recommendation' : 'executive summary'
    this.open(key, null)
    this.read.remarks.push({
      line,
      text: `No heading is printed above it: taken as ${sectionTitles[key].toLowerCase()}.`,
    })
    this.paragraph(text, line)
  }

  private paragraph(text: string, line: number): void {
    const section = this.read.sections.at(-1)!
    const marked = markOf(text)
    const above = section.paragraphs.at(-1)
    if (marked.mark === null && this.lastLine === line - 1 && goesOn(above, text)) {
      above.text += ` ${text}`
      return
    }
    this.numbered(marked.mark, line)
    this.read.sections.at(-1)!.paragraphs.push({ line, ...marked })
  }

  /** A number of the next section without a heading above it opens that section. */
  private numbered(mark: string | null, line: number): void {
    const number =
      mark !== null && /^\d+\.\d/.test(mark) ? Number(mark.slice(0, mark.indexOf('.'))) : undefined
    const key = number === undefined ? undefined : keyOfNumber(number)
    const here = this.read.sections.at(-1)!
    if (key === undefined || here.key === key || this.has(key)) return
    const before = here.key === null ? null : numberOf(here.key)
    if (before === null || number !== before + 1) return
    this.open(key, null)
    this.read.remarks.push({
      line,
      text: `Section ${number} has no heading: by its number it is ${sectionTitles[key].toLowerCase()}.`,
    })
  }

  private bodyLine(text: string, line: number): void {
    if (text === this.read.title) return
    const here = this.read.sections.at(-1)
    if (
      here?.key === 'executive summary' &&
      !this.has('recommendation') &&
      asksForDecision.test(text) &&
      /^the\b/i.test(text)
    )
      return this.withoutHeading(text, line)
    const other = /^\d{1,2}\.\s+([A-Z][^.:;£]{2,60})$/.exec(text)
    if (other && here?.key !== 'recommendation' && here?.key !== 'executive summary') {
      this.open(null, text)
      this.read.remarks.push({
        line,
        text: `“${text}” is no section of the form: it is kept where it is printed.`,
      })
      return
    }
    if (here) return this.paragraph(text, line)
    this.read.notUnderstood.push({ line, text })
  }

  line(text: string, line: number): void {
    if (this.state === 'confidential') this.read.confidential.push({ line, ...markOf(text) })
    else if (isConfidentialPart(text)) {
      this.state = 'confidential'
      this.read.confidentialFrom = line
      this.read.remarks.push({ line, text: 'A confidential part begins here: it is kept apart.' })
    } else if (isEndOfDecision(text)) this.state = 'after'
    else if (this.state === 'after') {
      if (!isFurniture(text)) this.read.notUnderstood.push({ line, text })
    } else if (isOpenPart(text)) this.state = 'body'
    else {
      const key = keyOfHeading(text)
      if (key !== undefined && !this.has(key)) this.open(key, text)
      else if (this.state === 'head') this.headLine(text, line)
      else this.bodyLine(text, line)
    }
    this.lastLine = line
  }
}

/**
 * Reads the text of a published decision, as its page has it, into its sections. Nothing is corrected and nothing inferred:
 * what is not understood is handed back with its line.
 */
export const readDecision = (text: string): ReadDecision => {
  const reader = new Reader()
  for (const [at, raw] of text
    .normalize('NFC')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.replaceAll(/[\s\uFEFF\u00A0]+/gu, ' ').trim()
    if (line !== '') reader.line(line, at + 1)
  }
  const { read } = reader
  const missing = (what: string): void => void read.remarks.push({ line: 0, text: what })
  if (read.reference === null) missing('No reference is printed.')
  if (read.title === null) missing('No title is printed.')
  if (read.signed === null) missing('No day of signing is printed: the decision is undated.')
  return read
}

import { checkDigitHolds } from './check-digit.ts'
import { dayOfElement } from './dates.ts'
import { identifierAt, identifiers, type Identifier } from './identifiers.ts'

/** Separator of element strings: what FNC1 arrives as (ASCII 29). */
export const separator = '\u001d'

/** An application identifier and its value: `{ ai: '17', value: '270930' }`. */
export type Element = { ai: string; value: string }

/** One way to read a text; `isSplit` where a separator had to be imagined in it. */
export type Reading = { elements: Element[]; isSplit: boolean }

export type ElementFault = { column: number; found: string; expected: string }

export type ElementStrings =
  /** No element string: another text, as it is without its symbology identifier. */
  | { kind: 'plain'; text: string }
  | { kind: 'read'; elements: Element[] }
  /** A separator was lost: every reading that is possible, that without a split first. `more`: not all are listed. */
  | { kind: 'ask'; readings: Reading[]; more: boolean }
  | ({ kind: 'refused' } & ElementFault)

export type ElementOptions = {
  /** `kept`: from a camera, which gives every separator; a keyboard scanner may drop them. */
  separators: 'kept' | 'perhaps lost'
  /** The year it is read in, for dates with two figures. */
  year: number
}

/** What the labels of kits carry: box, product, batch, expiry, serial, asset. A lost separator is looked for before these. */
const ofLabels = ['00', '01', '10', '17', '21', '8004']

const mostReadings = 50

/** Symbology identifier (ISO/IEC 15424): of GS1 Data Matrix, QR, Code 128 and DataBar, and of anything else. */
const gs1Symbol = /^\](?:d2|Q3|C1|e0|J1)/
const anySymbol = /^\][A-Za-z][0-9A-Za-z]/

/** The picture of the separator, and what some scanners type for it. */
const separatorSigns = /\u241d|<GS>|\{GS\}/g

const human = /^\(\d{2,4}\)/

/**
 * Reads element strings as cameras, keyboard scanners and people give them: with separators, without, or in brackets.
 * Where a separator may have been lost nothing is guessed: all readings are given, to be asked about.
 */
export const readElementStrings = (text: string, options: ElementOptions): ElementStrings => {
  const isMarked = gs1Symbol.test(text)
  const bare = text.replace(anySymbol, '').replaceAll(separatorSigns, separator)
  const body = withoutEdges(bare)
  if (human.test(body)) return readHuman(body, options)
  const isSure = isMarked || bare.includes(separator)
  const isElements = isSure || /^00\d{18}/.test(body) || /^01\d{14}/.test(body) || /^8004./.test(body)
  return isElements ? readMachine(body, { ...options, isSure }) : { kind: 'plain', text: body }
}

const afterSeparator = (text: string): string => (text.startsWith(separator) ? text.slice(1) : text)

/** The first may be announced by a separator, and the last followed by one. */
const withoutEdges = (text: string): string => {
  const after = afterSeparator(text)
  return after.endsWith(separator) ? after.slice(0, -1) : after
}

/** What is wrong with a value; undefined where it serves. */
const faultOf = ({ ai, checked, isDate, fits, least, most }: Identifier, value: string, year: number) => {
  if (!fits(value)) {
    const signs = least === most ? `${most}` : `${least} to ${most}`
    return { found: value.slice(0, 40), expected: `(${ai}) of ${signs} characters` }
  }
  if (checked > 0 && !checkDigitHolds(value.slice(0, checked)))
    return { found: value.slice(0, checked), expected: `(${ai}) with its check digit` }
  if (isDate && dayOfElement(value, year) === undefined)
    return { found: value, expected: `(${ai}) a day as yymmdd` }
  return undefined
}

/** In brackets, people have said where each value ends. */
const readHuman = (text: string, { year }: ElementOptions): ElementStrings => {
  const elements: Element[] = []
  let at = 0
  while (at < text.length) {
    const [, ai = ''] = /^\((\d{2,4})\)/.exec(text.slice(at)) ?? []
    const identifier = identifiers.get(ai)
    if (!identifier) return unknownAt(text, at)
    const from = at + ai.length + 2
    const next = nextBracket(text, from)
    const value = withoutEdges(text.slice(from, next).trim())
    const fault = faultOf(identifier, value, year)
    if (fault) return { kind: 'refused', column: from + 1, ...fault }
    elements.push({ ai, value })
    at = next
  }
  return repeatedIn(elements) ?? { kind: 'read', elements }
}

/** Where the next identifier in brackets begins; brackets around anything else belong to the value. */
const nextBracket = (text: string, from: number): number => {
  for (const { index, 1: ai = '' } of text.slice(from).matchAll(/\((\d{2,4})\)/g))
    if (identifiers.has(ai) && index > 0) return from + index
  return text.length
}

const unknownAt = (text: string, at: number): ElementStrings => ({
  kind: 'refused',
  column: at + 1,
  found: text.slice(at, at + 20),
  expected: 'an application identifier of GS1',
})

const repeatedIn = (elements: readonly Element[]): ElementStrings | undefined => {
  const other = elements.find(({ ai, value }, at) =>
    elements.slice(0, at).some((each) => each.ai === ai && each.value !== value),
  )
  return (
    other && { kind: 'refused', column: 1, found: `(${other.ai}) twice`, expected: 'each identifier once' }
  )
}

type Machine = ElementOptions & { isSure: boolean }

const readMachine = (text: string, options: Machine): ElementStrings => {
  const mayBeLost = options.separators === 'perhaps lost' && !text.includes(separator)
  const plain = mayBeLost ? [] : [...readingsOf(text, { ...options, splits: false })]
  const [only] = plain.length === 1 ? plain : []
  if (only) return repeatedIn(only.elements) ?? { kind: 'read', elements: only.elements }
  const found: Reading[] = []
  for (const reading of readingsOf(text, { ...options, splits: true })) {
    if (repeatedIn(reading.elements)) continue
    found.push(reading)
    if (found.length > mostReadings) break
  }
  const [first] = found
  if (!first) return options.isSure ? refusalOf(text, options.year) : plainOrRefused(text, options.year)
  if (found.length === 1 && !first.isSplit) return { kind: 'read', elements: first.elements }
  return { kind: 'ask', readings: found.slice(0, mostReadings), more: found.length > mostReadings }
}

type Walk = { year: number; splits: boolean }

/** Every way to read a text to its end, that without a split first. */
const readingsOf = function* (text: string, walk: Walk): Generator<Reading> {
  if (text === '') {
    yield { elements: [], isSplit: false }
    return
  }
  const identifier = identifierAt(text)
  if (!identifier) return
  const { ai } = identifier
  for (const { value, rest, isSplit } of valuesOf(identifier, text.slice(ai.length), walk)) {
    if (faultOf(identifier, value, walk.year)) continue
    for (const after of readingsOf(rest, walk))
      yield { elements: [{ ai, value }, ...after.elements], isSplit: isSplit || after.isSplit }
  }
}

type Cut = { value: string; rest: string; isSplit: boolean }

/** Where a value may end: at its length, at a separator or the end, or before what looks like another identifier. */
const valuesOf = function* (
  { least, most, isPredefined }: Identifier,
  text: string,
  { splits }: Walk,
): Generator<Cut> {
  const end = text.indexOf(separator)
  const segment = end < 0 ? text : text.slice(0, end)
  // A separator after a length that is known beforehand is allowed.
  if (isPredefined || least === most) {
    yield { value: segment.slice(0, most), rest: afterSeparator(text.slice(most)), isSplit: false }
    return
  }
  yield { value: segment, rest: end < 0 ? '' : text.slice(end + 1), isSplit: false }
  if (!splits) return
  for (let at = Math.min(most, segment.length - 1); at >= Math.max(least, 1); at--) {
    const rest = text.slice(at)
    if (ofLabels.some((ai) => rest.startsWith(ai))) yield { value: segment.slice(0, at), rest, isSplit: true }
  }
}

/** The first thing that is wrong with a text that cannot be read. */
const refusalOf = (text: string, year: number): ElementStrings => {
  let rest = text
  while (rest !== '') {
    const at = text.length - rest.length
    const identifier = identifierAt(rest)
    if (!identifier) return unknownAt(text, at)
    const [cut] = valuesOf(identifier, rest.slice(identifier.ai.length), { year, splits: false })
    const fault = faultOf(identifier, cut?.value ?? '', year)
    if (fault) return { kind: 'refused', column: at + identifier.ai.length + 1, ...fault }
    rest = cut?.rest ?? ''
  }
  return { kind: 'refused', column: 1, found: text.slice(0, 40), expected: 'each identifier once' }
}

/** Digits that only look like a key of GS1 may be another text; a key with a wrong check digit is refused as one. */
const plainOrRefused = (text: string, year: number): ElementStrings =>
  /^(00\d{18}|01\d{14})/.test(text) ? refusalOf(text, year) : { kind: 'plain', text }

/** Elements as people read them, identifiers in brackets. */
export const inBrackets = (elements: readonly Element[]): string =>
  elements.map(({ ai, value }) => `(${ai})${value}`).join('')

import { dayOfElement } from '../gs1/dates.ts'
import {
  inBrackets,
  readElementStrings,
  type Element,
  type ElementStrings,
  type Reading,
} from '../gs1/element-strings.ts'
import { readSerial, type SerialFault } from '../serial/serial.ts'

/** What else a label says of its kit or box. */
export type Label = { product?: string; batch?: string; expires?: string }

/** A kit by its serial, or a box by its SSCC. */
export type Scanned = ({ serial: string } | { box: string }) & { label: Label }

/** One answer to what was asked: in brackets, as it may be sent again, and what it would be. */
export type Choice = { text: string; scanned?: Scanned }

export type Scan =
  | ({ kind: 'scanned' } & Scanned)
  /** The separator was lost, or two things may be meant: every possibility. */
  | { kind: 'ask'; choices: Choice[]; more: boolean }
  | { kind: 'refused'; why: ScanFault }

export type ScanFault =
  | SerialFault
  /** No element string, or a broken one. */
  | { fault: 'elements'; column: number; found: string; expected: string }
  /** A label that names neither a kit nor a box. */
  | { fault: 'no serial'; found: string }

export type ScanOptions = { by: 'camera' | 'keyboard'; year: number }

/** Company prefixes of GS1 have 4 to 12 digits; a GIAI is one of them and a number of the company's own, here the serial. */
const prefixLengths = [4, 5, 6, 7, 8, 9, 10, 11, 12]

const serialsInAsset = (asset: string): string[] => [
  ...new Set(
    prefixLengths
      .filter((length) => /^\d+$/.test(asset.slice(0, length)))
      .flatMap((length) => {
        const read = readSerial(asset.slice(length))
        return 'serial' in read ? [read.serial] : []
      }),
  ),
]

const valueOf = (elements: readonly Element[], ai: string): string | undefined =>
  elements.find((each) => each.ai === ai)?.value

const labelOf = (elements: readonly Element[], year: number): Label => {
  const [product, batch] = [valueOf(elements, '01'), valueOf(elements, '10')]
  const expires = dayOfElement(valueOf(elements, '17') ?? '', year)
  return { ...(product && { product }), ...(batch && { batch }), ...(expires && { expires }) }
}

/** What elements name: every kit or box that they may. */
const namedBy = (elements: readonly Element[], year: number): Scanned[] => {
  const label = labelOf(elements, year)
  const serial = valueOf(elements, '21')
  if (serial !== undefined) {
    const read = readSerial(serial)
    return 'serial' in read ? [{ serial: read.serial, label }] : []
  }
  const asset = valueOf(elements, '8004')
  if (asset !== undefined) return serialsInAsset(asset).map((each) => ({ serial: each, label }))
  const box = valueOf(elements, '00')
  return box === undefined ? [] : [{ box, label }]
}

/**
 * Reads what a field was given, by a scanner or by hand: a serial, or the element strings of a label. Without asking a
 * reading is taken only where no separator had to be imagined and its serial's check character is right.
 */
export const readScan = (given: string, { by, year }: ScanOptions): Scan => {
  const text = given.trim()
  const separators = by === 'camera' ? 'kept' : 'perhaps lost'
  const found = readElementStrings(text, { separators, year })
  if (found.kind === 'plain') return scanOfPlain(found.text, year)
  const scan = scanOfFound(found, year)
  const plain = readSerial(text)
  return 'serial' in plain ? orSerial(scan, plain.serial) : scan
}

const scanOfFound = (found: Exclude<ElementStrings, { kind: 'plain' }>, year: number): Scan => {
  if (found.kind === 'read') return scanOfElements(found.elements, year)
  if (found.kind === 'ask') return scanOfReadings(found.readings, found.more, year)
  const { kind: _kind, ...where } = found
  return { kind: 'refused', why: { fault: 'elements', ...where } }
}

const choiceOf = (scanned: { serial: string; label: Label }): Choice => ({
  text: inBrackets([{ ai: '21', value: scanned.serial }]),
  scanned,
})

/** Digits may be a label's and a serial as well. */
const orSerial = (scan: Scan, serial: string): Scan => {
  const whole = { serial, label: {} }
  if (scan.kind === 'refused') return { kind: 'scanned', ...whole }
  const { choices, more } =
    scan.kind === 'ask' ? scan : { choices: [{ text: textOf(scan), scanned: scan }], more: false }
  return { kind: 'ask', choices: [choiceOf(whole), ...choices], more }
}

const textOf = (scanned: Scanned): string =>
  inBrackets(['serial' in scanned ? { ai: '21', value: scanned.serial } : { ai: '00', value: scanned.box }])

/**
 * A serial, or one after its identifier 21 as a label with that alone gives it. Never both: the two digits leave the check
 * in another state, and equal characters after unequal states never come to the same (serial.test.ts).
 */
const scanOfPlain = (text: string, year: number): Scan => {
  const read = readSerial(text)
  if ('serial' in read) return { kind: 'scanned', serial: read.serial, label: {} }
  const [named] = text.startsWith('21') ? namedBy([{ ai: '21', value: text.slice(2) }], year) : []
  return named ? { kind: 'scanned', ...named } : { kind: 'refused', why: read }
}

const scanOfElements = (elements: readonly Element[], year: number): Scan => {
  const named = namedBy(elements, year)
  const [only] = named
  if (named.length === 1 && only) return { kind: 'scanned', ...only }
  if (named.length > 1) {
    const choices = named.map((scanned) => ({ text: textOf(scanned), scanned }))
    return { kind: 'ask', choices, more: false }
  }
  const serial = valueOf(elements, '21')
  const read = serial === undefined ? undefined : readSerial(serial)
  if (read && 'fault' in read) return { kind: 'refused', why: read }
  return { kind: 'refused', why: { fault: 'no serial', found: inBrackets(elements) } }
}

const scanOfReadings = (readings: readonly Reading[], more: boolean, year: number): Scan => {
  const read = readings.map(({ elements, isSplit }) => ({
    elements,
    isSplit,
    named: namedBy(elements, year),
  }))
  const holding = read.filter(({ named }) => named.length > 0)
  const [whole] = holding
  // The check character settles it where nothing was imagined, and no other reading has a right one.
  if (holding.length === 1 && whole && !whole.isSplit && !more) return scanOfElements(whole.elements, year)
  return {
    kind: 'ask',
    choices: read.map(({ elements, named: [scanned] }) => {
      const text = inBrackets(elements)
      return scanned ? { text, scanned } : { text }
    }),
    more,
  }
}

import { z } from 'zod'
import { separator } from '@mettrace/kit-codes/gs1/element-strings'
import { choiceWords, faultWords, lostSeparatorWords } from '@mettrace/kit-codes/scan/fault-words'
import { readScan, type Scan, type Scanned } from '@mettrace/kit-codes/scan/read-scan'

/** How a code came into a field. Without its script a page cannot tell a scanner from a keyboard, and does not say so. */
export type HowGiven = 'scanned' | 'typed' | 'not known'

export type GivenCode = { text: string; how: HowGiven; scan: Scan }

const form = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({})

/** What only a scanner gives: a symbology identifier at the start, or the separator of GS1. */
const onlyScanned = (text: string): boolean => /^\][A-Za-z][0-9A-Za-z]/.test(text) || text.includes(separator)

const linesOf = (given: readonly string[]): string[] =>
  given
    .flatMap((text) => text.split(/\r\n|\r|\n/))
    .map((line) => line.trim())
    .filter((line) => line !== '')

/**
 * The codes that a form's field was given, one a line, each with how it came and what it is; what was chosen where a
 * separator was lost is one of them. `year`: the year it is read in. The same text twice is given twice.
 */
export const givenCodes = (body: unknown, name: string, year: number): GivenCode[] => {
  const sent = form.parse(body)
  const linesIn = (field: string): string[] => linesOf([sent[field] ?? []].flat())
  const scanned = new Set(linesIn(`${name}_scanned`))
  const isWatched = linesIn(`${name}_watched`).includes('yes')
  const chosen = Object.keys(sent).filter((field) => field.startsWith(`${name}_choice_`))
  const howOf = (text: string): HowGiven =>
    onlyScanned(text) || scanned.has(text) ? 'scanned' : isWatched ? 'typed' : 'not known'
  return [name, ...chosen].flatMap(linesIn).map((text) => ({
    text,
    how: howOf(text),
    scan: readScan(text, { by: 'keyboard', year }),
  }))
}

/** What scan-field.njk shows of codes that were given: those to ask about, those that stay as they are, and how they came. */
export type CodesShown = {
  /** Lines that stay in the field. */
  value: string
  scanned: string
  watched: 'yes' | ''
  asked: { given: string; words: string; choices: { text: string; words: string }[]; more: boolean }[]
  /** Those of the field alone; empty where it is right. */
  error: string
  /** Those of the page's summary. */
  errors: { text: string; href: string }[]
}

/** The field as it is shown again: refused codes stay in it with what is wrong, and lost separators are asked about. */
export const codesShown = (given: readonly GivenCode[], name: string): CodesShown => {
  const asked: CodesShown['asked'] = []
  const errors: CodesShown['errors'] = []
  const scanned = given.filter(({ how }) => how === 'scanned').map(({ text }) => text)
  for (const { text, how, scan } of given) {
    if (scan.kind === 'refused') errors.push({ text: faultWords(scan.why), href: `#${name}` })
    if (scan.kind !== 'ask') continue
    asked.push({
      given: text,
      words: lostSeparatorWords,
      choices: scan.choices.map((choice) => ({ text: choice.text, words: choiceWords(choice) })),
      more: scan.more,
    })
    if (how === 'scanned') scanned.push(...scan.choices.map((choice) => choice.text))
    errors.push({
      text: `${lostSeparatorWords} Choose what it says.`,
      href: `#${name}-asked-${asked.length}`,
    })
  }
  return {
    value: given
      .filter(({ scan }) => scan.kind !== 'ask')
      .map(({ text }) => text)
      .join('\n'),
    scanned: scanned.join('\n'),
    watched: given.some(({ how }) => how === 'typed') ? 'yes' : '',
    asked,
    error: errors.find(({ href }) => href === `#${name}`)?.text ?? '',
    errors,
  }
}

/** The codes where every one is read; undefined where one has to be asked about or is refused. */
export const allScanned = (given: readonly GivenCode[]): (Scanned & { how: HowGiven })[] | undefined => {
  const read = given.flatMap(({ scan, how }) => {
    if (scan.kind !== 'scanned') return []
    const { kind: _kind, ...scanned } = scan
    return [{ ...scanned, how }]
  })
  return read.length === given.length ? read : undefined
}

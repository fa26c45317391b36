import { faultWords, lostSeparatorWords } from '@mettrace/kit-codes/scan/fault-words'
import {
  readScan,
  type Label,
  type Scan,
  type ScanFault,
  type ScanOptions,
} from '@mettrace/kit-codes/scan/read-scan'
import { spelled } from '@mettrace/kit-codes/serial/serial'

type Kit = { serial: string; label: Label }

/** What codes say: one kit, several that somebody must choose from, or none, and why. */
export type Heard =
  | ({ kind: 'kit' } & Kit)
  | { kind: 'ask'; words: string; choices: (Kit & { words: string })[] }
  | { kind: 'none'; words: string }

const kitsOf = (scan: Scan): Kit[] => {
  const found = scan.kind === 'ask' ? scan.choices.map(({ scanned }) => scanned) : [scan]
  return found.flatMap((each) =>
    each && 'serial' in each ? [{ serial: each.serial, label: each.label }] : [],
  )
}

const wordsOf = ({ serial, label: { batch } }: Kit): string =>
  `Kit ${spelled(serial)}${batch === undefined ? '' : ` of batch ${batch}`}`

/** A code that names something else is no fault of whoever scans. */
const refusalWords = (why: ScanFault, { by }: ScanOptions): string =>
  by === 'camera' && why.fault !== 'check' ? 'This code is not of a kit.' : faultWords(why)

const noneOf = (scans: readonly Scan[], options: ScanOptions): Heard => {
  const isBox = scans.some((scan) => scan.kind === 'scanned' && 'box' in scan)
  if (isBox) return { kind: 'none', words: 'This is the code of a box. Scan a kit.' }
  const [why] = scans.flatMap((scan) => (scan.kind === 'refused' ? [scan.why] : []))
  return { kind: 'none', words: why ? refusalWords(why, options) : 'This code is not of a kit.' }
}

/** What the codes of one picture, or the text of a keyboard, say. Where two kits may be meant it is asked, never guessed (C41). */
export const heardIn = (texts: readonly string[], options: ScanOptions): Heard => {
  const scans = texts.map((text) => readScan(text, options))
  const kits = scans.flatMap(kitsOf)
  const [first] = kits
  if (!first) return noneOf(scans, options)
  const isAsked = scans.some(({ kind }) => kind === 'ask')
  const choices = [...new Map(kits.map((kit) => [wordsOf(kit), kit])).entries()].map(
    ([words, { serial, label }]) => ({ words, serial, label }),
  )
  if (!isAsked && choices.every(({ serial }) => serial === first.serial))
    return { kind: 'kit', serial: first.serial, label: first.label }
  const why = isAsked
    ? options.by === 'keyboard'
      ? lostSeparatorWords
      : 'This label can be read in several ways.'
    : 'Several kits are in the picture.'
  return { kind: 'ask', words: `${why} Which serial is on the carton?`, choices }
}

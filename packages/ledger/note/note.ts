import { isKeyName } from './key.ts'

/** A signature line: who, which key, and what it says, whose form depends on the key. */
export type NoteSignature = {
  name: string
  /** Eight hexadecimal digits. */
  id: string
  signature: Uint8Array
}

/** Text with signatures (C2SP signed-note). Nothing of it may be believed before a signature of a known key holds. */
export type Note = {
  /** Ends in a newline. */
  text: string
  signatures: readonly NoteSignature[]
}

const dash = '\u2014'
/** More than anybody needs; a note is refused before it can cost anything. */
const mostSignatures = 100
const longest = 1_000_000

/** Control characters below a space, but for the newline. */
const hasControl = (text: string): boolean =>
  [...text].some((character) => character < ' ' && character !== '\n')

/** One signature of a note, as a witness hands it on. */
export const signatureLine = ({ name, id, signature }: NoteSignature): string =>
  `${dash} ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`

/** Bytes of a note. Errors: RangeError for a text that does not end in a newline, or holds what a note may not. */
export const formatNote = ({ text, signatures }: Note): string => {
  if (!text.endsWith('\n') || hasControl(text) || !text.isWellFormed())
    throw new RangeError('The text of a note ends in a newline and holds no control characters.')
  return `${text}\n${signatures.map(signatureLine).join('')}`
}

/** Reads one signature line, without its newline. Errors: RangeError. */
export const parseSignature = (line: string): NoteSignature => {
  const [, name = '', encoded = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (!isKeyName(name) || bytes.length < 5 || bytes.toString('base64') !== encoded)
    throw new RangeError('A signature line of the note cannot be read.')
  return { name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }
}

/** Reads a note. Errors: RangeError saying what is wrong with its form. */
export const parseNote = (bytes: Uint8Array | string): Note => {
  if (bytes.length > longest) throw new RangeError('A note is shorter than a million bytes.')
  const whole = typeof bytes === 'string' ? bytes : decode(bytes)
  if (hasControl(whole) || !whole.isWellFormed()) throw new RangeError('A note holds no control characters.')
  const blank = whole.lastIndexOf('\n\n')
  if (blank < 0 || !whole.endsWith('\n'))
    throw new RangeError('A note has a text, an empty line and signatures.')
  const lines = whole
    .slice(blank + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0) throw new RangeError('The note is not signed.')
  if (lines.length > mostSignatures) throw new RangeError(`A note has at most ${mostSignatures} signatures.`)
  return { text: whole.slice(0, blank + 1), signatures: lines.map(parseSignature) }
}

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new RangeError('A note is UTF-8.')
  }
}

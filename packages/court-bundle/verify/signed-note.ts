import { ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { digestOf, fromBase64, sameBytes, utf8 } from './bytes.ts'

/** A key of a log (C2SP signed-note): its name, its four bytes, its Ed25519 key, and the line that it is handed on as. */
export type LogKey = { name: string; id: Uint8Array; publicKey: Uint8Array; line: string }

/** Reads the line that a key is handed on as. Errors: RangeError. */
export const parseLogKey = (line: string): LogKey => {
  const [, name = '', id = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? []
  if (name === '') throw new RangeError('A key reads name+id+base64.')
  const bytes = fromBase64(encoded)
  if (bytes.length !== 33 || bytes[0] !== 1) throw new RangeError('It is no Ed25519 key of a log.')
  if (digestOf(concatBytes(utf8(`${name}\n`), bytes)).slice(0, 8) !== id)
    throw new RangeError('The id of this key is that of another.')
  return {
    name,
    id: Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    publicKey: bytes.subarray(1),
    line: `${name}+${id}+${encoded}`,
  }
}

/**
 * The text of a note that one of these keys has signed, with the key. Errors: RangeError where the note is
 * malformed, where a signature of such a key does not hold, and where there is none.
 */
export const signedText = (note: string, keys: readonly LogKey[]): { text: string; key: LogKey } => {
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) throw new RangeError('It is no signed note.')
  const text = note.slice(0, blank + 1)
  let signer: LogKey | undefined
  for (const line of note.slice(blank + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? []
    if (name === '') throw new RangeError('A line of signature cannot be read.')
    const bytes = fromBase64(encoded)
    const key = keys.find((each) => each.name === name && sameBytes(each.id, bytes.subarray(0, 4)))
    if (!key) continue
    if (bytes.length !== 68 || !ed25519.verify(bytes.subarray(4), utf8(text), key.publicKey))
      throw new RangeError(`The signature of ${name} does not hold.`)
    signer = key
  }
  if (signer === undefined) throw new RangeError('It is not signed by the key of the log.')
  return { text, key: signer }
}

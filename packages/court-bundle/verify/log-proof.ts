import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fromBase64, sameBytes, textOf } from './bytes.ts'
import { signedText, type LogKey } from './signed-note.ts'

/** What a proof shows: that an entry is at a place of the log whose signed head had so many entries. */
export type ShownEntry = { place: number; size: number; origin: string; entry: string }

const leaf = (entry: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(0), entry))
const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concatBytes(Uint8Array.of(1), left, right))

/** Root of the tree of `size` leaves that has this leaf at `place`, by the hashes beside its path (RFC 9162, 2.1.3.2). */
const rootBy = (
  hash: Uint8Array,
  place: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined => {
  let [at, last, root] = [place, size - 1, hash]
  for (const step of proof) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      root = node(step, root)
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else root = node(root, step)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : undefined
}

const wholeNumber = (text: string): number => {
  const number = Number(text)
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(number)) throw new RangeError('It is no number.')
  return number
}

/** Checks the proof of an entry (C2SP tlog-proof, with the entry as its extra data). Errors: RangeError saying what fails. */
export const checkLogProof = (bytes: Uint8Array, keys: readonly LogKey[]): ShownEntry => {
  const text = textOf(bytes)
  const blank = text.indexOf('\n\n')
  const [first, extra = '', index = '', ...hashes] = text.slice(0, Math.max(blank, 0)).split('\n')
  if (first !== 'c2sp.org/tlog-proof@v1' || !extra.startsWith('extra ') || !index.startsWith('index '))
    throw new RangeError('It is no proof of an entry.')
  const entry = fromBase64(extra.slice('extra '.length))
  const place = wholeNumber(index.slice('index '.length))
  const head = signedText(text.slice(blank + 2), keys)
  const [origin = '', count = '', encoded = ''] = head.text.split('\n')
  const size = wholeNumber(count)
  if (origin !== head.key.name) throw new RangeError('The head is of another log.')
  const root = place < size ? rootBy(leaf(entry), place, size, hashes.map(fromBase64)) : undefined
  if (!root || !sameBytes(root, fromBase64(encoded)))
    throw new RangeError(`The signed head does not have this entry at place ${place}.`)
  return { place, size, origin, entry: textOf(entry) }
}

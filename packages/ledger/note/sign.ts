import { signatureType, type KeyIdentity, type SigningKey, type VerifyingKey } from './key.ts'
import type { Note, NoteSignature } from './note.ts'

/** A signature of a key that was asked about, which holds. `time` is when a witness saw the note. */
export type HeldSignature = KeyIdentity & { time: Date | undefined }

const timeLength = 8

/** What a witness signs: two lines of its own before the text (C2SP tlog-cosignature, Ed25519 signed message). */
const cosigned = (text: string, seconds: bigint): Uint8Array =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

/** Signs the text of a note as its log (C2SP signed-note, Ed25519 signatures). */
export const signText = (text: string, key: SigningKey): NoteSignature => {
  if (key.type !== signatureType.log) throw new RangeError('This key is a witness’s.')
  return { name: key.name, id: key.id, signature: key.sign(Buffer.from(text)) }
}

/** Signs the text of a checkpoint as a witness that saw it at `time`, to the second (C2SP tlog-cosignature). */
export const cosignText = (text: string, key: SigningKey, time: Date): NoteSignature => {
  if (key.type !== signatureType.witness) throw new RangeError('This key is not a witness’s.')
  const seconds = BigInt(Math.floor(time.getTime() / 1000))
  const stamp = Buffer.alloc(timeLength)
  stamp.writeBigUInt64BE(seconds)
  return {
    name: key.name,
    id: key.id,
    signature: Buffer.concat([stamp, key.sign(cosigned(text, seconds))]),
  }
}

const signatureHolds = (text: string, { signature }: NoteSignature, key: VerifyingKey): HeldSignature => {
  const { name, id, type } = key
  const refuse = (): never => {
    throw new RangeError(`The signature of ${name} does not hold.`)
  }
  if (type === signatureType.log)
    return key.verify(Buffer.from(text), signature) ? { name, id, type, time: undefined } : refuse()
  if (signature.length <= timeLength) return refuse()
  const seconds = Buffer.from(signature).readBigUInt64BE()
  const time = new Date(Number(seconds) * 1000)
  if (Number.isNaN(time.getTime()) || !key.verify(cosigned(text, seconds), signature.subarray(timeLength)))
    return refuse()
  return { name, id, type, time }
}

/**
 * The signatures of known keys, once for each key, in the order of the note. Those of unknown keys are passed over.
 * Errors: RangeError when one of a known key does not hold, which condemns the whole note, and when there is none.
 */
export const heldSignatures = (
  { text, signatures }: Note,
  keys: readonly VerifyingKey[],
): HeldSignature[] => {
  const held = new Map<VerifyingKey, HeldSignature>()
  for (const each of signatures) {
    const key = keys.find(({ name, id }) => name === each.name && id === each.id)
    if (key && !held.has(key)) held.set(key, signatureHolds(text, each, key))
  }
  if (held.size === 0) throw new RangeError('The note is not signed by a key that is known.')
  return [...held.values()]
}

import { parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts'
import { signatureType, type VerifyingKey } from '../note/key.ts'
import { parseNote } from '../note/note.ts'
import { heldSignatures, type HeldSignature } from '../note/sign.ts'

/** A head of the log, and whose signatures of it hold. */
export type SignedHead = Checkpoint & { signatures: HeldSignature[] }

/**
 * Reads a signed head. Errors: RangeError when its form is wrong, a known signature does not hold, or the log itself
 * has not signed it.
 */
export const signedHead = (bytes: Uint8Array | string, keys: readonly VerifyingKey[]): SignedHead => {
  const note = parseNote(bytes)
  const signatures = heldSignatures(note, keys)
  if (!signatures.some(({ type }) => type === signatureType.log))
    throw new RangeError('The log itself has not signed this head.')
  return { ...parseCheckpoint(note.text), signatures }
}

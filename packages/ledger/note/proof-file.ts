import { hashLength } from '../tree/hash.ts'
import { inclusionHolds } from '../tree/proofs.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { VerifyingKey } from './key.ts'
import { formatNote, parseNote, type Note } from './note.ts'
import { heldSignatures, type HeldSignature } from './sign.ts'

/** Shows that an entry is in a log, to anyone who knows the log's key (C2SP tlog-proof). */
export type ProofFile = {
  index: number
  proof: readonly Uint8Array[]
  checkpoint: Note
  /** Extra data: MetTrace puts the entry itself there, for which the proof then vouches. */
  extra?: Uint8Array
}

const firstLine = 'c2sp.org/tlog-proof@v1'

/** The file as it is handed on, by convention `.tlog-proof`. */
export const formatProofFile = ({ index, proof, checkpoint, extra }: ProofFile): string =>
  [
    firstLine,
    ...(extra ? [`extra ${Buffer.from(extra).toString('base64')}`] : []),
    `index ${index}`,
    ...proof.map((hash) => Buffer.from(hash).toString('base64')),
    '',
    formatNote(checkpoint),
  ].join('\n')

/** Reads such a file. Nothing vouches for its extra data but a proof that holds for them. Errors: RangeError. */
export const parseProofFile = (text: string): ProofFile => {
  const blank = text.indexOf('\n\n')
  const lines = text.slice(0, Math.max(blank, 0)).split('\n')
  if (blank < 0 || lines.shift() !== firstLine)
    throw new RangeError(`A proof begins with ${firstLine} and holds a checkpoint.`)
  const extra = lines[0]?.startsWith('extra ') ? parseExtra(lines.shift() ?? '') : undefined
  const index = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '')?.[1]
  if (index === undefined) throw new RangeError('The proof does not say which entry it is of.')
  return {
    index: Number(index),
    proof: lines.map(parseHash),
    checkpoint: parseNote(text.slice(blank + 2)),
    ...(extra ? { extra } : {}),
  }
}

const parseExtra = (line: string): Uint8Array => {
  const encoded = line.slice('extra '.length)
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.toString('base64') !== encoded)
    throw new RangeError('The extra data of the proof are not in base64.')
  return bytes
}

const parseHash = (line: string): Uint8Array => {
  const hash = Buffer.from(line, 'base64')
  if (hash.length !== hashLength || hash.toString('base64') !== line)
    throw new RangeError('A line of the proof is not a hash.')
  return hash
}

/**
 * Checks that the leaf is in the log whose keys these are; tells at which head, and who signed it.
 * Errors: RangeError saying why it is not shown.
 */
export const checkProofFile = (
  { index, proof, checkpoint }: ProofFile,
  leaf: Uint8Array,
  keys: readonly VerifyingKey[],
): { head: Checkpoint; signatures: HeldSignature[] } => {
  const signatures = heldSignatures(checkpoint, keys)
  const head = parseCheckpoint(checkpoint.text)
  if (!inclusionHolds({ leaf, index, size: head.size, proof, root: head.root }))
    throw new RangeError(`The proof does not show this entry at place ${index} of the log.`)
  return { head, signatures }
}

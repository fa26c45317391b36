import { hashLength } from '../tree/hash.ts'
import { formatNote, parseNote, type Note } from './note.ts'

/** What a log asks a witness to cosign: a checkpoint, and the proof that it goes on from one of `old` entries. */
export type ConsistencyRequest = { old: number; proof: readonly Uint8Array[]; checkpoint: Note }

/** More than a tree of any size can need (C2SP tlog-witness, add-checkpoint). */
const mostHashes = 63

/** Body of an add-checkpoint request (C2SP tlog-witness). */
export const formatConsistencyRequest = ({ old, proof, checkpoint }: ConsistencyRequest): string =>
  [
    `old ${old}`,
    ...proof.map((hash) => Buffer.from(hash).toString('base64')),
    '',
    formatNote(checkpoint),
  ].join('\n')

/** Reads such a body. Errors: RangeError saying what is wrong with its form. */
export const parseConsistencyRequest = (body: string): ConsistencyRequest => {
  const blank = body.indexOf('\n\n')
  const lines = body.slice(0, Math.max(blank, 0)).split('\n')
  const old = Number(/^old (0|[1-9]\d*)$/.exec(lines.shift() ?? '')?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(old)) throw new RangeError('The request does not begin with the old size.')
  if (lines.length > mostHashes) throw new RangeError(`A proof has at most ${mostHashes} hashes.`)
  const proof = lines.map((line) => {
    const hash = Buffer.from(line, 'base64')
    if (hash.length !== hashLength || hash.toString('base64') !== line)
      throw new RangeError('A line of the proof is not a hash.')
    return hash
  })
  return { old, proof, checkpoint: parseNote(body.slice(blank + 2)) }
}

import { hashLength } from '../tree/hash.ts'

/** Head of a log: how many entries it had and what they hash to (C2SP tlog-checkpoint). */
export type Checkpoint = {
  /** Names the log. */
  origin: string
  size: number
  root: Uint8Array
}

/** The text of the note that a checkpoint is. Errors: RangeError for an origin or size that is none. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => {
  if (origin === '' || origin.includes('\n')) throw new RangeError('The origin of a log is one line.')
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${size} is not the size of a log.`)
  if (root.length !== hashLength) throw new RangeError(`A root has ${hashLength} bytes.`)
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/** Reads the text of a note as a checkpoint; lines after the third are passed over. Errors: RangeError. */
export const parseCheckpoint = (text: string): Checkpoint => {
  const lines = text.split('\n').slice(0, -1)
  const [origin = '', size = '', encoded = ''] = lines
  const root = Buffer.from(encoded, 'base64')
  if (lines.length < 3 || lines.includes(''))
    throw new RangeError('A checkpoint has an origin, a size and a root, each on a line.')
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new RangeError('The size of a checkpoint is a whole number without leading zeroes.')
  if (root.length !== hashLength || root.toString('base64') !== encoded)
    throw new RangeError('The root of a checkpoint is 32 bytes in base64.')
  return { origin, size: Number(size), root }
}

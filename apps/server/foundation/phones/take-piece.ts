import { firstGap, joined } from '@mettrace/protocol/pictures/gaps'
import { partOf } from '@mettrace/protocol/pictures/judge-piece'
import type { PieceAnswer, PieceRequest } from '@mettrace/protocol/pictures/pieces'
import { digestOfBytes, type ToldPicture } from '@mettrace/protocol/pictures/told-picture'
import { advisoryLocks } from '../advisory-locks.ts'
import { pictureFaultWords } from '../files/picture.ts'
import { readPicture } from '../files/read-picture.ts'
import type { SentPicture } from '../files/sent-picture.ts'
import type { Transaction } from '../with-actor.ts'
import type { Pieces } from './pieces.ts'

/** What became of a piece, without what every answer says besides. */
type Without<Answer> = Answer extends unknown ? Omit<Answer, 'epoch' | 'serverTime'> : never
export type PieceTaken = Without<PieceAnswer>

/** What a room knows of pictures of its events. All is asked as the sender: what they do not see is not there. */
export type PicturesOf = {
  pieces: Pieces
  /** The picture that one of the sender's own events told of; undefined where there is none. */
  toldBy: (tx: Transaction, event: string) => Promise<ToldPicture | undefined>
  /** Whether the picture of an event is kept already. */
  isKept: (tx: Transaction, event: string) => Promise<boolean>
  /** Keeps a whole picture, and says so; false where nothing stands yet that it could belong to: its pieces stay until then. */
  keep: (tx: Transaction, actor: string, event: string, picture: SentPicture) => Promise<boolean>
}

/** The picture that pieces come to; `other`: they are not what the event told of. */
const wholeOf = (
  parts: Parameters<typeof joined>[0],
  { bytes, digest }: ToldPicture,
): SentPicture | { fault: string } | 'other' => {
  const whole = Buffer.from(joined(parts, bytes))
  if (digestOfBytes(whole) !== digest) return 'other'
  const read = readPicture(whole)
  if ('fault' in read) return { fault: pictureFaultWords[read.fault] }
  return { picture: read, sentDigest: Buffer.from(digest, 'hex') }
}

/**
 * Takes a piece of a picture, and with the last one the whole: kept once, however often and in whatever order pieces come and over
 * however many connections. What is not as it says is not taken, and costs nothing that was taken before, unless the whole is
 * not the picture that was told of: then none of its pieces can be believed.
 */
export const takePiece = async (
  tx: Transaction,
  actor: string,
  { event, piece }: Pick<PieceRequest, 'event' | 'piece'>,
  { pieces, toldBy, isKept, keep }: PicturesOf,
): Promise<PieceTaken> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.piecesOfPicture, event])
  const told = await toldBy(tx, event)
  if (!told) return { state: 'unknown' }
  if (await isKept(tx, event)) return { state: 'whole' }
  const held = await pieces.held(tx, event)
  const part = partOf(told, held, piece)
  if (part) {
    await pieces.keep(tx, actor, event, part)
    held.push({ offset: part.offset, length: part.content.length })
  }
  const next = firstGap(held, told.bytes)
  if (next < told.bytes) return { state: 'more', next }
  const whole = wholeOf(await pieces.all(tx, event), told)
  if (whole === 'other') {
    await pieces.drop(tx, event)
    return { state: 'more', next: 0 }
  }
  if ('fault' in whole) {
    await pieces.drop(tx, event)
    return { state: 'refused', words: `${whole.fault}.` }
  }
  if (await keep(tx, actor, event, whole)) await pieces.drop(tx, event)
  return { state: 'whole' }
}

/** Keeps the picture of an event whose pieces have waited for what it belongs to. */
export const keepWaiting = async (
  tx: Transaction,
  actor: string,
  event: string,
  told: ToldPicture,
  { pieces, keep }: Pick<PicturesOf, 'pieces' | 'keep'>,
): Promise<void> => {
  if (firstGap(await pieces.held(tx, event), told.bytes) < told.bytes) return
  const whole = wholeOf(await pieces.all(tx, event), told)
  if (whole === 'other' || 'fault' in whole) return
  if (await keep(tx, actor, event, whole)) await pieces.drop(tx, event)
}

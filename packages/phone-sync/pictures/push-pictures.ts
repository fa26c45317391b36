import { textOf } from '@mettrace/protocol/copy/base64url'
import {
  pieceAnswer,
  pieceBytes,
  type PieceAnswer,
  type PieceRequest,
} from '@mettrace/protocol/pictures/pieces'
import { digestOfBytes } from '@mettrace/protocol/pictures/told-picture'
import { momentOf } from '@mettrace/protocol/words/values'
import { ask } from '../contact/ask.ts'
import type { Asker } from '../contact/asker.ts'
import { InTrouble } from '../contact/trouble.ts'
import type { Ports } from '../ports.ts'
import { put, type Store } from '../store/store.ts'
import { epochKey, type EpochValue, type PictureRow } from '../store/tables.ts'
import { unsentPictures } from './unsent-pictures.ts'

/** After so many pieces the phone looks whether anything else is to be done: some half a megabyte. */
const atOnce = 32

/** What its author is told of a picture that cannot be sent. Its event was sent before, so the station would know of it. */
const lostWords = 'This phone has lost the picture.'
const unknownWords = 'The station has no record that this picture belongs to.'

/**
 * Sends pictures whose events are at the server, piece by piece, going on where the server says that the next byte is missing. Events
 * come first: where one waits, or after some pieces, the rest is left for the next round. Returns whether there is more to be done at
 * once. Errors: `InTrouble`, `Revoked`, `StoreFailure`.
 */
export const pushPictures = async (
  ports: Ports,
  store: Store,
  { device, person, heard }: Asker,
  isWanted: () => boolean,
  eventsWait: () => boolean,
): Promise<boolean> => {
  const epoch = (await store.read<EpochValue>('state')).get(epochKey)?.epoch ?? null
  const waiting = unsentPictures(await store.read<PictureRow | null>('pictures'), person, epoch)
  const turns = { left: atOnce }

  const tell = async (event: PictureRow['event'], piece: PieceRequest['piece']): Promise<PieceAnswer> => {
    const body: PieceRequest = { device, person, event, piece }
    const answer = await ask(ports, { kind: 'pictures', body }, pieceAnswer)
    heard(answer)
    turns.left--
    return answer
  }

  const settle = (key: string, row: PictureRow, answered: PictureRow['answered']): Promise<void> =>
    store.write([put('pictures', key, { ...row, answered } satisfies PictureRow)], 'strict')

  /** Sends one picture as far as it comes; its last answer. */
  const send = async (event: PictureRow['event'], bytes: Uint8Array): Promise<PieceAnswer> => {
    let answer = await tell(event, null)
    let before = -1
    while (answer.state === 'more' && turns.left > 0 && isWanted() && !eventsWait()) {
      const { next } = answer
      // What does not get on is not asked for ever: it is tried again at the next contact, from wherever the server says.
      if (next <= before || next >= bytes.length) throw new InTrouble('not-understood')
      before = next
      const content = bytes.subarray(next, next + pieceBytes.most)
      answer = await tell(event, { offset: next, digest: digestOfBytes(content), content: textOf(content) })
    }
    return answer
  }

  for (const [key, row] of waiting) {
    if (!isWanted()) return false
    if (eventsWait() || turns.left <= 0) return true
    const bytes = await store.readOne<Uint8Array>('bytes', key)
    if (!bytes) {
      await settle(key, row, { epoch: epoch ?? '', at: momentOf(ports.clock.now()), refused: lostWords })
      continue
    }
    const answer = await send(row.event, bytes)
    // The server went back to an older state: what it lost is sent first.
    if (answer.epoch !== epoch) return true
    if (answer.state === 'more') return isWanted()
    const refused =
      answer.state === 'refused' ? answer.words : answer.state === 'unknown' ? unknownWords : null
    await settle(key, row, { epoch: answer.epoch, at: answer.serverTime, refused })
  }
  return false
}

import { engagementPieces } from '../../../../foundation/phones/pieces.ts'
import type { PicturesOf } from '../../../../foundation/phones/take-piece.ts'
import { keepRecords } from '../../../../foundation/records/records.ts'
import { keepPictureOfSign, pictureOfPhonesSign } from '../../signs/phone-signs.ts'
import { readSealed, type SealedBody } from '../read-sealed.ts'

/** Pictures that events of the sender told of. Signs alone have any. */
export const eventPicturesOf = (sender: string): PicturesOf => ({
  pieces: engagementPieces,
  toldBy: async (tx, event) => {
    const { rows } = await keepRecords<SealedBody>(
      tx,
      'the author’s own event, held against the picture that they send; nobody is shown it',
      'select data_key, key_version, body from engagement.phone_event where id = $1 and actor = $2',
      [event, sender],
    )
    const told = rows[0] && readSealed(tx, event, rows[0])
    return told !== undefined && typeof told !== 'string' && told.kind === 'sign' ? told.picture : undefined
  },
  isKept: pictureOfPhonesSign,
  keep: keepPictureOfSign,
})

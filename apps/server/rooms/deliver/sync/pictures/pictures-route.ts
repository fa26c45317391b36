import { pieceRequest, type PieceAnswer } from '@mettrace/protocol/pictures/pieces'
import { momentOf } from '@mettrace/protocol/words/values'
import { answerPhone, readFrom, refusePhone } from '../../../../foundation/phones/answer-phone.ts'
import { takePiece } from '../../../../foundation/phones/take-piece.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { presentMoment } from '../pages/feed.ts'
import { eventPicturesOf } from './event-pictures.ts'

/** Takes pictures of records, piece by piece. */
export const answers: Answers = ({ database, clock }) => ({
  takePictures: async (request, reply) => {
    const asked = readFrom(pieceRequest, request.body)
    const { actor, signedIn } = request
    if (asked.person !== signedIn?.person.id) return refusePhone(reply, 'sign-in-needed')
    const serverTime = momentOf(clock().getTime())
    // A picture comes in dozens of pieces: the log has an entry of the whole.
    const body = await database.keepHouse(
      actor,
      'take a picture from a phone',
      async (tx): Promise<PieceAnswer> => ({
        epoch: String((await presentMoment(tx)).epoch),
        serverTime,
        ...(await takePiece(tx, actor.id, asked, eventPicturesOf(actor.id))),
      }),
    )
    return answerPhone(request, reply, body)
  },
})

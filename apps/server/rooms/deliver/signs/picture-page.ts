import { openFile } from '../../../foundation/files/files.ts'
import { sendPicture } from '../../../foundation/files/send-picture.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { pictureOfSign, signOf } from './signs.ts'

/** A picture of a sign, for those who may see the sign. */
export const answers: Answers = ({ database }) => ({
  signPicture: async (request, reply) => {
    const file = await readPage(database, request, 'a picture of a sign', async (tx) => {
      const sign = await signOf(tx, idIn(request))
      return openFile(tx, await pictureOfSign(tx, sign.id, idIn(request, 'picture')), 'sign picture')
    })
    return sendPicture(reply, 'sign', file)
  },
})

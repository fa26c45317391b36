import { batchRequest, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import { day, deviceId, momentOf } from '@mettrace/protocol/words/values'
import { z } from 'zod'
import type { Answers } from '../../../../foundation/room/room.ts'
import { answerPhone, readFrom, refusePhone } from '../../../../foundation/phones/answer-phone.ts'
import { presentMoment } from '../pages/feed.ts'
import { meetPhone } from '../phones/phones.ts'
import { receiptOf } from '../receipts/receipts.ts'
import { takeTold, type Taken } from './take-batch.ts'

/** Takes what phones tell. */
export const answers: Answers = ({ database, clock }) => ({
  takeEvents: async (request, reply) => {
    const batch = readFrom(batchRequest, request.body)
    const { actor, signedIn } = request
    if (batch.person !== signedIn?.person.id) return refusePhone(reply, 'sign-in-needed')
    const now = clock()
    const { epoch, revoked } = await database.actOften(actor, 'meet a phone', async (tx) => ({
      ...(await meetPhone(tx, batch, now)),
      epoch: String((await presentMoment(tx)).epoch),
    }))
    if (revoked) return refusePhone(reply, 'revoked')
    const head = { epoch, serverTime: momentOf(now.getTime()) }
    // In another epoch what comes before these must be sent once more first.
    const isKnown = batch.epoch === null || batch.epoch === epoch
    const tells = batch.events.length > 0 || batch.looked !== undefined
    const { answers: told, looked }: Taken =
      isKnown && tells ? await takeTold(database, actor, batch, now) : { answers: [], looked: false }
    const body: BatchAnswer = {
      ...head,
      answers: told,
      ...(batch.looked !== undefined && looked && { looked: true }),
    }
    return answerPhone(request, reply, body)
  },

  phoneReceipt: async (request, reply) => {
    const { day: on, device } = readFrom(z.looseObject({ day, device: deviceId }), request.query)
    const person = request.signedIn?.person.id ?? ''
    const receipt = await database.actOften(request.actor, 'give the receipt of a day', (tx) =>
      receiptOf(tx, { phone: device, person, day: on }),
    )
    return answerPhone(request, reply, { day: on, ...receipt })
  },
})

import type { StationKey } from '@mettrace/protocol/copy/saved-copy'
import { stationKeyRequest } from '@mettrace/protocol/copy/saved-copy'
import type { Answers } from '../../../../foundation/room/room.ts'
import { answerPhone, readFrom, refusePhone } from '../../../../foundation/phones/answer-phone.ts'
import { meetPhone } from '../phones/phones.ts'
import { proofDigest, stationKeyOf } from './station-keys.ts'

/** Gives phones what a copy of their outbox is encrypted for, and what shows whose it is. */
export const answers: Answers = ({ database, clock }) => ({
  stationKey: async (request, reply) => {
    const asked = readFrom(stationKeyRequest, request.body)
    const { actor, signedIn } = request
    if (!signedIn?.role || asked.person !== signedIn.person.id) return refusePhone(reply, 'sign-in-needed')
    const { device: phone, person } = asked
    const { role } = signedIn
    const key: StationKey = stationKeyOf(database.secrets, { person, phone, role })
    const revoked = await database.actOften(actor, 'let a phone save copies', async (tx) => {
      const met = await meetPhone(tx, { ...asked, app: null }, clock())
      if (met.revoked) return true
      await tx.query(
        `insert into engagement.phone_proof (digest, phone, person, role, actor) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [proofDigest(key.proof), phone, person, role, actor.id],
      )
      return false
    })
    return revoked ? refusePhone(reply, 'revoked') : answerPhone(request, reply, key)
  },
})

import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../../foundation/page/sent-form.ts'
import { accountOfPerson } from '../../../../foundation/person-account.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { shutOutPhone } from '../../../../identity/lost-phones.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import { count } from '../../../../foundation/words/figures.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { phonesToRevoke, revokeLostPhone } from './lost-phones.ts'
import { nameOfPhone } from './phone-name.ts'

const view = 'rooms/deliver/sync/phones/lost-phones.njk'
const asked = z.object({ revoked: z.literal('yes').optional() }).catch({})

type Sent = { officer: string; reason?: string; at?: string | undefined }

/** A lost phone for whoever takes the call: found by the name of its officer, and revoked. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { officer, reason = '', at }: Sent,
    errors: ErrorAtField[],
  ): Promise<FastifyReply> => {
    const { found, nameOf } = await readPage(database, request, 'phones of an officer', async (tx) => {
      const list = officer === '' ? [] : await phonesToRevoke(tx, officer)
      return {
        found: list,
        nameOf: await actorNames(
          tx,
          list.map(({ person }) => accountOfPerson(person)),
        ),
      }
    })
    return sendPage(reply, errors.length > 0 ? 400 : 200, view, {
      room: 'Deliver',
      page: 'Lost phone',
      officer,
      isAsked: officer !== '',
      phones: found.map((each) => ({
        name: nameOfPhone(each),
        officer: nameOf(accountOfPerson(each.person)),
        lastAt: timeInWords(each.lastAt),
        unsent: count(each.unsent, 'record'),
        revokeHref: paths.revokeLostPhone({ id: each.id }),
        act: uuidv7(),
        reasonId: `reason-${each.id}`,
        reason: each.id === at ? reason : '',
      })),
      isRevoked: asked.parse(request.query).revoked === 'yes',
      errors,
    })
  }
  return {
    lostPhones: (request, reply) => show(request, reply, { officer: '' }, []),
    findLostPhones: (request, reply) => {
      const sent = sentForm(request.body)
      const { errors } = wordsOf(sent, 'officer', 'Enter the name of the officer')
      return show(request, reply, { officer: errors.length > 0 ? '' : textOf(sent, 'officer') }, errors)
    },
    revokeLostPhone: async (request, reply) => {
      const sent = sentForm(request.body)
      const phone = idIn(request)
      const { words: reason, errors } = wordsOf(
        sent,
        'reason',
        'Enter how the phone was lost, and who said so',
        `reason-${phone}`,
      )
      if (errors.length > 0)
        return show(
          request,
          reply,
          { officer: textOf(sent, 'officer'), reason: textOf(sent, 'reason'), at: phone },
          errors,
        )
      const { actor } = request
      const at = clock()
      const by = { by: actor.id, session: request.signedIn?.sessionId ?? '' }
      // First, so that no phone stands as revoked while somebody still reads on it.
      if (phone !== undefined) await shutOutPhone(database, phone, by, at)
      await database.withActor(actor, 'revoke a phone', (tx) =>
        revokeLostPhone(tx, actFrom(sent), { phone, reason, at }),
      )
      return reply.redirect(`${paths.lostPhones()}?revoked=yes`, 303)
    },
  }
}

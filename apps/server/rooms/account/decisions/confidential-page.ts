import type { FastifyReply, FastifyRequest } from 'fastify'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { hasSecret, openSecret, putSecret } from './confidential-part.ts'
import { linesOf } from './draft-form.ts'
import { decisionOf } from './register.ts'

/** The confidential part of a decision: opened by a deed that is written down, with why; in no list, export or public page. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { reason, errors, typed }: { reason: string | null; errors: ErrorAtField[]; typed?: string },
  ): Promise<FastifyReply> => {
    const { decision, words, isThere } = await readPage(
      database,
      request,
      'confidential part of a decision',
      async (tx) => {
        const one = await decisionOf(tx, idIn(request))
        return {
          decision: one,
          isThere: await hasSecret(tx, one.id),
          words: reason === null ? null : await openSecret(tx, one.id, reason),
        }
      },
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/decisions/confidential.njk', {
      room: 'Account',
      page: 'Decisions',
      href: paths.confidentialPart({ id: decision.id }),
      backHref: paths.decision({ id: decision.id }),
      reference: decision.reference,
      isOpen: reason !== null,
      isThere,
      mayChange: decision.state === 'draft' || decision.state === 'elsewhere',
      words: typed ?? words ?? '',
      errors,
    })
  }
  return {
    confidentialPart: async (request, reply) => {
      const sent = sentForm(request.body)
      const reason = textOf(sent, 'reason').slice(0, 500)
      const deed = textOf(sent, 'deed')
      if (deed === '') return show(request, reply, { reason: null, errors: [] })
      if (deed !== 'save') {
        if (reason !== '') return show(request, reply, { reason, errors: [] })
        const errors = [{ text: 'Enter why you open it', href: '#reason' }]
        return show(request, reply, { reason: null, errors })
      }
      const words = linesOf(sent, 'words')
      try {
        if (words === '' || words.length > 100_000)
          throw new MetTraceError('usage', 'Enter from 1 to 100,000 characters', { about: 'words' })
        await database.withActor(request.actor, 'confidential part of a decision', async (tx) => {
          const { id } = await decisionOf(tx, idIn(request))
          await putSecret(tx, request.actor.id, id, words)
        })
      } catch (error) {
        return show(request, reply, { reason: 'to write it', errors: errorsAtField(error), typed: words })
      }
      return reply.redirect(paths.decision({ id: idIn(request) ?? '' }), 303)
    },
  }
}

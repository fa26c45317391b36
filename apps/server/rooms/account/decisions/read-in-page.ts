import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { linesOf } from './draft-form.ts'
import { takeSource } from './register.ts'

const longestText = 500_000

/** A published decision, whose text is read into the sections of the register. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    await readPage(database, request, 'read in a decision: the form', () => Promise.resolve())
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/decisions/read-in.njk', {
      room: 'Account',
      page: 'Decisions',
      foundAt: textOf(sent, 'foundAt'),
      content: linesOf(sent, 'content'),
      errors,
    })
  }
  return {
    readDecisionForm: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    readDecision: async (request, reply) => {
      const sent = sentForm(request.body)
      const { words: foundAt, errors } = wordsOf(sent, 'foundAt', 'Enter where the text is from')
      const content = linesOf(sent, 'content')
      if (content === '') errors.push({ text: 'Enter the text of the decision', href: '#content' })
      if (content.length > longestText)
        errors.push({ text: 'Enter 500,000 characters or fewer', href: '#content' })
      if (errors.length > 0) return show(request, reply, { sent, errors })
      try {
        const id = await database.withActor(request.actor, 'read in a published decision', (tx) =>
          takeSource(tx, request.actor.id, { foundAt, content }),
        )
        return await reply.redirect(paths.decision({ id }), 303)
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}

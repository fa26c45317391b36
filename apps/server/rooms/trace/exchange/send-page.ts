import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { agreementsInForce } from '../../../agreements/agreements.ts'
import { exhibitsNamed } from '../exhibits/named-exhibits.ts'
import { tracePaths as paths } from '../paths.ts'
import { agreementChoices, agreementFrom } from './agreement-form.ts'
import { sendFile } from './exchange-files.ts'

/** A file for a laboratory or supplier: numbers of samples, and of suppliers the codes that were read. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const agreements = await readPage(database, request, 'send a file: the form', (tx) =>
      agreementsInForce(tx, londonDay(clock())),
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/exchange/send.njk', {
      room: 'Trace',
      page: 'Lab and supplier files',
      ...agreementChoices(sent, agreements),
      exhibits: textsOf(sent, 'exhibits')[0] ?? '',
      act: uuidv7(),
      errors,
    })
  }
  return {
    sendFileForm: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    sendFile: async (request, reply) => {
      const sent = sentForm(request.body)
      try {
        const errors = await database.withActor(
          request.actor,
          'send a file to a laboratory or supplier',
          async (tx) => {
            const { chosen, errors: faults } = agreementFrom(
              sent,
              await agreementsInForce(tx, londonDay(clock())),
            )
            const named = await exhibitsNamed(tx, textsOf(sent, 'exhibits')[0] ?? '', 'exhibits')
            const all = [...faults, ...named.errors]
            if (all.length > 0 || !chosen) return all
            const exhibits = [...new Map(named.exhibits.map((each) => [each.id, each])).values()]
            await sendFile(tx, request.actor.id, { id: actFrom(sent), ...chosen, exhibits })
            return []
          },
        )
        if (errors.length > 0) return await show(request, reply, { sent, errors })
        return await reply.redirect(paths.exchange(), 303)
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}

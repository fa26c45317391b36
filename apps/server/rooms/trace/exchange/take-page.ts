import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { agreementsInForce } from '../../../agreements/agreements.ts'
import { tracePaths as paths } from '../paths.ts'
import { agreementChoices, agreementFrom } from './agreement-form.ts'
import { takeFile } from './take-answers.ts'

/** What is wrong with a file, with its place. */
const faultOf = (error: unknown): ErrorAtField | undefined => {
  if (!(error instanceof MetTraceError)) return undefined
  const { about, file, line, column, found, expected } = error.where
  if (about !== undefined) return { text: error.message, href: `#${about}` }
  if (file === undefined) return undefined
  const place = [
    file,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [column]),
  ]
  const said = found === undefined ? '' : ` Found: ${found}. Expected: ${expected ?? 'something else'}.`
  return { text: `${place.join(', ')}: ${error.message}${said}`, href: '#file' }
}

/** A file of a laboratory or supplier that somebody takes in. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const agreements = await readPage(database, request, 'take in a file: the form', (tx) =>
      agreementsInForce(tx, londonDay(clock())),
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/exchange/take.njk', {
      room: 'Trace',
      page: 'Lab and supplier files',
      ...agreementChoices(sent, agreements),
      act: uuidv7(),
      errors,
    })
  }
  return {
    takeFileForm: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    takeFile: async (request, reply) => {
      const sent = sentForm(request.body)
      const content = textsOf(sent, 'file')[0] ?? ''
      const today = londonDay(clock())
      try {
        const errors = await database.withActor(
          request.actor,
          'take in a file of a laboratory or supplier',
          async (tx) => {
            const { chosen, errors: faults } = agreementFrom(sent, await agreementsInForce(tx, today))
            if (content.trim() === '') faults.push({ text: 'Choose the file', href: '#file' })
            if (faults.length > 0 || !chosen) return faults
            const name = `File of ${chosen.agreement.party}`
            const taken = await takeFile(
              tx,
              request.actor.id,
              { id: actFrom(sent), ...chosen, name, content },
              today,
            )
            return taken > 0
              ? []
              : [{ text: 'This file was taken in before. Nothing was changed.', href: '#file' }]
          },
        )
        if (errors.length > 0) return await show(request, reply, { sent, errors })
        return await reply.redirect(paths.exchange(), 303)
      } catch (error) {
        const fault = faultOf(error)
        if (!fault) throw error
        return show(request, reply, { sent, errors: [fault] })
      }
    },
  }
}

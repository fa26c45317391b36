import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsNamed } from '../exhibits/named-exhibits.ts'
import { exhibitsById } from '../exhibits/positions.ts'
import { tracePaths as paths } from '../paths.ts'
import { outcomes, recordResult, resultById } from './lab-results.ts'
import { kindChoices, outcomeInWords } from './reading-words.ts'
import { resultFormFields, resultFrom } from './result-form.ts'

const text = (value: string | number | null): string => (value === null ? '' : String(value))

/** A result as the form of its correction begins. */
const asSent = async (tx: Transaction, id: string): Promise<SentForm> => {
  const earlier = await resultById(tx, id)
  return {
    of: earlier.exhibit,
    laboratory: earlier.laboratory,
    sample: earlier.sample,
    report: text(earlier.report),
    reportedOn: earlier.reportedOn,
    method: earlier.method,
    methodVersion: text(earlier.methodVersion),
    accreditation: text(earlier.accreditation),
    scope: text(earlier.scope),
    analyst: text(earlier.analyst),
    run: text(earlier.run),
    outcome: earlier.outcome,
    kind: text(earlier.codeKind),
    code: earlier.found?.text ?? '',
    confidence: text(earlier.confidence === null ? null : Number((earlier.confidence * 100).toFixed(9))),
    wrong: text(earlier.wrong),
    trials: text(earlier.trials),
    nonConformance: text(earlier.nonConformance),
    corrects: id,
  }
}

/** A laboratory's result that somebody enters from its report. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const corrects = idFrom(textOf(sent, 'corrects'))
    const { given, exhibit } = await readPage(
      database,
      request,
      'record a laboratory result: the form',
      async (tx) => {
        const begun = corrects !== undefined && errors.length === 0 ? await asSent(tx, corrects) : sent
        const of = idFrom(textOf(begun, 'of'))
        const [one] = of === undefined ? [] : await exhibitsById(tx, [of])
        if (of !== undefined && !one) throw new MetTraceError('not_found', 'There is no such exhibit here.')
        return { given: begun, exhibit: one }
      },
    )
    const chosen = textOf(given, 'outcome')
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/readings/record-result.njk', {
      room: 'Trace',
      page: 'Lab results',
      exhibit: exhibit && `${exhibit.reference}, ${exhibit.description}`,
      of: textOf(given, 'of'),
      outcomes: outcomes.map((value) => ({
        value,
        text: outcomeInWords(value),
        checked: value === chosen,
      })),
      kinds: kindChoices(textOf(given, 'kind')),
      scope: textOf(given, 'scope'),
      values: Object.fromEntries(resultFormFields.map((field) => [field, textOf(given, field)])),
      corrects: corrects ?? '',
      act: uuidv7(),
      errors,
    })
  }
  return {
    recordResultForm: (request, reply) => show(request, reply, { sent: sentForm(request.query), errors: [] }),
    recordResult: async (request, reply) => {
      const sent = sentForm(request.body)
      const { result, errors: faults } = resultFrom(sent, londonDay(clock()))
      const id = actFrom(sent)
      try {
        const errors = await database.withActor(request.actor, 'record a laboratory result', async (tx) => {
          const of = idFrom(textOf(sent, 'of'))
          const named =
            of === undefined
              ? await exhibitsNamed(tx, textOf(sent, 'exhibit'), 'exhibit')
              : { exhibits: await exhibitsById(tx, [of]), errors: [] }
          const [exhibit, another] = named.exhibits
          const all = [...named.errors, ...faults]
          if (another) all.push({ text: 'Enter one exhibit or sample', href: '#exhibit' })
          if (of !== undefined && !exhibit)
            throw new MetTraceError('not_found', 'There is no such exhibit here.')
          if (all.length > 0 || !exhibit || !result) return all
          await recordResult(tx, request.actor.id, {
            ...result,
            id,
            exhibit: exhibit.id,
            source: 'by hand',
            corrects: idFrom(textOf(sent, 'corrects')) ?? null,
          })
          return []
        })
        if (errors.length > 0) return await show(request, reply, { sent, errors })
        return await reply.redirect(paths.labResult({ id }), 303)
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { numberOf, sectionKeys, sectionTitles } from '@mettrace/procurement/decision/form'
import { promised } from '@mettrace/procurement/decision/promises'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { accountPaths as paths } from '../paths.ts'
import { asSent, draftFrom, fieldOf, linesOf } from './draft-form.ts'
import { beginDraft, decisionOf, saveVersion } from './register.ts'
import { requestKinds, requestWords } from './shape.ts'

const promiseLabels = {
  kits: 'Kits',
  burglaries: 'Residential burglaries fewer',
  hours: 'Police hours saved, gross',
  money: 'Money in pounds, without VAT',
} as const

/** A new draft, or a further version of one. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent?: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const id = idIn(request)
    const decision = await readPage(database, request, 'a draft of a decision', (tx) =>
      id === undefined ? Promise.resolve(undefined) : decisionOf(tx, id),
    )
    const latest = decision?.versions[0]
    if (decision && (!latest || decision.state !== 'draft'))
      throw new MetTraceError('not_found', 'There is no draft here that can be changed.')
    const given = sent ?? (latest ? asSent(latest) : {})
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/decisions/draft.njk', {
      room: 'Account',
      page: 'Decisions',
      heading: decision ? `Change ${decision.reference}` : 'New decision',
      backHref: decision ? paths.decision({ id: decision.id }) : paths.decisions(),
      action: decision ? paths.changeDecision({ id: decision.id }) : paths.newDecision(),
      after: sent ? textOf(sent, 'after') : String(latest?.number ?? ''),
      act: uuidv7(),
      values: Object.fromEntries(
        ['title', 'net', 'gross', 'beginsOn', ...promised, ...promised.map((what) => `${what}Years`)].map(
          (field) => [field, textOf(given, field)],
        ),
      ),
      requests: requestKinds.map((value) => ({
        value,
        text: requestWords[value],
        checked: textOf(given, 'request') === value,
      })),
      sections: sectionKeys.map((key) => ({
        field: fieldOf(key),
        label: `${numberOf(key) === null ? '' : `${numberOf(key)}. `}${sectionTitles[key]}`,
        value: linesOf(given, fieldOf(key)),
      })),
      promises: promised.map((what) => ({ field: what, label: promiseLabels[what] })),
      errors,
    })
  }
  return {
    newDecisionForm: (request, reply) => show(request, reply, { errors: [] }),
    changeDecisionForm: (request, reply) => show(request, reply, { errors: [] }),
    newDecision: async (request, reply) => {
      const sent = sentForm(request.body)
      const { draft, errors } = draftFrom(sent)
      if (errors.length > 0) return show(request, reply, { sent, errors })
      const id = actFrom(sent)
      try {
        await database.withActor(request.actor, 'a new draft of a decision', (tx) =>
          beginDraft(tx, request.actor.id, { id, year: Number(londonDay(clock()).slice(0, 4)), draft }),
        )
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.decision({ id }), 303)
    },
    changeDecision: async (request, reply) => {
      const sent = sentForm(request.body)
      const { draft, errors } = draftFrom(sent)
      if (errors.length > 0) return show(request, reply, { sent, errors })
      const after = Number(textOf(sent, 'after'))
      try {
        await database.withActor(request.actor, 'a version of a decision', async (tx) => {
          const { id } = await decisionOf(tx, idIn(request))
          await saveVersion(tx, request.actor.id, {
            decision: id,
            after: Number.isSafeInteger(after) && after > 0 && after < 1e6 ? after : 0,
            draft,
          })
        })
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.decision({ id: idIn(request) ?? '' }), 303)
    },
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
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
import { linesOf } from '../decisions/draft-form.ts'
import { accountPaths as paths } from '../paths.ts'
import { beginTender, saveTenderVersion, tenderOf } from './register.ts'
import { sectionKeys, sectionTitles } from './shape.ts'
import { asSentTender, criterionRows, fieldOf, indicatorRows, lotRows, tenderFrom } from './tender-form.ts'

const fields = [
  'title',
  'net',
  'gross',
  'beginsOn',
  'closesOn',
  'closesAt',
  'startsOn',
  'years',
  'weightPrice',
  ...lotRows.flatMap((row) => [`lot${row}`, `kits${row}`]),
  ...criterionRows.flatMap((row) => [`criterion${row}`, `weight${row}`]),
  ...indicatorRows.flatMap((row) => [`indicator${row}`, `target${row}`, `credit${row}`]),
]

/** A new tender, or a further version of one that is not issued. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent?: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const id = idIn(request)
    const tender = await readPage(database, request, 'a draft of a tender', (tx) =>
      id === undefined ? Promise.resolve(undefined) : tenderOf(tx, id),
    )
    if (tender && tender.state !== 'draft')
      throw new MetTraceError('not_found', 'There is no tender here that can be changed.')
    const given = sent ?? (tender ? asSentTender(tender.current) : { closesAt: '12:00' })
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/tenders/draft.njk', {
      room: 'Account',
      page: 'Tenders',
      heading: tender ? `Change ${tender.reference}` : 'New tender',
      backHref: tender ? paths.tender({ id: tender.id }) : paths.tenders(),
      action: tender ? paths.changeTender({ id: tender.id }) : paths.newTender(),
      after: sent ? textOf(sent, 'after') : String(tender?.current.number ?? ''),
      act: uuidv7(),
      values: Object.fromEntries(fields.map((field) => [field, textOf(given, field)])),
      sections: sectionKeys.map((key) => ({
        field: fieldOf(key),
        label: sectionTitles[key],
        value: linesOf(given, fieldOf(key)),
      })),
      lotRows,
      criterionRows,
      indicatorRows,
      errors,
    })
  }
  return {
    newTenderForm: (request, reply) => show(request, reply, { errors: [] }),
    changeTenderForm: (request, reply) => show(request, reply, { errors: [] }),
    newTender: async (request, reply) => {
      const sent = sentForm(request.body)
      const { draft, errors } = tenderFrom(sent)
      if (errors.length > 0) return show(request, reply, { sent, errors })
      const id = actFrom(sent)
      try {
        await database.withActor(request.actor, 'a new tender', (tx) =>
          beginTender(tx, request.actor.id, { id, year: Number(londonDay(clock()).slice(0, 4)), draft }),
        )
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.tender({ id }), 303)
    },
    changeTender: async (request, reply) => {
      const sent = sentForm(request.body)
      const { draft, errors } = tenderFrom(sent)
      if (errors.length > 0) return show(request, reply, { sent, errors })
      const after = Number(textOf(sent, 'after'))
      try {
        await database.withActor(request.actor, 'a version of a tender', async (tx) => {
          const { id } = await tenderOf(tx, idIn(request))
          await saveTenderVersion(tx, request.actor.id, {
            tender: id,
            after: Number.isSafeInteger(after) && after > 0 && after < 1e6 ? after : 0,
            draft,
          })
        })
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.tender({ id: idIn(request) ?? '' }), 303)
    },
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, isDay, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import {
  actFrom,
  sentForm,
  textOf,
  tickedOf,
  wordsOf,
  type SentForm,
} from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { accountPaths as paths } from '../paths.ts'
import { addAgreement, endAgreement, listAgreements, type Agreement } from '../../../agreements/agreements.ts'
import { isSharedColumn, sharedColumns, type SharedColumn } from '../../../agreements/shared-columns.ts'

const fields = ['party', 'reference', 'purposes', 'fromDay', 'toDay'] as const

const stateOf = ({ fromDay, toDay, ended }: Agreement, today: string): string => {
  if (ended !== null) return `Ended: ${ended}`
  if (today < fromDay) return 'Not yet in force'
  return today > toDay ? 'Expired' : 'In force'
}

/** Sharing agreements: those in force, those that ended, and a form for another. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const today = londonDay(clock())
    const agreements = await readPage(database, request, 'sharing agreements', (tx) =>
      listAgreements(tx, page),
    )
    const ticked = tickedOf(sent, 'fields')
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/agreements/agreements.njk', {
      room: 'Account',
      page: 'Agreements',
      agreements: agreements.map((each) => ({
        reference: each.reference,
        party: each.party,
        partyKind: each.partyKind,
        purposes: each.purposes,
        columns: each.fields.map((name) => sharedColumns[name]).join(', '),
        from: dayInWords(each.fromDay),
        to: dayInWords(each.toDay),
        state: stateOf(each, today),
        endHref: each.ended === null && today <= each.toDay ? paths.endAgreement({ id: each.id }) : undefined,
      })),
      pages: pagesOf(
        { page, rows: agreements.length, total: agreements[0]?.total ?? 0 },
        'Pages of agreements',
        (to) => paths.agreements({ page: String(to) }),
      ),
      partyKind: textOf(sent, 'partyKind'),
      choices: Object.entries(sharedColumns).map(([value, text]) => ({
        value,
        text,
        checked: ticked.includes(value),
      })),
      values: Object.fromEntries(fields.map((field) => [field, textOf(sent, field)])),
      act: uuidv7(),
      errors,
    })
  }
  return {
    agreements: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    addAgreement: async (request, reply) => {
      const sent = sentForm(request.body)
      const party = wordsOf(sent, 'party', 'Enter with whom data are shared')
      const reference = wordsOf(sent, 'reference', 'Enter the reference of the agreement')
      const purposes = wordsOf(sent, 'purposes', 'Enter what the data are shared for')
      const errors = [...party.errors, ...reference.errors, ...purposes.errors]
      const kind = textOf(sent, 'partyKind')
      const [fromDay, toDay] = [textOf(sent, 'fromDay'), textOf(sent, 'toDay')]
      const columns = tickedOf(sent, 'fields').filter((name): name is SharedColumn => isSharedColumn(name))
      if (kind !== 'laboratory' && kind !== 'supplier')
        errors.push({ text: 'Choose laboratory or supplier', href: '#partyKind' })
      if (columns.length === 0) errors.push({ text: 'Choose at least one column', href: '#fields' })
      if (!isDay(fromDay)) errors.push({ text: 'Enter the first day in force', href: '#fromDay' })
      if (!isDay(toDay)) errors.push({ text: 'Enter the last day in force', href: '#toDay' })
      else if (isDay(fromDay) && toDay < fromDay)
        errors.push({ text: 'The last day must not be before the first', href: '#toDay' })
      if (errors.length > 0 || (kind !== 'laboratory' && kind !== 'supplier'))
        return show(request, reply, { sent, errors })
      try {
        await database.withActor(request.actor, 'register a sharing agreement', (tx) =>
          addAgreement(tx, request.actor.id, {
            id: actFrom(sent),
            party: party.words,
            partyKind: kind,
            reference: reference.words,
            purposes: purposes.words,
            fields: columns,
            fromDay,
            toDay,
          }),
        )
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.agreements(), 303)
    },
    endAgreement: async (request, reply) => {
      const id = idIn(request)
      const reason = wordsOf(sentForm(request.body), 'reason', 'Enter why the agreement ends')
      if (reason.errors.length > 0) return show(request, reply, { sent: {}, errors: reason.errors })
      if (id === undefined) throw new MetTraceError('not_found', 'There is no such agreement.')
      await database.withActor(request.actor, 'end a sharing agreement', (tx) =>
        endAgreement(tx, request.actor.id, id, reason.words),
      )
      return reply.redirect(paths.agreements(), 303)
    },
  }
}

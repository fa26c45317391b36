import type { FastifyReply, FastifyRequest } from 'fastify'
import { schemeRules } from '@mettrace/procurement/delegation/delegation'
import { duties } from '@mettrace/procurement/duties/duties'
import { periods, regimes } from '@mettrace/procurement/thresholds/periods'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { dayInWords, isDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { addAuthorityType, authorityTypes } from './authority-types.ts'

const types = ['sub-central', 'central'] as const

/** Every rule that rulings are made by, with its days and source; and of which type the authority is. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const entries = await readPage(database, request, 'rules of procurement', authorityTypes)
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/decisions/rules.njk', {
      room: 'Account',
      page: 'Decisions',
      periods: periods.map(({ regime, from, to, pence, basis, source, verified }) => ({
        from: dayInWords(from),
        to: to === null ? 'no end known' : dayInWords(to),
        regime: regimes[regime],
        subCentral: poundsOf(pence['sub-central']),
        central: poundsOf(pence.central),
        basis: basis === 'net' ? 'without VAT' : 'with VAT',
        source: `${source}${verified ? '' : ' (not verified)'}`,
      })),
      schemes: schemeRules.map((rule) => ({
        paragraph: rule.paragraph ?? 'not named',
        what: `${rule.request === 'tender' ? 'Going to tender' : 'Single tender'}, ${rule.fromTheSumOn ? `${poundsOf(rule.pence)} or more` : `above ${poundsOf(rule.pence)}`}`,
        from: `${dayInWords(rule.from)}${rule.fromIsExact ? '' : ' at the latest'}`,
        to: dayInWords(rule.to),
        source: rule.source,
      })),
      duties: duties.map((duty) => ({
        section: duty.section,
        what: duty.what,
        from: dayInWords(duty.from),
        source: `${duty.source}${duty.verified ? '' : ' (not verified)'}${duty.note === null ? '' : `. ${duty.note}`}`,
      })),
      entries: entries.map(({ from, type, source }) => ({ from: dayInWords(from), type, source })),
      types: types.map((value) => ({
        value,
        text: value === 'central' ? 'Central' : 'Sub-central',
        checked: textOf(sent, 'type') === value,
      })),
      values: { from: textOf(sent, 'from'), source: textOf(sent, 'source') },
      errors,
    })
  }
  return {
    decisionRules: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    addAuthorityType: async (request, reply) => {
      const sent = sentForm(request.body)
      const { words: source, errors } = wordsOf(sent, 'source', 'Enter who says so')
      const type = types.find((each) => each === textOf(sent, 'type'))
      const from = textOf(sent, 'from')
      if (!type) errors.push({ text: 'Choose a type', href: '#type' })
      if (!isDay(from)) errors.push({ text: 'Enter the first day', href: '#from' })
      if (!type || errors.length > 0) return show(request, reply, { sent, errors })
      await database.withActor(request.actor, 'type of the contracting authority', (tx) =>
        addAuthorityType(tx, request.actor.id, { from, type, source }),
      )
      return reply.redirect(paths.decisionRules(), 303)
    },
  }
}

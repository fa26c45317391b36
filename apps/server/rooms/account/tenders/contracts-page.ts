import type { FastifyReply, FastifyRequest } from 'fastify'
import { countedAssessments, creditsDue, nextAssessmentBy } from '@mettrace/procurement/tender/assessments'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, isDay, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { assess, assessmentsOf, contractOf, contractsListed, type AwardedContract } from './contracts.ts'
import { neededWords } from './tender-form.ts'

const termOf = ({ startsOn, endsOn }: AwardedContract): string =>
  `${dayInWords(startsOn)} to ${dayInWords(endsOn)}`

/** Contracts that rest on awards, and how their suppliers do. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, sent = {} }: { errors: ErrorAtField[]; sent?: SentForm },
  ): Promise<FastifyReply> => {
    const today = londonDay(clock())
    const { contract, assessments, nameOf } = await readPage(database, request, 'a contract', async (tx) => {
      const one = await contractOf(tx, idIn(request))
      const all = await assessmentsOf(tx, one.id)
      return {
        contract: one,
        assessments: all,
        nameOf: await actorNames(
          tx,
          all.map(({ actor }) => actor),
        ),
      }
    })
    const owed = contract.indicators.flatMap(({ key }) => {
      const by = nextAssessmentBy(
        contract,
        assessments.filter(({ indicator }) => indicator === key),
      )
      return by === null ? [] : [by]
    })
    const due = owed.toSorted()[0] ?? null
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/tenders/contract.njk', {
      room: 'Account',
      page: 'Contracts',
      action: paths.assessContract({ id: contract.id }),
      title: contract.title,
      caption: `Contract from tender ${contract.reference} · lot ${contract.lot} · ${contract.supplier}`,
      tenderHref: paths.tender({ id: contract.tender }),
      facts: [
        { key: 'Supplier', value: contract.supplier },
        {
          key: 'Value over the term',
          value: `${poundsOf(contract.net)} without VAT, ${poundsOf(contract.gross)} with VAT`,
        },
        { key: 'Term', value: termOf(contract) },
        {
          key: 'Next assessment',
          value:
            due === null
              ? contract.indicators.length === 0
                ? 'none: it has no indicators'
                : 'assessed to the end'
              : `by ${dayInWords(due)}${due < today ? ', which is overdue' : ''}`,
        },
      ],
      isOwed: contract.gross > 500_000_000,
      exit: (contract.sections.exit ?? '').split('\n'),
      endsOn: dayInWords(contract.endsOn),
      indicators: contract.indicators.map(({ key, title, target, credit }) => {
        const all = countedAssessments(assessments.filter(({ indicator }) => indicator === key))
        const last = all.at(-1)
        const credits = creditsDue(credit, all)
        return {
          title,
          target,
          last: last
            ? `${last.figure}, ${dayInWords(last.from)} to ${dayInWords(last.to)}`
            : 'not assessed yet',
          met: last ? (last.met ? 'met' : 'missed') : '',
          source: last ? `${last.source}; ${nameOf(last.actor)}` : '',
          credits: credit === null ? 'none agreed' : poundsOf(credits ?? 0),
        }
      }),
      choices: contract.indicators.map(({ key, title }) => ({
        value: key,
        text: title,
        selected: textOf(sent, 'indicator') === key,
      })),
      values: Object.fromEntries(
        ['from', 'to', 'figure', 'source'].map((field) => [field, textOf(sent, field)]),
      ),
      met: textOf(sent, 'met'),
      errors,
    })
  }
  return {
    contracts: async (request, reply) => {
      const page = pageIn(request)
      const { contracts, total } = await readPage(database, request, 'contracts', (tx) =>
        contractsListed(tx, page),
      )
      return sendPage(reply, 200, 'rooms/account/tenders/contracts.njk', {
        room: 'Account',
        page: 'Contracts',
        contracts: contracts.map((contract) => ({
          href: paths.contract({ id: contract.id }),
          title: contract.title,
          lot: contract.lot,
          supplier: contract.supplier,
          net: poundsOf(contract.net),
          gross: poundsOf(contract.gross),
          term: termOf(contract),
        })),
        pages: pagesOf({ page, rows: contracts.length, total }, 'Pages of contracts', (to) =>
          paths.contracts({ page: String(to) }),
        ),
      })
    },
    contract: (request, reply) => show(request, reply, { errors: [] }),
    assessContract: async (request, reply) => {
      const sent = sentForm(request.body)
      const day = (field: string): string => {
        const typed = textOf(sent, field)
        if (!isDay(typed)) throw new MetTraceError('usage', 'Enter a day', { about: field })
        return typed
      }
      try {
        await database.withActor(request.actor, 'assess a contract', async (tx) => {
          const contract = await contractOf(tx, idIn(request))
          const indicator = contract.indicators.find(({ key }) => key === textOf(sent, 'indicator'))
          if (!indicator) throw new MetTraceError('usage', 'Choose an indicator', { about: 'indicator' })
          const [from, to] = [day('from'), day('to')]
          if (to < from || to > londonDay(clock()))
            throw new MetTraceError('usage', 'Enter a last day from the first to today', { about: 'to' })
          const figure = neededWords(sent, 'figure', 'Enter what was reached')
          const met = textOf(sent, 'met')
          if (met !== 'yes' && met !== 'no')
            throw new MetTraceError('usage', 'Choose whether the target was met', { about: 'met' })
          const source = neededWords(sent, 'source', 'Enter where the figure is from')
          await assess(tx, request.actor.id, {
            contract: contract.id,
            indicator: indicator.key,
            from,
            to,
            figure,
            met: met === 'yes',
            source,
          })
        })
      } catch (error) {
        return show(request, reply, { errors: errorsAtField(error), sent })
      }
      return reply.redirect(paths.contract({ id: idIn(request) ?? '' }), 303)
    },
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import {
  sentForm,
  textOf,
  textsOf,
  tickedOf,
  wordsOf,
  type SentForm,
} from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { namesOfHands } from '../exhibits/exhibit-words.ts'
import { linesOf, mostExhibits } from '../exhibits/named-exhibits.ts'
import { storeSecretsIn } from '../exhibits/no-store-secrets.ts'
import { faultsOfAct } from '../exhibits/or-refused.ts'
import { tracePaths as paths } from '../paths.ts'
import { addCounted, countedLast, countedSoFar, readCounted, type Read } from './counted.ts'
import { answerDifferences, differencesOf, type Difference, type Ruling } from './differences.ts'
import { endStocktake } from './end-stocktake.ts'
import { isOpen, outcomesOf, outcomeWords } from './outcomes.ts'
import { lastSeenInWords } from './stocktake-words.ts'
import { stocktakeOf } from './stocktakes.ts'

const kindWords: Readonly<Record<Difference['kind'], string>> = {
  missing: 'Missing',
  'not expected': 'Found, not expected here',
  'not known': 'Found, not known here',
}

const faultWords = (read: Read): string =>
  'said' in read
    ? `We do not know ${read.line} here. Check it, or tick that the label says so`
    : 'fault' in read && read.fault === 'several'
      ? `${read.line} does not say which one: scan its label or seal, or add a comma and the crime reference`
      : `${read.line} is no reference, seal or label`

type Shown = { sent: SentForm; errors: readonly ErrorAtField[]; status: number }
const asIs: Shown = { sent: {}, errors: [], status: 200 }

/** One stocktake: what is counted while it goes on, without any list; then what differs, and what became of it. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors, status }: Shown,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const found = await readPage(database, request, 'a stocktake', async (tx) => {
      const one = await stocktakeOf(tx, idIn(request))
      const goesOn = one.how === null
      const differences = goesOn ? [] : await differencesOf(tx, one.id, page)
      return {
        one,
        differences,
        counted: await countedSoFar(tx, one.id, request.actor.id),
        last: goesOn ? await countedLast(tx, one.id, request.actor.id) : [],
        names: await namesOfHands(tx, [
          one.actor,
          one.endedBy,
          ...differences.flatMap(({ holder, seenBy, answeredBy }) => [holder, seenBy, answeredBy]),
        ]),
      }
    })
    const { one, differences, counted, names } = found
    const to = { id: one.id }
    const expected = one.expected ?? 0
    return sendPage(reply, status, 'rooms/trace/stocktakes/stocktake.njk', {
      room: 'Trace',
      page: 'Stocktakes',
      bcu: one.bcu,
      begun: `${timeInWords(one.begunAt)} by ${names.actor(one.actor)}`,
      how: one.how,
      ended: one.endedAt && `${timeInWords(one.endedAt)} by ${names.actor(one.endedBy ?? '')}`,
      reason: one.reason,
      href: paths.stocktake(to),
      endHref: paths.endStocktake(to),
      answerHref: paths.answerStocktake(to),
      csvHref: paths.stocktakeCsv(to),
      counted: `${count(counted.all, 'item')} so far, ${wholeNumber(counted.own)} of them by you`,
      last: found.last.map(({ reference, description, said }) =>
        reference === null ? `${said}: not known here` : `${reference}, ${description}`,
      ),
      exhibits: textsOf(sent, 'exhibits')[0] ?? '',
      isAsked: errors.some(({ href }) => href === '#known'),
      figures: [
        { label: 'On record', value: wholeNumber(expected), note: 'in this store when it ended' },
        {
          label: 'Found',
          value: wholeNumber(one.found ?? 0),
          note: expected === 0 ? '' : `${percent((one.found ?? 0) / expected)} of them`,
        },
        { label: 'Missing', value: wholeNumber(one.missing), note: '' },
        {
          label: 'Not expected',
          value: wholeNumber(one.others),
          note: 'found here, on record elsewhere or not at all',
        },
      ],
      differences: differences.map((each) => {
        const items = Object.entries(outcomesOf[each.kind]).map(([value, text]) => ({
          value,
          text,
          selected: value === textOf(sent, `ruling_${each.id}`),
        }))
        return {
          id: each.id,
          href: each.exhibit && paths.exhibit({ id: each.exhibit }),
          name: each.reference ?? each.said,
          description: each.description ?? '',
          kind: kindWords[each.kind],
          record: each.holder ? names.hand(each.holder) : 'not known here',
          seen: each.seenAt && each.seenBy ? lastSeenInWords(each.seenAt, names.actor(each.seenBy)) : '',
          isOpen: isOpen(each.outcome),
          outcome:
            each.outcome === null
              ? 'Not answered'
              : `${outcomeWords(each.kind, each.outcome)}: ${each.reason} (${names.actor(each.answeredBy ?? '')}, ${dayInWords(londonDay(each.answeredAt!))})`,
          choices: [{ value: '', text: 'No answer now' }, ...items],
        }
      }),
      isCounter: counted.own > 0,
      answer: textOf(sent, 'reason'),
      pages: pagesOf(
        { page, rows: differences.length, total: differences[0]?.total ?? 0 },
        'Pages of differences',
        (number) => paths.stocktake(to, { page: String(number) }),
      ),
      errors,
    })
  }
  return {
    stocktake: (request, reply) => show(request, reply, asIs),
    countExhibits: async (request, reply) => {
      const sent = sentForm(request.body)
      const lines = linesOf(textsOf(sent, 'exhibits')[0] ?? '')
      const keepsUnknown = tickedOf(sent, 'known').includes('yes')
      if (lines.length === 0 || lines.length > mostExhibits)
        return show(request, reply, {
          sent,
          errors: [
            {
              text:
                lines.length === 0
                  ? 'Scan or enter at least one item'
                  : `Send ${mostExhibits} items or fewer at once`,
              href: '#exhibits',
            },
          ],
          status: 400,
        })
      let left: Read[] = []
      const done = await faultsOfAct('#exhibits', () =>
        database.withActor(request.actor, 'count exhibits of a store', async (tx) => {
          const one = await stocktakeOf(tx, idIn(request))
          const read = await readCounted(tx, lines)
          const counted = read.flatMap((each) =>
            'exhibit' in each || ('said' in each && keepsUnknown) ? [each] : [],
          )
          left = read.filter((each) => 'fault' in each || ('said' in each && !keepsUnknown))
          if (counted.length > 0) await addCounted(tx, request.actor.id, one, counted)
        }),
      )
      if (done.errors.length > 0) return show(request, reply, { sent, ...done })
      if (left.length > 0)
        return show(request, reply, {
          // What was understood is counted; only the rest is asked again.
          sent: { ...sent, exhibits: left.map(({ line }) => line).join('\n') },
          errors: left.map((each) => ({
            text: faultWords(each),
            href: 'said' in each ? '#known' : '#exhibits',
          })),
          status: 400,
        })
      return reply.redirect(paths.stocktake({ id: idIn(request) ?? '' }), 303)
    },
    endStocktake: async (request, reply) => {
      const sent = sentForm(request.body)
      const isStop = textOf(sent, 'how') === 'stop'
      const { words, errors } = isStop
        ? wordsOf(sent, 'why', 'Enter why the stocktake is stopped')
        : { words: '', errors: [] }
      errors.push(...storeSecretsIn(sent))
      if (errors.length > 0) return show(request, reply, { sent, errors, status: 400 })
      await database.withActor(request.actor, 'end a stocktake', (tx) =>
        endStocktake(tx, request.actor.id, idIn(request), isStop ? { reason: words } : { finish: true }),
      )
      return reply.redirect(paths.stocktake({ id: idIn(request) ?? '' }), 303)
    },
    answerStocktake: async (request, reply) => {
      const sent = sentForm(request.body)
      const asked = Object.keys(sent).flatMap((field) => {
        const outcome = textOf(sent, field)
        return field.startsWith('ruling_') && outcome !== ''
          ? [{ difference: field.slice('ruling_'.length), outcome }]
          : []
      })
      const { words: reason, errors } = wordsOf(sent, 'reason', 'Enter how you know')
      if (asked.length === 0)
        errors.unshift({ text: 'Answer at least one question', href: '#differences-caption' })
      errors.push(...storeSecretsIn(sent))
      if (errors.length > 0) return show(request, reply, { sent, errors, status: 400 })
      const done = await faultsOfAct('#differences-caption', () =>
        database.withActor(request.actor, 'what became of differences of a stocktake', async (tx) => {
          const { id } = await stocktakeOf(tx, idIn(request))
          const kinds = new Map((await differencesOf(tx, id)).map((each) => [each.id, each.kind]))
          const rulings = asked.map(({ difference, outcome }): Ruling => {
            const kind = kinds.get(difference)
            if (kind === undefined || !(outcome in outcomesOf[kind]))
              throw new MetTraceError('not_found', 'There is no such difference in this stocktake.')
            return { difference, kind, outcome }
          })
          await answerDifferences(tx, request.actor.id, { stocktake: id, rulings, reason })
        }),
      )
      if (done.errors.length > 0) return show(request, reply, { sent, ...done })
      return reply.redirect(paths.stocktake({ id: idIn(request) ?? '' }), 303)
    },
    stocktakeCsv: async (request, reply) => {
      const { list, names } = await readPage(database, request, 'differences of a stocktake', async (tx) => {
        const all = await differencesOf(tx, (await stocktakeOf(tx, idIn(request))).id)
        return {
          list: all,
          names: await namesOfHands(
            tx,
            all.flatMap(({ holder, seenBy, answeredBy }) => [holder, seenBy, answeredBy]),
          ),
        }
      })
      return sendCsv(reply, 'stocktake', [
        [
          'reference',
          'description',
          'difference',
          'on_record_with',
          'last_seen',
          'seen_by',
          'outcome',
          'reason',
          'answered_by',
          'answered_at',
        ],
        ...list.map((each) => [
          each.reference ?? each.said,
          each.description,
          each.kind,
          each.holder && names.hand(each.holder),
          each.seenAt?.toISOString() ?? null,
          each.seenBy && names.actor(each.seenBy),
          each.outcome,
          each.reason,
          each.answeredBy && names.actor(each.answeredBy),
          each.answeredAt?.toISOString() ?? null,
        ]),
      ])
    },
  }
}

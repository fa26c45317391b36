import type { FastifyRequest } from 'fastify'
import { isDayUntil, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { formatMonth } from '../../../foundation/month.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { monthInWords, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { scanPlaces } from '../scans/scan-places.ts'
import { rangeInWords, shareInWords } from '../scans/rate-words.ts'
import { caseCounts, outcomesOf, shareOf, type CaseCounts, type Outcome } from './outcomes.ts'

const steps = [
  { words: 'Scans that glowed', part: 'glows', whole: 'scans' },
  { words: 'Glows whose exhibit was traced', part: 'traced', whole: 'glows' },
  { words: 'Traces that found a kit of ours', part: 'found', whole: 'traced' },
  { words: 'Traces of partial readings that settled nothing yet', part: 'unsettled', whole: 'traced' },
  { words: 'Found kits whose owner was told', part: 'told', whole: 'found' },
  { words: 'Told owners whose item was returned', part: 'returned', whole: 'told' },
] as const

const days = [
  { words: 'Glow to trace', value: 'daysToTrace' },
  { words: 'Kit found to owner told', value: 'daysToTell' },
  { words: 'Owner told to item returned', value: 'daysToReturn' },
] as const

const daysInWords = (value: number | null): string =>
  value === null ? 'not known' : oneDecimal(Math.max(0, value))

const nothing: Outcome = {
  place: null,
  month: null,
  scans: 0,
  glows: 0,
  traced: 0,
  found: 0,
  unsettled: 0,
  told: 0,
  returned: 0,
  daysToTrace: null,
  daysToTell: null,
  daysToReturn: null,
}

const ends = (counts: CaseCounts): { title: string; rows: [string, number][] }[] => [
  {
    title: 'What became of cases with a trace',
    rows: [
      ['Charged', counts.charged],
      ['Out of court', counts.outOfCourt],
      ['Convicted', counts.convicted],
      ['Acquitted', counts.acquitted],
      ['No further action', counts.noFurtherAction],
      ['Not known yet', counts.open],
    ],
  },
  {
    title: 'Why cases fell',
    rows: [
      ['Evidence lost', counts.lost],
      ['Evidence damaged', counts.damaged],
      ['Evidence contaminated', counts.contaminated],
      ['Evidence not gathered', counts.notGathered],
      ['Statement missing', counts.statementMissing],
      ['Something else', counts.somethingElse],
    ],
  },
  {
    title: 'What the liquid did',
    rows: [
      ['Found the owner', counts.foundOwner],
      ['Named a suspect', counts.namedSuspect],
      ['Supported the charge', counts.supported],
      ['Spoke against it', counts.against],
      ['Made no difference', counts.noDifference],
      ['Not known', counts.liquidNotKnown],
    ],
  },
  {
    title: 'Why items were not returned',
    rows: [
      ['Needed as evidence', counts.needed],
      ['Owner does not want it', counts.notWanted],
      ['Owner does not answer', counts.noAnswer],
      ['Not theirs', counts.notTheirs],
      ['Lost or damaged', counts.lostItems],
      ['Disposed of', counts.disposed],
    ],
  },
]

/** From scans to returned items: what nobody could say of the real programme, each with its denominator and interval. */
export const answers: Answers = ({ database, clock }) => {
  const ask = async (request: FastifyRequest) => {
    const today = londonDay(clock())
    const query = sentForm(request.query)
    const to = isDayUntil(textOf(query, 'to'), today) ? textOf(query, 'to') : today
    const from = isDayUntil(textOf(query, 'from'), to) ? textOf(query, 'from') : `${to.slice(0, 4)}-01-01`
    const by = textOf(query, 'by') === 'place' ? 'place' : 'month'
    return readPage(database, request, 'what became of scans', async (tx) => {
      const places = await scanPlaces(tx)
      const rows = await outcomesOf(
        tx,
        places.map(({ id }) => id),
        from,
        to,
      )
      return {
        asked: { from, to, by },
        total: rows.find(({ place, month }) => place === null && month === null) ?? nothing,
        rows: rows
          .filter(({ place, month }) => (by === 'place' ? place !== null : month !== null))
          .map((each) =>
            Object.assign({}, each, {
              name:
                each.place === null
                  ? monthInWords(formatMonth(each.month ?? 0))
                  : `${places[each.place - 1]!.name}, ${places[each.place - 1]!.bcu}`,
            }),
          ),
        cases: await caseCounts(tx, from, to),
      }
    })
  }
  return {
    outcomes: async (request, reply) => {
      const { asked, total, rows, cases } = await ask(request)
      return sendPage(reply, 200, 'rooms/trace/traces/outcomes.njk', {
        room: 'Trace',
        page: 'What became of scans',
        asked,
        items: [
          { value: 'month', text: 'By month', selected: asked.by === 'month' },
          { value: 'place', text: 'By place', selected: asked.by === 'place' },
        ],
        rowName: asked.by === 'place' ? 'Place' : 'Month',
        steps: steps.map(({ words, part, whole }) => {
          const share = shareOf(total[part], total[whole])
          return {
            words,
            part: wholeNumber(total[part]),
            whole: wholeNumber(total[whole]),
            share: share ? shareInWords(share.share) : 'not known',
            range: share ? rangeInWords(share) : '–',
          }
        }),
        days: days.map(({ words, value }) => ({ words, value: daysInWords(total[value]) })),
        rows: rows.map((each) => ({
          name: each.name,
          values: [
            each.scans,
            each.glows,
            each.traced,
            each.found,
            each.unsettled,
            each.told,
            each.returned,
          ].map(wholeNumber),
          days: days.map(({ value }) => daysInWords(each[value])),
        })),
        ends: ends(cases).map(({ title, rows: some }) => ({
          title,
          rows: some.map(([words, value]) => ({ words, value: wholeNumber(value) })),
        })),
        cases: wholeNumber(cases.cases),
        csvHref: paths.outcomesCsv(asked),
      })
    },
    outcomesCsv: async (request, reply) => {
      const { asked, rows } = await ask(request)
      return sendCsv(reply, 'outcomes', [
        [
          asked.by,
          'scans',
          'glows',
          'traced',
          'kit_found',
          'not_settled',
          'owner_told',
          'returned',
          'days_to_trace',
          'days_to_tell',
          'days_to_return',
        ],
        ...rows.map((each) => [
          each.name,
          each.scans,
          each.glows,
          each.traced,
          each.found,
          each.unsettled,
          each.told,
          each.returned,
          each.daysToTrace,
          each.daysToTell,
          each.daysToReturn,
        ]),
      ])
    },
  }
}

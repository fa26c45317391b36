import { addDays } from '@mettrace/clocks/days/days'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDayUntil, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { capital, wholeNumber } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { askRates, rateRows, type RateRows } from './ask-rates.ts'
import { rangeInWords, shareInWords, verdictOf } from './rate-words.ts'
import type { Rate } from './rates.ts'

const rowNames: Readonly<Record<RateRows, string>> = {
  place: 'By suite',
  shift: 'By shift',
  month: 'By month',
}

/** What an address asks for: the four weeks up to today where it says nothing that can be asked. */
const askedIn = (request: FastifyRequest, today: string): { from: string; to: string; by: RateRows } => {
  const query = sentForm(request.query)
  const to = isDayUntil(textOf(query, 'to'), today) ? textOf(query, 'to') : today
  const from = isDayUntil(textOf(query, 'from'), to) ? textOf(query, 'from') : addDays(to, -27)
  return { from, to, by: rateRows.find((each) => each === textOf(query, 'by')) ?? 'place' }
}

const scale = 110
const across = (share: number): string => (5 + share * scale).toFixed(1)

/** A line of the table; its interval is drawn from 0 to 100%. */
const shownRate = (each: Rate) => ({
  booked: wholeNumber(each.booked),
  scanned: wholeNumber(each.scanned),
  refused: wholeNumber(each.refused),
  notPossible: wholeNumber(each.notPossible),
  noRecord: wholeNumber(each.noRecord),
  glow: wholeNumber(each.glow),
  unclear: wholeNumber(each.unclear),
  apart: wholeNumber(each.apart),
  share: each.rate ? shareInWords(each.rate.share) : each.over > 0 ? 'numbers disagree' : 'not known',
  range: each.rate ? rangeInWords(each.rate) : '–',
  bar: each.rate && {
    x: across(each.rate.low),
    width: ((each.rate.high - each.rate.low) * scale).toFixed(1),
    tick: across(each.rate.share),
  },
})

/** Rates of scanning, each with its denominator and interval. */
export const answers: Answers = ({ database, clock }) => {
  const ask = async (request: FastifyRequest) => {
    const asked = askedIn(request, londonDay(clock()))
    return {
      asked,
      ...(await readPage(database, request, 'rates of scanning', (tx) => askRates(tx, asked))),
    }
  }
  return {
    scanRates: async (request: FastifyRequest, reply: FastifyReply) => {
      const { asked, rows, total } = await ask(request)
      return sendPage(reply, 200, 'rooms/trace/scans/rates.njk', {
        room: 'Trace',
        page: 'Scans',
        ...verdictOf(total),
        asked,
        items: rateRows.map((value) => ({ value, text: rowNames[value], selected: value === asked.by })),
        rowName: { place: 'Suite', shift: 'Shift', month: 'Month' }[asked.by],
        rows: rows.map((each) => Object.assign(shownRate(each), { name: capital(each.name) })),
        total: shownRate(total),
        csvHref: paths.scanRatesCsv(asked),
      })
    },
    scanRatesCsv: async (request: FastifyRequest, reply: FastifyReply) => {
      const { asked, rows } = await ask(request)
      return sendCsv(reply, 'scan-rates', [
        [
          asked.by,
          'booked_in',
          'scanned',
          'rate',
          'low',
          'high',
          'refused',
          'not_possible',
          'no_record',
          'above_booked_in',
          'glow',
          'unclear',
          'without_denominator',
        ],
        ...rows.map((each) => [
          each.name,
          each.booked,
          each.scanned,
          each.rate?.share ?? null,
          each.rate?.low ?? null,
          each.rate?.high ?? null,
          each.refused,
          each.notPossible,
          each.noRecord,
          each.over,
          each.glow,
          each.unclear,
          each.apart,
        ]),
      ])
    },
  }
}

import { correspondingDate, daysInclusive } from '@mettrace/clocks/days/days'
import { forecastOf, mostMonths, type Forecast } from '@mettrace/money/forecast/forecast'
import { priceOfHours, unitCost, type Counted, type UnitCost } from '@mettrace/money/forecast/unit-cost'
import { pence, type Pence } from '@mettrace/money/pence/pence'
import { financialYearOf, lastDay, yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { settings } from '../../../foundation/settings.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { countingHours } from '../../deliver/hours/counting-hours.ts'
import { countedMinutes, hoursOfDeployments } from '../../deliver/hours/delivery-hours.ts'
import { outcomesNow } from '../decisions/outcomes.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords } from './amounts.ts'
import { linesOfYear } from './figures.ts'
import { costOfWhatCame, monthsTaken, restForKits, termOf, type MonthTaken } from './forecast-rows.ts'

/** Months from a day to the last day of a year, where what is left of a month is a part of one. */
const monthsLeft = (today: string, last: string): number => {
  const month = `${today.slice(0, 7)}-01`
  const next = correspondingDate(month, 1)
  const part = (daysInclusive(today, next) - 1) / (daysInclusive(month, next) - 1)
  let whole = 0
  for (let at = next; at <= last; at = correspondingDate(at, 1)) whole += 1
  return today > last ? 0 : whole + part
}

/** Full months of a line, or of all, the latest last: from its first, at most as many as a forecast looks back. */
const fullMonths = (rows: readonly MonthTaken[], today: string): Pence[] => {
  const sums = new Map<string, number>()
  for (const { month, pence: taken } of rows) sums.set(month, (sums.get(month) ?? 0) + taken)
  const [first] = [...sums.keys()].toSorted()
  const months: Pence[] = []
  if (first === undefined) return months
  for (let at = `${first}-01`; correspondingDate(at, 1) <= today; at = correspondingDate(at, 1))
    months.push(pence(sums.get(at.slice(0, 7)) ?? 0))
  return months.slice(-mostMonths)
}

const takenOf = (row: { committed: number; accrued: number; spent: number }): Pence =>
  pence(row.committed + row.accrued + row.spent)

const inWords = (forecast: Forecast) =>
  'because' in forecast
    ? { estimate: '–', interval: forecast.because }
    : {
        estimate: amountInWords(forecast.estimate),
        interval: `${amountInWords(forecast.low)} to ${amountInWords(forecast.high)}`,
      }

const mayPass = (forecast: Forecast, budget: number): string =>
  'because' in forecast || forecast.high <= budget ? '' : forecast.low > budget ? 'Over' : 'May be over'

const costInWords = ({ figure, low, high }: UnitCost, words: string) => ({
  figure: figure === null ? (words === '' ? 'not known' : words) : amountInWords(figure),
  interval:
    low === null && high === null
      ? ''
      : high === null
        ? `${amountInWords(low!)} or more`
        : `${low === null ? 'up to ' : `${amountInWords(low)} to `}${amountInWords(high)}`,
})

const exactly = (figure: number): Counted => ({ figure, low: null, high: null })

/** Minutes of delivery since the first visit, for whoever may know them. */
const hoursOfDelivery = async (
  tx: Transaction,
  request: FastifyRequest,
  today: string,
): Promise<number | null> => {
  if (!allows(request.actor.role, countingHours)) return null
  const rows = await hoursOfDeployments(tx, { first: '2014-04-01', last: today })
  return rows.reduce((sum, each) => sum + countedMinutes(each), 0) / 60
}

const read = async (tx: Transaction, request: FastifyRequest, now: Date, year: number) => {
  const today = londonDay(now)
  return {
    lines: await linesOfYear(tx, year),
    months: await monthsTaken(tx),
    term: await termOf(tx),
    came: await costOfWhatCame(tx),
    rest: await restForKits(tx, year),
    outcomes: await outcomesNow(tx, request.actor.role, now),
    hours: await hoursOfDelivery(tx, request, today),
    hourly: (await settings(tx)).get('pounds per delivery hour'),
    saturation: (await settings(tx)).get('saturation')?.value ?? 1,
  }
}

/** Prices that are compared with that of the latest order: so many hundredths of it. */
const besidesToday = [70, 85, 100, 115]

/** To the end of the year and of the term, what one of each costs, and what the rest buys. */
export const answers: Answers = ({ database, clock }) => ({
  forecast: async (request, reply) => {
    const now = clock()
    const today = londonDay(now)
    const year = financialYearOf(today)
    const found = await readPage(database, request, 'a forecast of the money', (tx) =>
      read(tx, request, now, year),
    )
    const { lines, months, term, came, rest, outcomes, hours, hourly, saturation } = found
    const left = monthsLeft(today, lastDay(year))
    const sum = (of: (line: (typeof lines)[number]) => number): number =>
      lines.reduce((total, line) => total + of(line), 0)
    const ofYear = forecastOf(pence(sum(takenOf)), fullMonths(months, today), left)
    const ofTerm =
      term && forecastOf(pence(term.taken), fullMonths(months, today), monthsLeft(today, lastDay(term.last)))
    const rowOf = (
      name: string,
      row: { budget: number; accrued: number; prepaid: number },
      taken: Pence,
      forecast: Forecast,
    ) => ({
      name,
      budget: amountInWords(row.budget),
      taken: amountInWords(taken),
      accrued: amountInWords(row.accrued),
      prepaid: amountInWords(row.prepaid),
      ...inWords(forecast),
      flag: mayPass(forecast, row.budget),
    })
    const priced = hours === null || !hourly ? null : priceOfHours(hours, hourly.value * 100)
    const { burglaries, kits: homes } = outcomes
    const costs = [
      {
        what: 'A kit',
        of: `${wholeNumber(came.kitsReceived)} kits that came`,
        cost: came.kits,
        counted: exactly(came.kitsReceived),
        words: came.kitsReceived === 0 ? 'no kit came' : '',
        kits: 'yes',
      },
      {
        what: 'A home with a kit',
        of: homes.figure === null ? homes.words : `${wholeNumber(homes.figure)} homes`,
        cost: came.all,
        counted: homes,
        words: homes.words,
        kits: undefined,
      },
      {
        what: 'A burglary prevented, money alone',
        of: burglaries.words,
        cost: came.all,
        counted: burglaries,
        words: burglaries.words,
        kits: undefined,
      },
      ...(priced === null
        ? []
        : [
            {
              what: 'A burglary prevented, with hours of delivery',
              of: burglaries.words,
              cost: pence(came.all + priced),
              counted: burglaries,
              words: burglaries.words,
              kits: undefined,
            },
          ]),
    ].map(({ what, of, cost, counted, words, kits }) => ({
      what,
      of,
      cost: amountInWords(cost),
      href: paths.moneyEntries({ year: 'all', ...(kits && { kits }) }),
      // Kits of which no cost is on record were not free.
      one:
        came.all === 0
          ? { figure: 'not known: no cost is on record', interval: '' }
          : costInWords(unitCost(cost, counted), words),
    }))
    const prices =
      rest.price === null
        ? []
        : besidesToday.map((share) => Math.max(1, Math.round((rest.price! * share) / 100)))
    return sendPage(reply, 200, 'rooms/account/money/forecast.njk', {
      room: 'Account',
      page: 'Forecast',
      heading:
        'because' in ofYear
          ? `Forecast ${yearInWords(year)}: cannot tell yet`
          : `${amountInWords(ofYear.estimate)} of ${amountInWords(sum(({ budget }) => budget))} by ${dayInWords(lastDay(year))}`,
      year: yearInWords(year),
      endOfYear: dayInWords(lastDay(year)),
      rows: lines.map((line) =>
        rowOf(
          line.name,
          line,
          takenOf(line),
          forecastOf(
            takenOf(line),
            fullMonths(
              months.filter((each) => each.line === line.id),
              today,
            ),
            left,
          ),
        ),
      ),
      total: rowOf(
        'Year',
        {
          budget: sum(({ budget }) => budget),
          accrued: sum(({ accrued }) => accrued),
          prepaid: sum(({ prepaid }) => prepaid),
        },
        pence(sum(takenOf)),
        ofYear,
      ),
      term: term &&
        ofTerm && {
          years: `${yearInWords(term.first)} to ${yearInWords(term.last)}`,
          budget: amountInWords(term.budget),
          taken: amountInWords(term.taken),
          ...inWords(ofTerm),
          flag: mayPass(ofTerm, term.budget),
        },
      known: fullMonths(months, today).length,
      accruedHref: paths.moneyEntries({ year: String(year), figure: 'accrued' }),
      prepaidHref: paths.moneyEntries({ year: String(year), figure: 'prepaid' }),
      costs,
      hours:
        hours === null
          ? null
          : { hours: oneDecimal(hours), cost: priced === null ? '' : amountInWords(priced) },
      hourly: hourly && {
        pounds: amountInWords(Math.round(hourly.value * 100)),
        version: hourly.version,
        source: hourly.source,
      },
      rest: {
        lines: rest.lines,
        left: amountInWords(rest.left),
        rows: prices.map((price) => {
          const kits = Math.max(0, Math.floor(rest.left / price))
          return {
            price: amountInWords(price),
            isToday: price === rest.price,
            kits: wholeNumber(kits),
            homes: wholeNumber(Math.floor(kits / saturation)),
          }
        }),
        saturation: `${Math.round(saturation * 100)}%`,
        ladderQuery:
          rest.left > 0 && prices.length > 0
            ? {
                budgets: (rest.left / 100).toFixed(2),
                prices: prices.map((price) => (price / 100).toFixed(2)).join(' '),
              }
            : null,
      },
      dataOf: dayInWords(today),
    })
  },
})

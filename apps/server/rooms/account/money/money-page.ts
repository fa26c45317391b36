import { financialYearOf, monthOfYear, yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords } from './amounts.ts'
import { barOf } from './bar.ts'
import {
  budgetVersion,
  entriesOf,
  figures,
  linesOfYear,
  sumOfEntries,
  type EntriesAsked,
  type Entry,
  type Figure,
  type Figures,
  type LineOfYear,
} from './figures.ts'
import { journalOf } from './journal.ts'
import { waitingForSomebody, type Waiting } from './waiting.ts'

/** The financial year that a page is asked for; this one without it. */
export const yearIn = (request: FastifyRequest, today: string): number => {
  const typed = (request.query as Record<string, unknown>)['year']
  return typeof typed === 'string' && /^20\d\d$/.test(typed) ? Number(typed) : financialYearOf(today)
}

const whole = (lines: readonly LineOfYear[]): Figures =>
  Object.fromEntries(
    figures.map((figure) => [figure, lines.reduce((sum, line) => sum + line[figure], 0)]),
  ) as Figures

const leftOf = ({ budget, committed, accrued, spent }: Figures): number =>
  budget - committed - accrued - spent

const shown = ['budget', 'spent', 'accrued', 'committed'] as const

const cellsOf = (year: number, row: Figures, line?: string) =>
  shown.map((figure) => ({
    text: amountInWords(row[figure]),
    href: paths.moneyEntries({ year: String(year), figure, ...(line && { line }) }),
  }))

const dayLength = 86_400_000
const wayOf = ({ what, of }: Waiting): string =>
  what === 'order'
    ? paths.order({ id: of })
    : what === 'virement' || what === 'budget'
      ? paths.budget()
      : paths.invoice({ id: of })
const whatWaits = {
  order: 'Order to approve',
  budget: 'Budget to approve',
  virement: 'Virement to decide',
  invoice: 'Invoice to match',
  payment: 'Approved, to pay',
}

const askedIn = (request: FastifyRequest, today: string): EntriesAsked => {
  const query = request.query as Record<string, unknown>
  return {
    year: query['year'] === 'all' ? null : yearIn(request, today),
    kits: query['kits'] === 'yes',
    line: idFrom(query['line']) ?? null,
    figure: figures.find((each) => each === query['figure']) ?? null,
  }
}

const figureInWords: Record<Figure, string> = {
  budget: 'Budget',
  committed: 'Committed',
  accrued: 'Accrued',
  spent: 'Spent',
  prepaid: 'Prepaid',
  vat: 'VAT',
}

const queryOf = ({ year, line, figure, kits }: EntriesAsked): Record<string, string> => ({
  year: year === null ? 'all' : String(year),
  ...(kits && { kits: 'yes' }),
  ...(line && { line }),
  ...(figure && { figure }),
})

const readMoney = async (tx: Transaction, year: number) => {
  const waiting = await waitingForSomebody(tx)
  const nameOf = await actorNames(
    tx,
    waiting.map(({ actor }) => actor),
  )
  return { lines: await linesOfYear(tx, year), version: await budgetVersion(tx, year), waiting, nameOf }
}

const rowOf = (entry: Entry): (string | number | null)[] => [
  entry.number,
  entry.at.toISOString(),
  entry.what,
  entry.reference,
  entry.title,
  entry.line,
  yearInWords(entry.year),
  ...figures.map((figure) => entry[figure]),
]

/** The year at a glance, and the entries that each of its figures is the sum of. */
export const answers: Answers = ({ database, clock }) => ({
  money: async (request, reply) => {
    const now = clock()
    const today = londonDay(now)
    const year = yearIn(request, today)
    const { lines, version, waiting, nameOf } = await readPage(database, request, 'money of a year', (tx) =>
      readMoney(tx, year),
    )
    const total = whole(lines)
    const most = Math.max(...lines.map(({ budget }) => budget), 1)
    return sendPage(reply, 200, 'rooms/account/money/money.njk', {
      room: 'Account',
      page: 'Money',
      year: yearInWords(year),
      when:
        financialYearOf(today) === year
          ? `month ${monthOfYear(today)}, ${dayInWords(today)}`
          : 'all twelve months',
      heading:
        lines.length === 0
          ? 'Money'
          : `${amountInWords(leftOf(total))} of the ${yearInWords(year)} budget is left`,
      years: [year - 1, year + 1].map((each) => ({
        text: yearInWords(each),
        href: paths.money({ year: String(each) }),
      })),
      version,
      bar: barOf(total, total.budget, 1000),
      words: Object.fromEntries(figures.map((figure) => [figure, amountInWords(total[figure])])),
      left: amountInWords(leftOf(total)),
      gross: amountInWords(total.spent + total.vat),
      vatHref: paths.moneyEntries({ year: String(year), figure: 'vat' }),
      prepaidHref: paths.moneyEntries({ year: String(year), figure: 'prepaid' }),
      hasPrepaid: total.prepaid > 0,
      lines: lines.map((line) => ({
        name: line.name,
        href: paths.moneyEntries({ year: String(year), line: line.id }),
        cells: cellsOf(year, line, line.id),
        left: amountInWords(leftOf(line)),
        bar: barOf(line, most, 240),
      })),
      totals: cellsOf(year, total),
      waiting: waiting.map((each) => ({
        what: whatWaits[each.what],
        title:
          each.what === 'virement' || each.what === 'budget'
            ? each.title
            : `${each.reference}, ${each.title}`,
        pence: amountInWords(each.pence),
        since: count(Math.max(0, Math.floor((now.getTime() - each.since.getTime()) / dayLength)), 'day'),
        by: nameOf(each.actor),
        href: wayOf(each),
      })),
      entriesHref: paths.moneyEntries({ year: String(year) }),
      journalHref: paths.journalCsv({ year: String(year) }),
    })
  },
  moneyEntries: async (request, reply) => {
    const [page, asked] = [pageIn(request), askedIn(request, londonDay(clock()))]
    const { entries, lines, sum } = await readPage(database, request, 'entries of money', async (tx) => ({
      entries: await entriesOf(tx, asked, page),
      sum: await sumOfEntries(tx, asked),
      lines: await linesOfYear(tx, asked.year ?? financialYearOf(londonDay(clock()))),
    }))
    const of = lines.find(({ id }) => id === asked.line)
    return sendPage(reply, 200, 'rooms/account/money/entries.njk', {
      room: 'Account',
      page: 'Money',
      heading: `${asked.figure ? figureInWords[asked.figure] : 'Entries'}, ${asked.year === null ? 'all years' : yearInWords(asked.year)}`,
      of: `${asked.line === null ? 'All budget lines' : (of?.name ?? 'No such line')}${asked.kits ? ', orders of kits' : ''}`,
      sum: asked.figure
        ? amountInWords(sum[asked.figure])
        : asked.kits || asked.year === null
          ? `${amountInWords(sum.spent + sum.accrued - sum.prepaid)} of what came: spent and accrued, less prepaid`
          : '',
      columns: figures.map((figure) => figureInWords[figure]),
      entries: entries.map((entry) => ({
        number: entry.number,
        at: timeInWords(entry.at),
        what: entry.what,
        title: entry.title,
        line: entry.line,
        order: entry.order && { text: entry.reference, href: paths.order({ id: entry.order }) },
        cells: figures.map((figure) => (entry[figure] === 0 ? '' : amountInWords(entry[figure]))),
      })),
      moneyHref: paths.money(asked.year === null ? {} : { year: String(asked.year) }),
      csvHref: paths.moneyEntriesCsv(queryOf(asked)),
      pages: pagesOf(
        { page, rows: entries.length, total: entries[0]?.total ?? 0 },
        'Pages of entries',
        (to) => paths.moneyEntries({ ...queryOf(asked), page: String(to) }),
      ),
    })
  },
  moneyEntriesCsv: async (request, reply) => {
    const asked = askedIn(request, londonDay(clock()))
    const entries = await readPage(database, request, 'entries of money', (tx) => entriesOf(tx, asked))
    return sendCsv(reply, 'money-entries', [
      [
        'number',
        'recorded_at',
        'what',
        'order',
        'title',
        'line',
        'year',
        ...figures.map((each) => `${each}_pence`),
      ],
      ...entries.map(rowOf),
    ])
  },
  journalCsv: async (request, reply) => {
    const year = yearIn(request, londonDay(clock()))
    const postings = await readPage(database, request, 'journal of money', (tx) => journalOf(tx, year))
    return sendCsv(reply, `journal-${year}`, [
      ['day', 'document', 'account', 'debit_pence', 'credit_pence'],
      ...postings.map(({ day, document, account, debit, credit }) => [day, document, account, debit, credit]),
    ])
  },
})

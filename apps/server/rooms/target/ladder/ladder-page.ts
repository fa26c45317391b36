import { targetPaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import type { Rung } from '@mettrace/analysis/ladder/price-ladder'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asked,
  type PageData,
  pageDataIn,
  wantedBy,
  type Refused,
} from '../question/page-data.ts'
import { downloadName, round, scopeColumns, table } from '../risk/page-csv.ts'
import { linkTo } from '../question/page-links.ts'
import type { PageQuery } from '../question/page-query.ts'
import { formContext, scopeOf, scopeWordsOf } from '../risk/page-view.ts'
import { interval, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import type { Risk } from '../../../crime/types.ts'
import { ladderChart, marksInWords } from './ladder-chart.ts'
import { ladderOf, mostRungs, type Ladder } from './ladder.ts'
import { usualBudgets, usualPrices } from './usual-money.ts'

const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
})
const poundsAndPence = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })
const inPounds = (pence: number): string => pounds.format(pence / 100)
const exactly = (pence: number): string => poundsAndPence.format(pence / 100)

/** Amounts of money with commas or blanks between, `9.50, 11, 12.72`; pence. Undefined when one cannot be read. */
const readAmounts = (text: string): number[] | undefined => {
  const parts = text
    .split(/[;\s]+|,(?!\d{3}(?!\d))/)
    .map((part) => part.replaceAll(/[£,]/g, ''))
    .filter((part) => part !== '')
  if (parts.length === 0 || parts.some((part) => !/^\d{1,10}(\.\d{1,2})?$/.test(part))) return undefined
  const pence = parts.map((part) => Math.round(Number(part) * 100))
  return pence.some((amount) => amount <= 0) ? undefined : [...new Set(pence)].toSorted((a, b) => a - b)
}

const usualMoney = (kits: number): Record<'budgets' | 'prices', string> => ({
  budgets: usualBudgets(kits).map(inPounds).join(' '),
  prices: usualPrices.map((price) => exactly(price).replace('.00', '')).join(' '),
})

type Money = {
  budgets: number[]
  prices: number[]
  typed: Record<'budgets' | 'prices', string>
  errors: { text: string; href: string }[]
}

const readMoney = (raw: unknown, kits: number): Money => {
  const usual = usualMoney(kits)
  const { budgets, prices } = (raw ?? {}) as Record<string, unknown>
  const typed = {
    budgets: typeof budgets === 'string' && budgets.trim() !== '' ? budgets.slice(0, 500) : usual.budgets,
    prices: typeof prices === 'string' && prices.trim() !== '' ? prices.slice(0, 500) : usual.prices,
  }
  const read = { budgets: readAmounts(typed.budgets), prices: readAmounts(typed.prices) }
  const errors = [
    ...(read.budgets
      ? []
      : [{ text: 'Budgets must be amounts of money, like £560,000 £1,120,000', href: '#budgets' }]),
    ...(read.prices ? [] : [{ text: 'Prices must be amounts of money, like £10 £12.72', href: '#prices' }]),
    ...((read.budgets?.length ?? 0) * (read.prices?.length ?? 0) > mostRungs
      ? [{ text: `Budgets times prices must be no more than ${mostRungs}`, href: '#prices' }]
      : []),
  ]
  return { budgets: read.budgets ?? [], prices: read.prices ?? [], typed, errors }
}

const rowOf = ({ budget, price, kits, plan, linear, deliveryHours }: Rung, query: PageQuery) => ({
  budget: inPounds(budget),
  price: exactly(price),
  kits: wholeNumber(kits),
  href: linkTo(targetPaths.plan(), { ...query, typed: { ...query.typed, kits: wholeNumber(kits) } }),
  areas: wholeNumber(plan.areas),
  homes: wholeNumber(plan.homes),
  expected: wholeNumber(plan.expected),
  interval: interval(plan),
  linear: wholeNumber(linear.burglaries),
  share: plan.expected > 0 ? `${oneDecimal((100 * linear.burglaries) / plan.expected)}%` : '–',
  hours: wholeNumber(linear.hours),
  delivery: wholeNumber(deliveryHours),
  net: wholeNumber(linear.hours - deliveryHours),
})

const ladderCsv = (risk: Risk, { rungs }: Ladder): string =>
  table<Rung>(
    [
      ['budget_pounds', ({ budget }) => budget / 100],
      ['price_pounds', ({ price }) => price / 100],
      ['kits', ({ kits }) => kits],
      ['deployment_areas', ({ plan }) => plan.areas],
      ['homes', ({ plan }) => plan.homes],
      ['kits_used', ({ plan }) => plan.kitsUsed],
      ['expected', ({ plan }) => round(plan.expected, 4)],
      ['low', ({ plan }) => plan.low],
      ['high', ({ plan }) => plan.high],
      ['linear_burglaries_fewer', ({ linear }) => round(linear.burglaries, 2)],
      ['linear_hours', ({ linear }) => round(linear.hours, 1)],
      ['delivery_hours', ({ deliveryHours }) => round(deliveryHours, 1)],
      ...scopeColumns(risk),
    ],
    rungs,
  )

const ladderWork = (asked: Asked, { budgets, prices }: Money) =>
  wantedBy(asked, 'Budget and price', 'The price ladder', [budgets, prices])

const climb = (
  pageData: PageData,
  asked: Asked,
  money: Money,
): Promise<{ risk: Risk; ladder: Ladder } | Refused> =>
  answerOrRefuse(asked, async (question) => {
    const found = await pageData.groundAndRiskFor(question)
    const { kits: _, ...rest } = deploymentQuestion(question)
    const ladder = await ladderOf(pageData.database, pageData.actor, found, asked.settings, rest, money)
    return { risk: found.risk, ladder }
  })

/** What money buys at each price, beside what the decision's linear forecast says of it. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    ladder: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Budget and price', asked.missing)
      const money = readMoney(request.query, asked.choices.kits)
      const found =
        money.errors.length > 0
          ? { answer: { errors: [], status: 400 } }
          : await answerOrWait(request, reply, ladderWork(asked, money), () => climb(pageData, asked, money))
      if (!found) return reply
      const { answer } = found
      const form = formContext(asked.query, asked.choices, isRefused(answer) ? answer.errors : [])
      const page = {
        page: 'Budget and price',
        ...form,
        errors: [...money.errors, ...form.errors],
        moneyErrors: Object.fromEntries(money.errors.map(({ text, href }) => [href.slice(1), { text }])),
        money: money.typed,
      }
      if (isRefused(answer))
        return pageData.show(reply, answer.status, 'rooms/target/ladder/ladder.njk', page)
      const { risk, ladder } = answer
      const csv = new URLSearchParams({ ...money.typed })
      return pageData.show(reply, 200, 'rooms/target/ladder/ladder.njk', {
        ...page,
        result: {
          scope: scopeOf(risk, asked.importedAt),
          warnings: risk.warnings,
          scopeWords: scopeWordsOf(risk),
          chart: ladderChart(ladder.rungs, { budget: inPounds, price: exactly }),
          marks: marksInWords(ladder.rungs, inPounds),
          rows: ladder.rungs.map((rung) => rowOf(rung, asked.query)),
          settings: ladder.settings,
          csvHref: `${linkTo(targetPaths.ladderCsv(), asked.query)}&${csv.toString()}`,
        },
      })
    },
    ladderCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return throwMissing(asked.missing)
      const money = readMoney(request.query, asked.choices.kits)
      if (money.errors.length > 0) {
        return throwRefused({
          errors: money.errors.map(({ text }) => ({ field: 'kits', message: text })),
          status: 400,
        })
      }
      const answer = await answerInTime(request, reply, ladderWork(asked, money), () =>
        climb(pageData, asked, money),
      )
      if (isRefused(answer)) return throwRefused(answer)
      const { risk, ladder } = answer
      return sendFile(
        reply,
        downloadName('price-ladder', risk, 'csv'),
        'text/csv; charset=utf-8',
        ladderCsv(risk, ladder),
      )
    },
  }
}

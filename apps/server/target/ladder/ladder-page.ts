import type { FastifyInstance } from 'fastify'
import type { Rung } from '@mettrace/analysis/ladder/price-ladder'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asking,
  type AskingOf,
  readsBurglary,
} from '../asking.ts'
import { downloadName, round, scopeColumns, table } from '../page-csv.ts'
import { linkTo } from '../page-links.ts'
import type { PageQuery, PageQuestion } from '../page-query.ts'
import { formContext, scopeOf, scopeWordsOf } from '../page-view.ts'
import { interval, oneDecimal, wholeNumber } from '../page-words.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import type { Risk } from '../types.ts'
import { ladderOf, mostRungs, type Ladder } from './ladder.ts'

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

/** Price at which the decision's budget buys its kits, pence. */
const decisionPrice = 1272

/** Half, all and twice what the usual number of kits costs; prices about the decision's. */
const usualMoney = (kits: number): Record<'budgets' | 'prices', string> => ({
  budgets: [0.5, 1, 2]
    .map((times) => inPounds(Number(((times * kits * decisionPrice) / 100).toPrecision(2)) * 100))
    .join(' '),
  prices: '£8 £10 £12.72 £15',
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
  href: linkTo('/plan', { ...query, typed: { ...query.typed, kits: wholeNumber(kits) } }),
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

const climb = async (
  asking: Asking,
  question: PageQuestion,
  money: Money,
): Promise<{ risk: Risk; ladder: Ladder }> => {
  const risk = await asking.riskFor(question)
  const { kits: _, ...rest } = deploymentQuestion(question)
  return { risk, ladder: await ladderOf(asking.database, asking.actor, risk, rest, money) }
}

/** What money buys at each price, beside what the decision's linear forecast says of it. */
export const ladderPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/price-ladder', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Price ladder', asked.missing)
    const money = readMoney(request.query, asked.choices.kits)
    const answer =
      money.errors.length > 0
        ? { errors: [], status: 400 }
        : await answerOrRefuse(asked, (question) => climb(asking, question, money))
    const form = formContext(asked.query, asked.choices, isRefused(answer) ? answer.errors : [])
    const page = {
      page: 'Price ladder',
      ...form,
      errors: [...money.errors, ...form.errors],
      moneyErrors: Object.fromEntries(money.errors.map(({ text, href }) => [href.slice(1), { text }])),
      money: money.typed,
    }
    if (isRefused(answer)) return asking.show(reply, answer.status, 'target/ladder/ladder.njk', page)
    const { risk, ladder } = answer
    const csv = new URLSearchParams({ ...money.typed })
    return asking.show(reply, 200, 'target/ladder/ladder.njk', {
      ...page,
      result: {
        scope: scopeOf(risk, asked.importedAt),
        warnings: risk.warnings,
        scopeWords: scopeWordsOf(risk),
        rows: ladder.rungs.map((rung) => rowOf(rung, asked.query)),
        settings: ladder.settings,
        csvHref: `${linkTo('/price-ladder.csv', asked.query)}&${csv.toString()}`,
      },
    })
  })

  app.get('/price-ladder.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return throwMissing(asked.missing)
    const money = readMoney(request.query, asked.choices.kits)
    if (money.errors.length > 0) {
      return throwRefused({
        errors: money.errors.map(({ text }) => ({ field: 'kits', message: text })),
        status: 400,
      })
    }
    const answer = await answerOrRefuse(asked, (question) => climb(asking, question, money))
    if (isRefused(answer)) return throwRefused(answer)
    const { risk, ladder } = answer
    return sendFile(
      reply,
      downloadName('price-ladder', risk, 'csv'),
      'text/csv; charset=utf-8',
      ladderCsv(risk, ladder),
    )
  })
}

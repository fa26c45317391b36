import type { BacktestResult } from '@mettrace/analysis/backtest/backtest'
import type { Database } from '../../foundation/database.ts'
import { formatMonth, parseMonth } from '../../foundation/month.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { backtestOfCity, type BacktestQuestion } from '../backtest.ts'

/** One earlier year as if it had been ahead. */
export type PastYear = { from: string; to: string; results: BacktestResult[] }

/** Earlier years looked at, at most. */
const mostYears = 3
/** Months that must be known before a year is tried. */
const fewestKnown = 24

/** Periods of twelve months up to the last that is loaded, the latest first, each with two years of history before it. */
export const pastPeriods = (from: string, to: string): { from: string; to: string }[] => {
  const [first, last] = [parseMonth(from), parseMonth(to)]
  if (first === undefined || last === undefined) return []
  return Array.from({ length: mostYears }, (_, back) => last - 12 * (back + 1) + 1)
    .filter((begin) => begin - first >= fewestKnown)
    .map((begin) => ({ from: formatMonth(begin), to: formatMonth(begin + 11) }))
}

type Question = Omit<BacktestQuestion, 'testFrom' | 'testTo'>

const backtestYears = async (
  database: Database,
  actor: Actor,
  question: Question,
  periods: readonly { from: string; to: string }[],
): Promise<PastYear[]> => {
  const years: PastYear[] = []
  // One after the other: each takes a processor for seconds, and pages must go on being served.
  for (const { from, to } of periods) {
    const { results } = await backtestOfCity(database, actor, {
      ...question,
      until: undefined,
      testFrom: from,
      testTo: to,
    })
    years.push({ from, to, results })
  }
  return years
}

type Work = { done: PastYear[] | undefined; failed: unknown; work: Promise<void> }

const remembered = new WeakMap<Database, Map<string, Work>>()
const mostRemembered = 6

/**
 * The earlier years once they are worked out; undefined while they are. `state` names the data: what was worked out for
 * other data is not used. Errors: those of the back-test.
 */
export const earlierYears = async (
  database: Database,
  actor: Actor,
  state: string,
  question: Question,
  periods: readonly { from: string; to: string }[],
  patience: number,
): Promise<PastYear[] | undefined> => {
  let works = remembered.get(database)
  if (!works) remembered.set(database, (works = new Map()))
  const key = JSON.stringify([state, question, periods])
  let work = works.get(key)
  if (!work) {
    const begun: Work = { done: undefined, failed: undefined, work: Promise.resolve() }
    begun.work = backtestYears(database, actor, question, periods).then(
      (years) => {
        begun.done = years
      },
      (error: unknown) => {
        begun.failed = error
        works.delete(key)
      },
    )
    works.set(key, (work = begun))
    const oldest = works.keys().next().value
    if (works.size > mostRemembered && oldest !== undefined) works.delete(oldest)
  }
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience)
  })
  await Promise.race([work.work, waited])
  clearTimeout(timer)
  if (work.failed !== undefined) throw work.failed
  return work.done
}

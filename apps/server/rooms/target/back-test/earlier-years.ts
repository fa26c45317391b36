import type { BacktestResult } from '@mettrace/analysis/backtest/backtest'
import type { Database } from '../../../foundation/database.ts'
import { rememberedWork } from '../../../foundation/jobs/memory.ts'
import { reportProgress } from '../../../foundation/jobs/pool.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { asModel } from '../../../crime/expected/risk.ts'
import { readPast, scorePast, type BacktestQuestion } from './backtest.ts'

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
  const asked = periods.map(({ from, to }) => ({
    ...question,
    until: undefined,
    testFrom: from,
    testTo: to,
  }))
  const pasts = await asModel(database, actor.id, 'past years of a city', async (tx) => {
    const read = []
    for (const each of asked) read.push(await readPast(tx, each))
    return read
  })
  const years: PastYear[] = []
  // One after the other, in the one turn that this has.
  for (const [at, past] of pasts.entries()) {
    reportProgress(at, pasts.length, 'years')
    const { results } = await scorePast(past, asked[at]!)
    years.push({ ...periods[at]!, results })
  }
  return years
}

/**
 * The earlier years, remembered. `state` names the data: what was worked out for other data is not used.
 * Errors: those of the back-test.
 */
export const earlierYears = (
  database: Database,
  actor: Actor,
  state: string,
  question: Question,
  periods: readonly { from: string; to: string }[],
): Promise<PastYear[]> =>
  rememberedWork(database, actor.id, { name: 'earlier years', restsOn: [state, question, periods] }, () =>
    backtestYears(database, actor, question, periods),
  )

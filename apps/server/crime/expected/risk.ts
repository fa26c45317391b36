import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { rememberedWork, type Declared } from '../../foundation/jobs/memory.ts'
import { inWorker } from '../../foundation/jobs/pool.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { parseMonth } from '../../foundation/month.ts'
import type { Actor, Transaction } from '../../foundation/with-actor.ts'
import { countBy } from '../counting.ts'
import { loadHistory, NotCounted } from '../history.ts'
import type { RiskWork } from './risk-worker.ts'
import type { CountedCity, Risk, RiskQuestion } from '../types.ts'

const worker = new URL('risk-worker.ts', import.meta.url)

/** Errors: `usage` for what is not a month. */
export const monthOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const month = parseMonth(text)
  if (month === undefined)
    throw new MetTraceError('usage', 'This is not a month.', { found: text, expected: '2014-12' })
  return month
}

/** What history a question rests on. */
export type CityQuestion = Omit<RiskQuestion, 'months' | 'level'> & {
  from?: string | undefined
  historyMonths?: number | undefined
}

/**
 * One transaction of the risk model, whoever asks: it sees burglaries, homes, time and place and nothing else. What was
 * imported and is not counted yet is counted first.
 */
export const asModel = async <T>(
  database: Database,
  person: string,
  purpose: string,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> => {
  for (;;) {
    try {
      return await database.withActor(actingAs('model', person), purpose, read)
    } catch (error) {
      if (!(error instanceof NotCounted)) throw error
      await countBy(database, error.vintage)
    }
  }
}

/** Counts of a city as they are loaded. Errors: `not_enough`, `series_mixed`. */
export const readCity = (
  tx: Transaction,
  question: CityQuestion & { vintageOn?: string },
): Promise<CountedCity> =>
  loadHistory(tx, { ...question, until: monthOf(question.until), from: monthOf(question.from) })

/** As `readCity`, in a transaction of its own. */
export const countedCity = (
  database: Database,
  actor: Actor,
  question: CityQuestion & { vintageOn?: string },
): Promise<CountedCity> => asModel(database, actor.id, 'risk of areas', (tx) => readCity(tx, question))

const riskOfCity = (city: CountedCity, { months, level, until }: RiskQuestion): Promise<Risk> =>
  inWorker<RiskWork, Risk>(worker, { city, months, level: level ?? 0.95, until: monthOf(until) })

/** The counts that a risk rests on, as they are remembered for a state of the data. */
export const cityOf = (
  state: string,
  { kind, validFrom, series, source, until, from, historyMonths }: CityQuestion,
): Declared => ({
  name: 'city',
  restsOn: [state, { kind, validFrom, series, source, until, from, historyMonths }],
})

/** As `countedCity`, remembered for a state of the data. */
export const rememberedCity = (
  database: Database,
  actor: Actor,
  state: string,
  question: CityQuestion,
): Promise<CountedCity> =>
  rememberedWork(database, actor.id, cityOf(state, question), () => countedCity(database, actor, question))

/**
 * Risk of every area over the months after `until`, remembered for a state of the data: pages ask the same again and
 * again. Errors: `not_enough`, `series_mixed`, `usage`.
 */
export const rememberedRisk = (
  database: Database,
  actor: Actor,
  state: string,
  question: CityQuestion & RiskQuestion,
): Promise<Risk> =>
  rememberedWork(database, actor.id, { name: 'risk', restsOn: [state, question] }, async () =>
    riskOfCity(await rememberedCity(database, actor, state, question), question),
  )

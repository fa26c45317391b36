import type { Database } from '../foundation/database.ts'
import { inWorker } from '../foundation/in-worker.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { parseMonth } from '../foundation/month.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { lastImport } from '../places/import-session.ts'
import { prepareCounts } from './count-burglaries.ts'
import { loadHistory } from './history.ts'
import { whatIsLoaded } from './loaded.ts'
import type { RiskWork } from './risk-worker.ts'
import type { CountedCity, Risk, RiskQuestion } from './types.ts'

const worker = new URL('risk-worker.ts', import.meta.url)

const monthOf = (text: string | undefined): number | undefined => {
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

/** Counts of a city as they are loaded. Errors: `not_enough`, `series_mixed`. */
export const countedCity = async (
  database: Database,
  actor: Actor,
  question: CityQuestion & { vintageOn?: string },
): Promise<CountedCity> => {
  const asked = { ...question, until: monthOf(question.until), from: monthOf(question.from) }
  const reader: Actor = { id: actor.id, role: 'risk' }
  for (;;) {
    const prepared = await prepareCounts(database, actor, asked)
    const read = await database.withActor(reader, 'risk of areas', async (tx) => ({
      city: await loadHistory(tx, asked),
      imported: await lastImport(tx),
    }))
    // An import that ended in between brought months that are not counted yet: they would pass for months of no crime.
    if (read.imported === prepared) return read.city
  }
}

/**
 * Risk of every area over the months after `until`. It is worked out in the risk role, which sees burglaries, homes,
 * time and place and nothing else.
 * Errors: `not_enough`, `series_mixed`, `usage`.
 */
export const riskOfAreas = async (
  database: Database,
  actor: Actor,
  question: CityQuestion & RiskQuestion,
): Promise<Risk> => {
  const city = await countedCity(database, actor, question)
  return inWorker<RiskWork, Risk>(worker, {
    city,
    months: question.months,
    level: question.level ?? 0.95,
    until: monthOf(question.until),
  })
}

const remembered = new WeakMap<Database, Map<string, Promise<Risk>>>()
const mostRemembered = 12

/** As `riskOfAreas`, remembering answers until something is imported: pages ask the same again and again. */
export const rememberedRisk = async (
  database: Database,
  actor: Actor,
  question: RiskQuestion,
): Promise<Risk> => {
  const { importedAt } = await whatIsLoaded(database, actor)
  const key = JSON.stringify([importedAt, question])
  let answers = remembered.get(database)
  if (!answers) remembered.set(database, (answers = new Map()))
  let answer = answers.get(key)
  if (!answer) {
    answer = riskOfAreas(database, actor, question)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    const oldest = answers.keys().next().value
    if (answers.size > mostRemembered && oldest !== undefined) answers.delete(oldest)
  }
  return answer
}

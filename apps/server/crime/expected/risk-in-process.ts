import type { Database } from '../../foundation/database.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import type { Risk, RiskQuestion } from '../types.ts'
import { riskOfCounts } from './risk-of-counts.ts'
import { countedCity, monthOf, type CityQuestion } from './risk.ts'

/**
 * Risk of every area over the months after `until`, for a command: its process serves nobody meanwhile, and a thread
 * would have to load the model anew. Errors: `not_enough`, `series_mixed`, `usage`.
 */
export const riskInProcess = async (
  database: Database,
  actor: Actor,
  question: CityQuestion & RiskQuestion,
): Promise<Risk> => {
  const { months, level, until } = question
  return riskOfCounts(await countedCity(database, actor, question), months, level, monthOf(until))
}

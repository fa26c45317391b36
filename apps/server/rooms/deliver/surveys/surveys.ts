import type { Transaction } from '../../../foundation/with-actor.ts'
import type { SurveyPeople } from './read-survey.ts'

/** How many of those asked a question on a day knew, in some areas together. */
export type SurveyAnswer = {
  onDay: string
  people: SurveyPeople
  question: string
  areas: number
  asked: number
  know: number
  /** How many answers there are in all. */
  total: number
}

/** Answers of surveys in some areas, the latest first: `most` of them, or all. */
export const surveyAnswers = async (
  tx: Transaction,
  areas: readonly string[],
  most: number | null,
): Promise<SurveyAnswer[]> => {
  const { rows } = await tx.query<SurveyAnswer>(
    `select on_day::text as "onDay", people, question, count(*)::int4 as areas, sum(asked)::int4 as asked,
            sum(know)::int4 as know, count(*) over ()::int4 as total
     from engagement.survey_count where area = any ($1)
     group by on_day, people, question order by on_day desc, people, question limit $2`,
    [areas, most],
  )
  return rows
}

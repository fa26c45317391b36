import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { renderView } from '../foundation/layout/views.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { exampleRisk } from './example-city.ts'
import { whatIsLoaded } from './loaded.ts'
import { choicesFrom, exampleChoices, missingParts } from './page-choices.ts'
import { areasCsv, csvName, planCsv } from './page-csv.ts'
import {
  readPageQuery,
  type FieldError,
  type PageChoices,
  type PageQuery,
  type PageQuestion,
} from './page-query.ts'
import { pageContext, resultOf } from './page-view.ts'
import { planOfRisk } from './plan-of-risk.ts'
import { rememberedRisk } from './risk.ts'
import type { Plan, Risk } from './types.ts'

type Asked = {
  query: PageQuery
  choices: PageChoices
  example: boolean
  missing: string[]
  importedAt: string | null
}

type Answered = { question: PageQuestion; risk: Risk; plan: Plan }

/** The field that an error of the analysis belongs to. */
const fieldOf = (error: MetTraceError, question: PageQuestion): FieldError => {
  const code = error.where.found ?? ''
  if (question.exclude.includes(code)) return { field: 'exclude', message: error.message }
  if (question.include.length > 0) return { field: 'include', message: error.message }
  return { field: error.code === 'not_enough' ? 'until' : 'series', message: error.message }
}

/** Target's pages and downloads. Until people sign in, the account that runs the server acts. */
export const targetRoutes = (app: FastifyInstance, database: Database, account: string): void => {
  const planner: Actor = { id: account, role: 'planner' }
  let example: Risk | undefined

  const ask = async (raw: unknown): Promise<Asked> => {
    const loaded = await whatIsLoaded(database, planner)
    const choices = choicesFrom(loaded)
    if (choices) {
      const query = readPageQuery(raw, choices)
      return { query, choices, example: false, missing: [], importedAt: loaded.importedAt }
    }
    example ??= exampleRisk({ months: 12 })
    const made = exampleChoices(example)
    return {
      query: readPageQuery(raw, made),
      choices: made,
      example: true,
      missing: missingParts(loaded),
      importedAt: null,
    }
  }

  const riskFor = async (question: PageQuestion): Promise<Risk> => {
    const { kind, series, until, months } = question
    if (series.source === 'example') return exampleRisk({ until, months })
    return rememberedRisk(database, planner, {
      kind: kind.kind,
      validFrom: kind.validFrom ?? undefined,
      series: series.series,
      source: series.source,
      until: until ?? series.to,
      months,
    })
  }

  /** The answer, or what is wrong with the question and the status that says so. */
  const answer = async (asked: Asked): Promise<Answered | { errors: FieldError[]; status: number }> => {
    const { question, errors } = asked.query
    if (!question) return { errors, status: 400 }
    try {
      const risk = await riskFor(question)
      const { kits, saturation, exclude, include } = question
      return {
        question,
        risk,
        plan: planOfRisk(risk, { kits, saturation, exclude, include, kitRounding: 'up' }),
      }
    } catch (error) {
      if (!(error instanceof MetTraceError) || error.status >= 500) throw error
      return { errors: [fieldOf(error, question)], status: error.status }
    }
  }

  app.get('/', async (request, reply) => {
    const asked = await ask(request.query)
    const answered = await answer(asked)
    const wrong = 'errors' in answered
    const result = wrong
      ? undefined
      : resultOf(answered.risk, answered.plan, answered.question, asked.query, asked.importedAt)
    const html = renderView(
      'target/views/where.njk',
      pageContext({ ...asked, errors: wrong ? answered.errors : [], result }),
    )
    return reply
      .code(wrong ? answered.status : 200)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html)
  })

  for (const what of ['areas', 'plan'] as const) {
    app.get(`/${what}.csv`, async (request, reply) => {
      const asked = await ask(request.query)
      const answered = await answer(asked)
      if ('errors' in answered) {
        throw new MetTraceError(
          answered.status === 409 ? 'not_enough' : 'usage',
          answered.errors.map(({ message }) => message).join('. '),
        )
      }
      const { risk, plan, question } = answered
      const content =
        what === 'areas' ? areasCsv(risk, plan, asked.query.view) : planCsv(risk, plan, question)
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${csvName(what, risk)}"`)
        .type('text/csv; charset=utf-8')
        .send(content)
    })
  }
}

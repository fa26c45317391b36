import type { FastifyReply, FastifyRequest } from 'fastify'
import { demonstrationOf } from '../places/made-up-city.ts'
import type { DataKind, Verb } from '../foundation/access/access-table.ts'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { whatIsLoaded } from './loaded.ts'
import { choicesFrom, missingParts } from './page-choices.ts'
import {
  readPageQuery,
  type FieldError,
  type PageChoices,
  type PageQuery,
  type PageQuestion,
} from './page-query.ts'
import { planDefaults } from './plan/plan-defaults.ts'
import { rememberedRisk } from './risk.ts'
import type { Risk } from './types.ts'

export type Asked = { query: PageQuery; choices: PageChoices; importedAt: string | null }

/** What is wrong with a question, and the status that says so. */
export type Refused = { errors: FieldError[]; status: number }

/** How a page of Target asks, for whoever sent the request. */
export type Asking = {
  database: Database
  actor: Actor
  /** Reads a question against what is loaded; what is still to be loaded where nothing can be asked. */
  ask: (raw: unknown) => Promise<Asked | { missing: string[] }>
  riskFor: (question: PageQuestion) => Promise<Risk>
  /** Answers with a page of this room, which says so when what it shows is made up. */
  show: (reply: FastifyReply, status: number, view: string, context: PageContext) => Promise<FastifyReply>
  /** The page that stands in while data are missing: what to load, and how. */
  showNothingLoaded: (reply: FastifyReply, page: string, missing: readonly string[]) => Promise<FastifyReply>
}

type PageContext = { page: string } & Record<string, unknown>

/** Asks for whoever sent a request, in the role they act in. */
export type AskingOf = (request: FastifyRequest) => Asking

const needs = <K extends DataKind>(verb: Verb, kind: K) => ({ config: { needs: { verb, kind } } })

/** What the role in use must be allowed for a route: by the access table. */
export const readsBurglary = needs('read', 'burglary')
export const readsPlans = needs('read', 'plan')
export const addsPlans = needs('add', 'plan')
export const readsSettings = needs('read', 'setting')

export const askingFor = (database: Database, actor: Actor): Asking => {
  const show: Asking['show'] = async (reply, status, view, context) => {
    const demonstration = await database.withActor(actor, 'is the city made up', demonstrationOf)
    const madeUp = demonstration?.state === 'loaded'
    return sendPage(reply, status, view, { room: 'Target', madeUp, ...context })
  }
  return {
    database,
    actor,
    ask: async (raw) => {
      const loaded = await whatIsLoaded(database, actor)
      const choices = choicesFrom(loaded, await planDefaults(database, actor))
      if (!choices) return { missing: missingParts(loaded) }
      return { query: readPageQuery(raw, choices), choices, importedAt: loaded.importedAt }
    },
    riskFor: ({ kind, series, until, months }) =>
      rememberedRisk(database, actor, {
        kind: kind.kind,
        validFrom: kind.validFrom ?? undefined,
        series: series.series,
        source: series.source,
        until: until ?? series.to,
        months,
      }),
    show,
    showNothingLoaded: (reply, page, missing) =>
      show(reply, 200, 'target/views/nothing-loaded.njk', { page, missing }),
  }
}

/** The field that an error of the analysis belongs to. */
const fieldOf = ({ code, message, where }: MetTraceError, question: PageQuestion): FieldError => {
  const found = where.found ?? ''
  const names = (list: readonly string[]): boolean => list.some((name) => name.split(/\s+/).includes(found))
  if (names(question.covered)) return { field: 'covered', message }
  if (names(question.exclude)) return { field: 'exclude', message }
  if (message.includes('BCU')) return { field: 'floor', message }
  if (question.include.length > 0) return { field: 'include', message }
  if (code === 'not_enough') return { field: 'until', message }
  return { field: message.startsWith('The kits cannot') ? 'kits' : 'series', message }
}

/** The answer, or what is wrong with the question. Faults of our own are thrown. */
export const answerOrRefuse = async <Answer>(
  { query }: Asked,
  answer: (question: PageQuestion) => Promise<Answer>,
): Promise<Answer | Refused> => {
  const { question, errors } = query
  if (!question) return { errors, status: 400 }
  try {
    return await answer(question)
  } catch (error) {
    if (!(error instanceof MetTraceError) || error.status >= 500) throw error
    return { errors: [fieldOf(error, question)], status: error.status }
  }
}

export const isRefused = (answer: object): answer is Refused => 'errors' in answer && 'status' in answer

/** For addresses that give a file: there is no form to show what is wrong. */
export const throwRefused = ({ errors, status }: Refused): never => {
  throw new MetTraceError(
    status === 409 ? 'not_enough' : 'usage',
    errors.map(({ message }) => message).join('. '),
  )
}

export const throwMissing = (missing: readonly string[]): never => {
  throw new MetTraceError('not_enough', `Still to be loaded: ${missing.join(', ')}.`)
}

export const sendFile = (reply: FastifyReply, name: string, type: string, content: unknown): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(content)

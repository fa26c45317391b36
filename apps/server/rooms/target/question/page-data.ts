import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Wanted } from '../../../foundation/jobs/work.ts'
import { isOfTheTurn } from '../../../foundation/jobs/memory.ts'
import type { Waiting } from '../../../foundation/jobs/work-pages.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { whatIsLoaded } from '../../../crime/loaded-data.ts'
import { choicesFrom, missingParts } from './page-choices.ts'
import { seesOwnPlaces } from '../../deliver/deployments/deployment-words.ts'
import { hasDeployments } from '../../deliver/deployments/deployments.ts'
import {
  readPageQuery,
  type FieldError,
  type PageChoices,
  type PageQuery,
  type PageQuestion,
} from './page-query.ts'
import { coveredNamed, coveredWords } from '../plan/covered-areas.ts'
import { planDefaults } from '../plan/plan-defaults.ts'
import { rememberedCity, rememberedRisk } from '../../../crime/expected/risk.ts'
import type { CountedCity, Risk, RiskQuestion } from '../../../crime/types.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { settings, type Setting } from '../../../foundation/settings.ts'
import { geographyVersion } from '../../../map/geography-version.ts'
import type { Ground } from '../plan/deployment-types.ts'
import { groundOf } from '../plan/ground.ts'

export type Asked<More = unknown> = {
  query: PageQuery
  choices: PageChoices
  importedAt: string | null
  settings: ReadonlyMap<string, Setting>
  /** State of the boundaries, for the address of the map's tiles. */
  mapVersion: number
  /** What the page read besides. */
  more: More
}

/** What is wrong with a question, and the status that says so. */
export type Refused = { errors: FieldError[]; status: number }

/** What a page reads besides, in its one transaction, once its question is read. */
type ReadMore<More> = (tx: Transaction, query: PageQuery) => Promise<More>

/** How a page of Target asks, for whoever sent the request. */
export type PageData = {
  database: Database
  actor: Actor
  /** Reads a question against what is loaded; what is still to be loaded where nothing can be asked. */
  ask: {
    (raw: unknown): Promise<Asked | { missing: string[] }>
    <More>(raw: unknown, readMore: ReadMore<More>): Promise<Asked<More> | { missing: string[] }>
  }
  /** One transaction of a page that asks no question. */
  read: <T>(purpose: string, read: (tx: Transaction) => Promise<T>) => Promise<T>
  /** Burglaries to expect, and the counts that it rests on. */
  riskFor: (question: PageQuestion) => Promise<Risk>
  cityFor: (question: PageQuestion) => Promise<CountedCity>
  /** The ground and the risk of every area: one look of the model at the data. */
  groundAndRiskFor: (question: PageQuestion) => Promise<{ ground: Ground; risk: Risk }>
  show: (reply: FastifyReply, status: number, view: string, context: PageContext) => FastifyReply
  /** The page that stands in while data are missing: what to load, and how. */
  showNothingLoaded: (reply: FastifyReply, page: string, missing: readonly string[]) => FastifyReply
}

/** Most that the work of one page may take, seconds. */
const longestWork = 300

type PageContext = { page: string } & Record<string, unknown>

const riskQuestion = ({ kind, series, until, months }: PageQuestion): RiskQuestion => ({
  kind: kind.kind,
  validFrom: kind.validFrom ?? undefined,
  series: series.series,
  source: series.source,
  until: until ?? series.to,
  months,
})

const show: PageData['show'] = (reply, status, view, context) =>
  sendPage(reply, status, view, { room: 'Target', ...context })

/** Areas with a deployment have kits; whoever sees some of them alone says so, and gets the plan that others get without. */
const coveredUsually = async (tx: Transaction, { role }: Actor): Promise<string> =>
  !seesOwnPlaces(role) && (await hasDeployments(tx)) ? coveredWords.deployments : ''

/** A question that names the areas with a deployment, with their codes. */
const withDeployments = async (tx: Transaction, query: PageQuery): Promise<PageQuery> => {
  const { question } = query
  if (!question) return query
  const covered = await coveredNamed(tx, question.covered, question.kind)
  return { ...query, question: { ...question, covered } }
}

/** Asks for whoever sent a request, in the role they act in. */
export const pageDataIn =
  (database: Database) =>
  (request: FastifyRequest): PageData => {
    const { actor } = request
    const read: PageData['read'] = (purpose, work) => readPage(database, request, purpose, work)
    const riskFor = (question: PageQuestion): Promise<Risk> =>
      rememberedRisk(database, actor, question.state, riskQuestion(question))
    return {
      database,
      actor,
      ask: (raw: unknown, readMore?: ReadMore<unknown>) =>
        read('a question to Target', async (tx) => {
          const loaded = await whatIsLoaded(database, tx)
          const all = await settings(tx)
          const choices = choicesFrom(loaded, planDefaults(all), await coveredUsually(tx, actor))
          if (!choices) return { missing: missingParts(loaded) }
          const query = await withDeployments(tx, readPageQuery(raw, choices))
          return {
            query,
            choices,
            importedAt: loaded.importedAt,
            settings: all,
            mapVersion: await geographyVersion(tx),
            more: await readMore?.(tx, query),
          }
        }),
      read,
      riskFor,
      cityFor: (question) => rememberedCity(database, actor, question.state, riskQuestion(question)),
      groundAndRiskFor: async (question) => ({
        ground: await groundOf(database, actor, question.state, riskQuestion(question)),
        risk: await riskFor(question),
      }),
      show,
      showNothingLoaded: (reply, page, missing) =>
        show(reply, 200, 'rooms/target/views/nothing-loaded.njk', { page, missing }),
    } as PageData
  }

/** The field that an error of the analysis belongs to. */
const fieldOf = ({ code, message, where }: MetTraceError, question: PageQuestion): FieldError => {
  const found = where.found ?? ''
  const names = (list: readonly string[]): boolean => list.some((name) => name.split(/\s+/).includes(found))
  if (names(question.covered)) return { field: 'covered', message }
  if (names(question.exclude)) return { field: 'exclude', message }
  if (where.about === 'bcuFloor') return { field: 'floor', message }
  if (question.include.length > 0) return { field: 'include', message }
  if (code === 'not_enough') return { field: 'until', message }
  return { field: where.about === 'kits' ? 'kits' : 'series', message }
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
    if (!(error instanceof MetTraceError) || error.status >= 500 || isOfTheTurn(error)) throw error
    return { errors: [fieldOf(error, question)], status: error.status }
  }
}

/** The work of a page of this room: one for all who ask the same question of the same data. */
export const wantedBy = (
  { query }: Asked,
  page: string,
  words: string,
  more: readonly unknown[] = [],
): Wanted & Waiting => ({
  name: page,
  restsOn: [query.question ?? null, ...more],
  words,
  seconds: longestWork,
  room: 'Target',
  page,
})

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

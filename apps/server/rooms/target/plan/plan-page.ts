import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../../../foundation/room/room.ts'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { areasGeoJson } from '../../../places/areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asked,
  type PageData,
  pageDataIn,
  wantedBy,
  type Refused,
} from '../question/page-data.ts'
import { boundsAsked } from '../risk/bounds.ts'
import { mapData } from '../risk/map-of-areas.ts'
import { downloadName } from '../risk/page-csv.ts'
import type { PageQuestion } from '../question/page-query.ts'
import { formContext } from '../risk/page-view.ts'
import type { Risk } from '../../../crime/types.ts'
import type { DeploymentPlan, Ground, OtherKitsPlan } from './deployment-types.ts'
import { planAreasCsv, planCsv, planProperties } from './plan-files.ts'
import { planChoice } from './plan-choice.ts'
import { planDeployments } from './plan-deployments.ts'
import { deploymentQuestion, otherNumbers, planResult, standingsOf } from './plan-view.ts'

type Planned = {
  plan: DeploymentPlan
  others: OtherKitsPlan[]
  risk: Risk
  ground: Ground
  question: PageQuestion
}

const plan = (pageData: PageData, asked: Asked, withOthers: boolean): Promise<Planned | Refused> =>
  answerOrRefuse(asked, async (question) => {
    const found = await pageData.groundAndRiskFor(question)
    const others = withOthers ? otherNumbers(question.kits) : []
    const answer = await planDeployments(
      pageData.database,
      pageData.actor,
      found,
      deploymentQuestion(question),
      others,
    )
    return { ...answer, ...found, question }
  })

const words = 'The plan'

const planForFile = async (
  pageData: PageData,
  asked: Asked | { missing: string[] },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Planned> => {
  if ('missing' in asked) return throwMissing(asked.missing)
  const planned = await answerInTime(request, reply, wantedBy(asked, 'Plan', words, ['alone']), () =>
    plan(pageData, asked, false),
  )
  return isRefused(planned) ? throwRefused(planned) : planned
}

/** The plan of whole deployment areas: its page, its map, and its files. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    plan: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Plan', asked.missing)
      const found = await answerOrWait(request, reply, wantedBy(asked, 'Plan', words), () =>
        plan(pageData, asked, true),
      )
      if (!found) return reply
      const planned = found.answer
      const refused = isRefused(planned)
      const form = formContext(asked.query, asked.choices, refused ? planned.errors : [])
      const result = refused
        ? undefined
        : planResult({
            ...planned,
            query: asked.query,
            importedAt: asked.importedAt,
            mapVersion: asked.mapVersion,
          })
      const status = refused ? planned.status : 200
      return pageData.show(reply, status, 'rooms/target/plan/plan.njk', { page: 'Plan', ...form, result })
    },
    planChoice: async (request, reply) => {
      const pageData = pageDataOf(request)
      const {
        risk,
        ground,
        plan: chosen,
        question,
      } = await planForFile(pageData, await pageData.ask(request.query), request, reply)
      return reply
        .header('cache-control', 'no-store')
        .send(planChoice(risk, deploymentQuestion(question), ground, chosen))
    },
    planCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      const { risk, plan: chosen, question } = await planForFile(pageData, asked, request, reply)
      return sendFile(
        reply,
        downloadName('plan', risk, 'csv'),
        'text/csv; charset=utf-8',
        planCsv(risk, chosen, question),
      )
    },
    planAreasCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      const { risk, plan: chosen } = await planForFile(pageData, asked, request, reply)
      return sendFile(
        reply,
        downloadName('plan-areas', risk, 'csv'),
        'text/csv; charset=utf-8',
        planAreasCsv(risk, chosen),
      )
    },
    planGeoJson: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      const { risk, plan: chosen } = await planForFile(pageData, asked, request, reply)
      const { kind, validFrom } = risk.inputs
      return sendFile(
        reply,
        downloadName('plan', risk, 'geojson'),
        'application/geo+json',
        areasGeoJson(
          pageData.database,
          pageData.actor,
          { kind, validFrom: validFrom ?? '' },
          planProperties(risk, chosen),
          {
            mettrace: risk.inputs,
          },
        ),
      )
    },
    planMap: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query, boundsAsked)
      if ('missing' in asked) return throwMissing(asked.missing)
      const { risk, plan: chosen } = await planForFile(pageData, asked, request, reply)
      return reply.header('cache-control', 'no-store').send(mapData(risk, asked.more, standingsOf(chosen)))
    },
  }
}

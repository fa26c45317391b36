import type { FastifyInstance } from 'fastify'
import { geographyVersion } from '../../map/tile-routes.ts'
import { areasGeoJson } from '../areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asked,
  type Asking,
  type AskingOf,
  type Refused,
  readsBurglary,
} from '../asking.ts'
import { boundsOf } from '../bounds.ts'
import { mapData } from '../map-of-areas.ts'
import { downloadName } from '../page-csv.ts'
import type { PageQuestion } from '../page-query.ts'
import { formContext } from '../page-view.ts'
import type { Risk } from '../types.ts'
import type { DeploymentAnswer } from './deployment-worker.ts'
import { planCsv, planProperties } from './plan-files.ts'
import { planChoice } from './plan-choice.ts'
import { groundOf, planDeployments } from './plan-deployments.ts'
import { deploymentQuestion, otherNumbers, planResult, standingsOf } from './plan-view.ts'

type Planned = DeploymentAnswer & { risk: Risk; question: PageQuestion }

const plan = (asking: Asking, asked: Asked, withOthers: boolean): Promise<Planned | Refused> =>
  answerOrRefuse(asked, async (question) => {
    const risk = await asking.riskFor(question)
    const others = withOthers ? otherNumbers(question.kits) : []
    const answer = await planDeployments(
      asking.database,
      asking.actor,
      risk,
      deploymentQuestion(question),
      others,
    )
    return { ...answer, risk, question }
  })

const planForFile = async (asking: Asking, query: unknown): Promise<Planned> => {
  const asked = await asking.ask(query)
  if ('missing' in asked) return throwMissing(asked.missing)
  const planned = await plan(asking, asked, false)
  return isRefused(planned) ? throwRefused(planned) : planned
}

/** The plan of whole deployment areas: its page, its map, and its files. */
export const planPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/plan', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Plan', asked.missing)
    const planned = await plan(asking, asked, true)
    const refused = isRefused(planned)
    const form = formContext(asked.query, asked.choices, refused ? planned.errors : [])
    const result = refused
      ? undefined
      : planResult({
          ...planned,
          query: asked.query,
          importedAt: asked.importedAt,
          mapVersion: await geographyVersion(asking.database, asking.actor),
        })
    const status = refused ? planned.status : 200
    return asking.show(reply, status, 'target/plan/plan.njk', { page: 'Plan', ...form, result })
  })

  app.get('/plan-choice.json', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, plan: chosen, question } = await planForFile(asking, request.query)
    const ground = await groundOf(asking.database, asking.actor, risk)
    return reply
      .header('cache-control', 'no-store')
      .send(planChoice(risk, deploymentQuestion(question), ground, chosen))
  })

  app.get('/plan.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, plan: chosen, question } = await planForFile(asking, request.query)
    return sendFile(
      reply,
      downloadName('plan', risk, 'csv'),
      'text/csv; charset=utf-8',
      planCsv(risk, chosen, question),
    )
  })

  app.get('/plan.geojson', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, plan: chosen } = await planForFile(asking, request.query)
    const { kind, validFrom } = risk.inputs
    return sendFile(
      reply,
      downloadName('plan', risk, 'geojson'),
      'application/geo+json',
      areasGeoJson(
        asking.database,
        asking.actor,
        { kind, validFrom: validFrom ?? '' },
        planProperties(risk, chosen),
        {
          mettrace: risk.inputs,
        },
      ),
    )
  })

  app.get('/plan.json', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, plan: chosen } = await planForFile(asking, request.query)
    const { kind, validFrom } = risk.inputs
    const bounds = await asking.database.withActor(asking.actor, 'extent of the map', (tx) =>
      boundsOf(tx, { kind, validFrom: validFrom ?? '' }),
    )
    return reply.header('cache-control', 'no-store').send(mapData(risk, bounds, standingsOf(chosen)))
  })
}

import type { FastifyInstance } from 'fastify'
import { geographyVersion } from '../map/tile-routes.ts'
import { areaOfPostcode } from '../places/postcodes.ts'
import { areasGeoJson } from './areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type AskingOf,
  readsBurglary,
} from './asking.ts'
import { boundsOf } from './bounds.ts'
import { mapData } from './map-of-areas.ts'
import { areaLines } from './page-areas.ts'
import { areasCsv, downloadName, round } from './page-csv.ts'
import { areaHref } from './page-links.ts'
import { formContext, riskResult } from './page-view.ts'

/** Where burglary falls on homes: the map, the table, and both as files. */
export const riskPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Risk', asked.missing)
    const { query, choices, importedAt } = asked
    const answer = await answerOrRefuse(asked, async (question) => ({
      risk: await asking.riskFor(question),
      question,
    }))
    if (isRefused(answer)) {
      const form = formContext(query, choices, answer.errors)
      return asking.show(reply, answer.status, 'target/views/risk.njk', { page: 'Risk', ...form })
    }
    const { kind } = answer.question
    const found = await asking.database.withActor(asking.actor, 'area of a postcode', (tx) =>
      areaOfPostcode(tx, query.view.find, kind.kind),
    )
    if (found !== undefined && answer.risk.areas.some(({ code }) => code === found)) {
      return reply.redirect(areaHref(answer.risk.inputs, found), 303)
    }
    return asking.show(reply, 200, 'target/views/risk.njk', {
      page: 'Risk',
      ...formContext(query, choices, []),
      result: riskResult(
        answer.risk,
        query,
        importedAt,
        await geographyVersion(asking.database, asking.actor),
      ),
    })
  })

  app.get('/areas.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return throwMissing(asked.missing)
    const risk = await answerOrRefuse(asked, asking.riskFor)
    if (isRefused(risk)) return throwRefused(risk)
    return sendFile(
      reply,
      downloadName('areas', risk, 'csv'),
      'text/csv; charset=utf-8',
      areasCsv(risk, asked.query.view),
    )
  })

  app.get('/areas.geojson', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return throwMissing(asked.missing)
    const risk = await answerOrRefuse(asked, asking.riskFor)
    if (isRefused(risk)) return throwRefused(risk)
    const { inputs } = risk
    const properties = new Map(
      areaLines(risk, asked.query.view).map((line) => [
        line.code,
        {
          code: line.code,
          name: line.name,
          homes: line.homes,
          expected: round(line.expected, 4),
          low: line.low,
          high: line.high,
          expected_per_1000_homes: round(1000 * line.rate, 4),
          rank: line.rank,
          last_12_months: line.lastYear,
        },
      ]),
    )
    return sendFile(
      reply,
      downloadName('areas', risk, 'geojson'),
      'application/geo+json',
      areasGeoJson(
        asking.database,
        asking.actor,
        { kind: inputs.kind, validFrom: inputs.validFrom ?? '' },
        properties,
        {
          mettrace: inputs,
        },
      ),
    )
  })

  app.get('/risk.json', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return throwMissing(asked.missing)
    const risk = await answerOrRefuse(asked, asking.riskFor)
    if (isRefused(risk)) return throwRefused(risk)
    const { kind, validFrom } = risk.inputs
    const bounds = await asking.database.withActor(asking.actor, 'extent of the map', (tx) =>
      boundsOf(tx, { kind, validFrom: validFrom ?? '' }),
    )
    return reply.header('cache-control', 'no-store').send(mapData(risk, bounds))
  })
}

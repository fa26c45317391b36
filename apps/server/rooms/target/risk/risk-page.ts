import type { Answers } from '../../../foundation/room/room.ts'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { areaOfPostcode } from '../../../places/postcodes.ts'
import { areasGeoJson } from '../../../places/areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  pageDataIn,
  wantedBy,
  type Asked,
} from '../question/page-data.ts'
import { boundsAsked } from './bounds.ts'
import { mapData } from './map-of-areas.ts'
import { areaLines } from './page-areas.ts'
import { areasCsv, downloadName, round } from './page-csv.ts'
import { areaHref } from '../question/page-links.ts'
import { formContext, riskResult } from './page-view.ts'

const riskWork = (asked: Asked) => wantedBy(asked, 'Risk by area', 'The risk of every area')

/** Expected burglary by area: the map, the table, and both as files. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    risk: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(
        request.query,
        async (tx, { question, view }) => question && areaOfPostcode(tx, view.find, question.kind.kind),
      )
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Risk by area', asked.missing)
      const { query, choices, importedAt, mapVersion, more: area } = asked
      const found = await answerOrWait(request, reply, riskWork(asked), () =>
        answerOrRefuse(asked, pageData.riskFor),
      )
      if (!found) return reply
      const risk = found.answer
      if (isRefused(risk)) {
        const form = formContext(query, choices, risk.errors)
        return pageData.show(reply, risk.status, 'rooms/target/risk/risk.njk', {
          page: 'Risk by area',
          ...form,
        })
      }
      if (area !== undefined && risk.areas.some(({ code }) => code === area)) {
        return reply.redirect(areaHref(risk.inputs, area, query.typed), 303)
      }
      return pageData.show(reply, 200, 'rooms/target/risk/risk.njk', {
        page: 'Risk by area',
        ...formContext(query, choices, []),
        result: riskResult(risk, query, importedAt, mapVersion),
      })
    },
    areasCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return throwMissing(asked.missing)
      const risk = await answerInTime(request, reply, riskWork(asked), () =>
        answerOrRefuse(asked, pageData.riskFor),
      )
      if (isRefused(risk)) return throwRefused(risk)
      return sendFile(
        reply,
        downloadName('areas', risk, 'csv'),
        'text/csv; charset=utf-8',
        areasCsv(risk, asked.query.view),
      )
    },
    areasGeoJson: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return throwMissing(asked.missing)
      const risk = await answerInTime(request, reply, riskWork(asked), () =>
        answerOrRefuse(asked, pageData.riskFor),
      )
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
          pageData.database,
          pageData.actor,
          { kind: inputs.kind, validFrom: inputs.validFrom ?? '' },
          properties,
          {
            mettrace: inputs,
          },
        ),
      )
    },
    riskMap: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query, boundsAsked)
      if ('missing' in asked) return throwMissing(asked.missing)
      const risk = await answerInTime(request, reply, riskWork(asked), () =>
        answerOrRefuse(asked, pageData.riskFor),
      )
      if (isRefused(risk)) return throwRefused(risk)
      return reply.header('cache-control', 'no-store').send(mapData(risk, asked.more))
    },
  }
}

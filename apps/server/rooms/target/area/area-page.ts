import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../../../foundation/room/room.ts'
import { answerInTime } from '../../../foundation/jobs/work-pages.ts'
import { z } from 'zod'
import { areaReasons } from '../plan/area-reasons.ts'
import { dayInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type PageData,
  pageDataIn,
  wantedBy,
} from '../question/page-data.ts'
import { downloadName, scopeColumns, table } from '../risk/page-csv.ts'
import { intervalBar, scaleEnd } from '../risk/page-interval.ts'
import { howExpected, levelInWords, periodAhead } from '../risk/page-figures.ts'
import {
  interval,
  kindInWords,
  monthInWords,
  oneDecimal,
  periodInWords,
  wholeNumber,
} from '../../../foundation/words/figures.ts'
import { noSuchArea } from '../../../crime/known-areas.ts'
import { isWardShare, seriesAndSource } from '../../../crime/words.ts'
import { placesByRate } from '../plan/plan-of-risk.ts'
import type { Risk, RiskScope, Series } from '../../../crime/types.ts'
import { areasWithFewHomes, fewHomesMeans } from '../risk/few-homes.ts'
import { areaHref, linkTo } from '../question/page-links.ts'
import { targetPaths } from '../paths.ts'
import { monthChart } from './month-chart.ts'
import { monthlySeries, type MonthlySeries } from './monthly-series.ts'

const place = z.object({ kind: z.string(), validFrom: z.iso.date(), code: z.string().max(100) })

const notThere = (): never => {
  throw new MetTraceError('not_found', 'There is no such area.')
}

/** Months as rows of years, for the table beside the chart. */
const byYear = ({ months }: MonthlySeries): { year: string; months: string[]; total: string }[] => {
  const years = Map.groupBy(months, ({ month }) => month.slice(0, 4))
  return [...years].map(([year, own]) => ({
    year,
    months: Array.from({ length: 12 }, (_, at) => {
      const found = own.find(({ month }) => month.endsWith(`-${String(at + 1).padStart(2, '0')}`))
      return found ? wholeNumber(found.burglaries) : '–'
    }),
    total: wholeNumber(own.reduce((sum, { burglaries }) => sum + burglaries, 0)),
  }))
}

const figuresOf = (risk: Risk, at: number) => {
  const area = risk.areas[at]!
  const { inputs, city } = risk
  const homes = risk.areas.reduce((sum, each) => sum + each.homes, 0)
  const rank = placesByRate(risk.areas).get(area.code) ?? 0
  const ahead = periodAhead(inputs.until, inputs.months)
  return {
    homes: wholeNumber(area.homes),
    expected: oneDecimal(area.expected),
    interval: interval(area),
    bar: intervalBar(area, scaleEnd([area.high])),
    level: levelInWords(inputs.level),
    ahead: periodInWords(ahead.from, ahead.to),
    how: howExpected(risk),
    rate: area.homes > 0 ? oneDecimal((1000 * area.expected) / area.homes) : '–',
    rank: rank > 0 ? wholeNumber(rank) : '–',
    of: wholeNumber(risk.areas.length),
    reasons:
      area.homes > 0
        ? areaReasons({
            homes: area.homes,
            expected: area.expected,
            months: inputs.months,
            lastTwelveMonths: area.lastYear,
            rank,
            areas: risk.areas.length,
            cityExpected: city.expected,
            cityHomes: homes,
          })
        : ['No homes are loaded for this area, so it has no rate and is never chosen.'],
  }
}

/** Months are shown as they were counted: a ward's share has none of its own. */
const monthsOf = (scope: Pick<RiskScope, 'series' | 'source'>): Series =>
  isWardShare(scope) ? 'all' : scope.series

const areaOf = async (pageData: PageData, request: FastifyRequest, reply: FastifyReply) => {
  const { kind, validFrom, code } = place.safeParse(request.params).data ?? notThere()
  const query = { ...(request.query as object), areas: `${kind}-${validFrom}` }
  const asked = await pageData.ask(query, async (tx, { question }) => {
    if (!question) return { months: [], breaks: [] }
    const { series, until = series.to } = question
    return monthlySeries(tx, code, { kind, validFrom, ...series, series: monthsOf(series), until })
  })
  if ('missing' in asked) return throwMissing(asked.missing)
  if (!asked.choices.kinds.some((each) => each.kind === kind && each.validFrom === validFrom)) notThere()
  const found = await answerInTime(request, reply, wantedBy(asked, 'Area', 'The risk of every area'), () =>
    answerOrRefuse(asked, pageData.groundAndRiskFor),
  )
  if (isRefused(found)) return throwRefused(found)
  const { risk, ground } = found
  const at = risk.areas.findIndex((area) => area.code === code)
  if (risk.notKnown?.some(({ codes }) => codes.includes(code))) throw noSuchArea(code, risk.notKnown)
  return { risk, ground, at, area: risk.areas[at] ?? notThere(), series: asked.more, query: asked.query }
}

/** One area: its burglaries by month, its homes and risk, and why it is or is not among the first. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    areaMonthsCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { risk, area, series } = await areaOf(pageData, request, reply)
      return sendFile(
        reply,
        downloadName(`months-${area.code.replaceAll(/[^\w-]/g, '_')}`, risk, 'csv'),
        'text/csv; charset=utf-8',
        table<MonthlySeries['months'][number]>(
          [
            ['code', () => area.code],
            ['name', () => area.name],
            ['month', ({ month }) => month],
            ['burglaries', ({ burglaries }) => burglaries],
            ...scopeColumns({ ...risk, inputs: { ...risk.inputs, series: monthsOf(risk.inputs) } }),
          ],
          series.months,
        ),
      )
    },
    area: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { risk, ground, at, area, series, query } = await areaOf(pageData, request, reply)
      const { code } = area
      const asTyped = { series: query.typed.series, until: query.typed.until, months: query.typed.months }
      const { kind } = risk.inputs
      const validFrom = risk.inputs.validFrom ?? ''
      const { start, list } = ground.neighbours
      const counted = series.months.some(({ burglaries }) => burglaries > 0)
      const title = area.name ?? area.code
      const period = periodInWords(risk.inputs.from, risk.inputs.until)
      return pageData.show(reply, 200, 'rooms/target/area/area.njk', {
        page: 'Risk by area',
        title,
        code,
        kind: kindInWords(kind).one,
        borough: ground.borough.names[ground.borough.of[at] ?? -1],
        bcu: ground.bcu.names[ground.bcu.of[at] ?? -1],
        validFrom: dayInWords(validFrom),
        series: seriesAndSource({ ...risk.inputs, series: monthsOf(risk.inputs) }),
        expectedOf: seriesAndSource(risk.inputs),
        fewHomes: areasWithFewHomes(risk).has(code) ? fewHomesMeans : undefined,
        allHref: linkTo(targetPaths.risk(), query),
        period,
        figures: figuresOf(risk, at),
        chart: counted
          ? monthChart(series, `Burglaries in ${title} by month, ${period}; the table has every figure`)
          : undefined,
        years: byYear(series),
        csvHref: targetPaths.areaMonthsCsv({ kind, validFrom, code }, asTyped),
        breaks: series.breaks.map(({ month, words }) => ({ month: monthInWords(month), words })),
        neighbours: [...list.subarray(start[at], start[at + 1])].map((other) => ({
          code: risk.areas[other]!.code,
          name: risk.areas[other]!.name ?? risk.areas[other]!.code,
          href: areaHref(risk.inputs, risk.areas[other]!.code, query.typed),
        })),
        includeHref: targetPaths.plan({ ...asTyped, include: code }),
        excludeHref: targetPaths.plan({ ...asTyped, exclude: code }),
      })
    },
  }
}

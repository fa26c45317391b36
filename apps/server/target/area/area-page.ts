import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { areaReasons } from '@mettrace/analysis/plan/reasons'
import { dayInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asking,
  type AskingOf,
  readsBurglary,
} from '../asking.ts'
import { downloadName, scopeColumns, table } from '../page-csv.ts'
import { intervalBar, scaleEnd } from '../page-interval.ts'
import { howExpected, levelInWords, periodAhead } from '../page-figures.ts'
import {
  interval,
  kindInWords,
  monthInWords,
  oneDecimal,
  periodInWords,
  seriesAndSource,
  wholeNumber,
} from '../page-words.ts'
import { placesByRate } from '../plan-of-risk.ts'
import { groundOf } from '../plan/plan-deployments.ts'
import type { Risk } from '../types.ts'
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

const areaOf = async (asking: Asking, params: unknown, query: unknown) => {
  const { kind, validFrom, code } = place.safeParse(params).data ?? notThere()
  const asked = await asking.ask({ ...(query as object), areas: `${kind}-${validFrom}` })
  if ('missing' in asked) return throwMissing(asked.missing)
  if (!asked.choices.kinds.some((each) => each.kind === kind && each.validFrom === validFrom)) notThere()
  const risk = await answerOrRefuse(asked, asking.riskFor)
  if (isRefused(risk)) return throwRefused(risk)
  const at = risk.areas.findIndex((area) => area.code === code)
  return { risk, at, area: risk.areas[at] ?? notThere() }
}

/** One area: its burglaries by month, its homes and risk, and why it is or is not among the first. */
export const areaPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/areas/:kind/:validFrom/:code/months.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, area } = await areaOf(asking, request.params, request.query)
    const { months } = await monthlySeries(asking.database, asking.actor, area.code, risk.inputs)
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
          ...scopeColumns(risk),
        ],
        months,
      ),
    )
  })

  app.get('/areas/:kind/:validFrom/:code', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { risk, at, area } = await areaOf(asking, request.params, request.query)
    const { code } = area
    const { kind } = risk.inputs
    const validFrom = risk.inputs.validFrom ?? ''
    const [series, ground] = await Promise.all([
      monthlySeries(asking.database, asking.actor, code, risk.inputs),
      groundOf(asking.database, asking.actor, risk),
    ])
    const { start, list } = ground.neighbours
    const counted = series.months.some(({ burglaries }) => burglaries > 0)
    const title = area.name ?? area.code
    const period = periodInWords(risk.inputs.from, risk.inputs.until)
    return asking.show(reply, 200, 'target/area/area.njk', {
      page: 'Risk',
      title,
      code,
      kind: kindInWords(kind).one,
      borough: ground.borough.names[ground.borough.of[at] ?? -1],
      bcu: ground.bcu.names[ground.bcu.of[at] ?? -1],
      validFrom: dayInWords(validFrom),
      series: seriesAndSource(risk.inputs),
      period,
      figures: figuresOf(risk, at),
      chart: counted
        ? monthChart(series, `Burglaries in ${title} by month, ${period}; the table has every figure`)
        : undefined,
      years: byYear(series),
      csvHref: `/areas/${kind}/${validFrom}/${encodeURIComponent(code)}/months.csv`,
      breaks: series.breaks.map(({ month, words }) => ({ month: monthInWords(month), words })),
      neighbours: [...list.subarray(start[at], start[at + 1])].map((other) => ({
        code: risk.areas[other]!.code,
        name: risk.areas[other]!.name ?? risk.areas[other]!.code,
        href: `/areas/${kind}/${validFrom}/${encodeURIComponent(risk.areas[other]!.code)}`,
      })),
      includeHref: `/plan?include=${encodeURIComponent(code)}`,
      excludeHref: `/plan?exclude=${encodeURIComponent(code)}`,
    })
  })
}

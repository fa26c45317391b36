import type { FastifyInstance } from 'fastify'
import type { BacktestResult, Model } from '@mettrace/analysis/backtest/backtest'
import { MetTraceError } from '../../foundation/errors.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  throwMissing,
  throwRefused,
  type Asked,
  type Asking,
  type AskingOf,
  readsBurglary,
} from '../asking.ts'
import { table } from '../page-csv.ts'
import { linkTo } from '../page-links.ts'
import { formContext } from '../page-view.ts'
import { interval, oneDecimal, percent, periodInWords, seriesAndSource, wholeNumber } from '../page-words.ts'
import { earlierYears, pastPeriods, type PastYear } from './earlier-years.ts'

const names: Record<Model, string> = {
  mettrace: 'MetTrace',
  lastYear: 'Last year’s count',
  threeYearMean: 'Mean of three years',
  kde: 'Kernel density (hotspot map)',
  prospective: 'Prospective map',
  oracle: 'Oracle: who knew the year beforehand',
}

/** How long a request waits before it says that the work goes on. */
const patience = 1500

const rowOf = ({ model, areas, hits, hitRate, pai, expected, low, high }: BacktestResult) => ({
  name: names[model],
  ours: model === 'mettrace',
  areas: wholeNumber(areas),
  hits: wholeNumber(hits),
  hitRate: hitRate === null ? '–' : percent(hitRate),
  pai: pai === null ? '–' : pai.toFixed(2),
  expected: model === 'oracle' ? '–' : wholeNumber(expected),
  interval: low === null || high === null ? '–' : interval({ low, high }),
  inside: low === null || high === null ? '–' : hits >= low && hits <= high ? 'yes' : 'no',
})

/** What it says in one sentence, for and against. */
const wordsOf = ({ results }: PastYear): string => {
  const of = (model: Model): BacktestResult | undefined => results.find((each) => each.model === model)
  const [ours, lastYear, oracle] = [of('mettrace'), of('lastYear'), of('oracle')]
  if (!ours || !lastYear || ours.hitRate === null || lastYear.hitRate === null) return ''
  const points = 100 * (ours.hitRate - lastYear.hitRate)
  const better = points >= 0 ? `${oneDecimal(points)} points more` : `${oneDecimal(-points)} points fewer`
  const share =
    ours.expected > 0 ? `; it expected ${wholeNumber(ours.expected)} and ${wholeNumber(ours.hits)} came` : ''
  const best = oracle?.hitRate
    ? `, where ${percent(oracle.hitRate)} was the most that anybody could have`
    : ''
  return `The areas that MetTrace would have chosen held ${percent(ours.hitRate)} of burglaries, ${better} than last year’s count would have found${best}${share}.`
}

/** A file is waited for longer: nothing asks again for it by itself. */
const filePatience = 25_000

type Row = BacktestResult & { from: string; to: string }

const backTestCsv = (rows: readonly Row[], scope: string): string =>
  table<Row>(
    [
      ['from', ({ from }) => from],
      ['to', ({ to }) => to],
      ['way_of_choosing', ({ model }) => model],
      ['areas', ({ areas }) => areas],
      ['homes', ({ homes }) => homes],
      ['burglaries_met', ({ hits }) => hits],
      ['hit_rate', ({ hitRate }) => hitRate],
      ['pai', ({ pai }) => pai],
      ['pei', ({ pei }) => pei],
      ['expected', ({ expected }) => expected],
      ['low', ({ low }) => low],
      ['high', ({ high }) => high],
      ['series', () => scope],
    ],
    rows,
  )

const tried = (asking: Asking, asked: Asked, wait: number) =>
  answerOrRefuse(asked, async ({ kits, saturation, kind, series, until }) => {
    const periods = pastPeriods(series.from, until ?? series.to)
    const years = await earlierYears(
      asking.database,
      asking.actor,
      asked.importedAt ?? '',
      {
        kind: kind.kind,
        validFrom: kind.validFrom ?? undefined,
        series: series.series,
        source: series.source,
        kits,
        saturation,
        exclude: [],
        kitRounding: 'none',
      },
      periods,
      wait,
    )
    return { periods, years, scope: seriesAndSource(series) }
  })

/** Would it have worked: earlier years chosen for as if they had been ahead, against what happened. */
export const backTestPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/back-test.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return throwMissing(asked.missing)
    const answer = await tried(asking, asked, filePatience)
    if (isRefused(answer)) return throwRefused(answer)
    if (!answer.years)
      throw new MetTraceError('not_enough', 'Earlier years are still being worked out. Ask again.')
    const rows = answer.years.flatMap(({ from, to, results }) =>
      results.map((result) => ({ from, to, ...result })),
    )
    return sendFile(
      reply,
      'mettrace-back-test.csv',
      'text/csv; charset=utf-8',
      backTestCsv(rows, answer.scope),
    )
  })

  app.get('/back-test', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Back-test', asked.missing)
    const answer = await tried(asking, asked, patience)
    const refused = isRefused(answer)
    const form = formContext(asked.query, asked.choices, refused ? answer.errors : [])
    const page = { page: 'Back-test', ...form }
    if (refused) return asking.show(reply, answer.status, 'target/back-test/back-test.njk', page)
    const { years, periods, scope } = answer
    if (!years) reply.header('refresh', '2')
    return asking.show(reply, 200, 'target/back-test/back-test.njk', {
      ...page,
      scope,
      waiting: !years,
      csvHref: linkTo('/back-test.csv', asked.query),
      tooShort: periods.length === 0,
      years: years?.map((year) => ({
        period: periodInWords(year.from, year.to),
        id: `year-${year.from}`,
        words: wordsOf(year),
        rows: year.results.map(rowOf),
      })),
      command:
        periods[0] &&
        `npm run -s mettrace -- backtest --test ${periods[0].from}..${periods[0].to} --kits ${asked.query.question?.kits}`,
    })
  })
}

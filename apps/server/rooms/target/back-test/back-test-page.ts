import { targetPaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { BacktestResult, Model } from '@mettrace/analysis/backtest/backtest'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
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
} from '../question/page-data.ts'
import { table } from '../risk/page-csv.ts'
import { linkTo } from '../question/page-links.ts'
import { formContext } from '../risk/page-view.ts'
import {
  count,
  interval,
  oneDecimal,
  percent,
  periodInWords,
  wholeNumber,
} from '../../../foundation/words/figures.ts'
import { seriesAndSource } from '../../../crime/words.ts'
import { earlierYears, pastPeriods, type PastYear } from './earlier-years.ts'

const names: Record<Model, string> = {
  mettrace: 'MetTrace',
  lastYear: 'Last year’s count',
  threeYearMean: 'Mean of three years',
  kde: 'Kernel density (hotspot map)',
  prospective: 'Prospective map',
  oracle: 'Best with hindsight',
}

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
    ours.expected > 0
      ? `; we predicted ${count(ours.expected, 'burglary', 'burglaries')} there and ${wholeNumber(ours.hits)} were recorded`
      : ''
  const best = oracle?.hitRate ? `; the best choice with hindsight had ${percent(oracle.hitRate)}` : ''
  return `The areas that MetTrace would have chosen had ${percent(ours.hitRate)} of burglaries, ${better} than last year’s count would have found${best}${share}.`
}

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

const backTestWork = (asked: Asked) => wantedBy(asked, 'Test on past years', 'The back-test')

const tried = (pageData: PageData, asked: Asked) =>
  answerOrRefuse(asked, async ({ state, kits, saturation, kind, series, until }) => {
    const periods = pastPeriods(series.from, until ?? series.to)
    const years = await earlierYears(
      pageData.database,
      pageData.actor,
      state,
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
    )
    return { periods, years, scope: seriesAndSource(series) }
  })

/** Would it have worked: earlier years chosen for as if they had been ahead, against what happened. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    backTestCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return throwMissing(asked.missing)
      const answer = await answerInTime(request, reply, backTestWork(asked), () => tried(pageData, asked))
      if (isRefused(answer)) return throwRefused(answer)
      const rows = answer.years.flatMap(({ from, to, results }) =>
        results.map((result) => ({ from, to, ...result })),
      )
      return sendFile(
        reply,
        'mettrace-back-test.csv',
        'text/csv; charset=utf-8',
        backTestCsv(rows, answer.scope),
      )
    },
    backTest: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query)
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Test on past years', asked.missing)
      const found = await answerOrWait(request, reply, backTestWork(asked), () => tried(pageData, asked))
      if (!found) return reply
      const { answer } = found
      const refused = isRefused(answer)
      const form = formContext(asked.query, asked.choices, refused ? answer.errors : [])
      const page = { page: 'Test on past years', ...form }
      if (refused) return pageData.show(reply, answer.status, 'rooms/target/back-test/back-test.njk', page)
      const { years, periods, scope } = answer
      return pageData.show(reply, 200, 'rooms/target/back-test/back-test.njk', {
        ...page,
        scope,
        csvHref: linkTo(targetPaths.backTestCsv(), asked.query),
        tooShort: periods.length === 0,
        years: years.map((year) => ({
          period: periodInWords(year.from, year.to),
          id: `year-${year.from}`,
          words: wordsOf(year),
          rows: year.results.map(rowOf),
        })),
        command:
          periods[0] &&
          `npm run -s mettrace -- backtest --test ${periods[0].from}..${periods[0].to} --kits ${asked.query.question?.kits} --kind ${asked.query.question?.kind.kind} --series ${asked.query.question?.series.series} --source ${asked.query.question?.series.source}`,
      })
    },
  }
}

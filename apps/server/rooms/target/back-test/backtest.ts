import { noSuchArea, withoutNotKnown } from '../../../crime/known-areas.ts'
import type { BacktestInputs, BacktestResult } from '@mettrace/analysis/backtest/backtest'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { firstDay, formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import type { KitRounding } from '@mettrace/analysis/plan/kits'
import { asModel, readCity, type CityQuestion } from '../../../crime/expected/risk.ts'
import { burglaryPoints } from '../../../crime/area-counts.ts'
import type { CountedCity, RiskScope } from '../../../crime/types.ts'

export type BacktestQuestion = CityQuestion & {
  level?: number
  testFrom: string
  testTo: string
  kits: number
  saturation: number
  exclude: readonly string[]
  kitRounding: KitRounding
}

export type BacktestScope = Pick<RiskScope, 'kind' | 'validFrom' | 'series' | 'source' | 'from' | 'until'> & {
  warnings: string[]
}

const worker = new URL('backtest-worker.ts', import.meta.url)

const monthOf = (text: string): Month => {
  const month = parseMonth(text)
  if (month === undefined)
    throw new MetTraceError('usage', 'This is not a month.', { found: text, expected: '2014-12' })
  return month
}

/** What a back-test reads: the city as it was counted, and single burglaries where the source has their points. */
type PastCity = {
  city: CountedCity
  events: BacktestInputs['events']
  until: Month
  testFrom: Month
  testTo: Month
}

/**
 * Reads what scoring a past period rests on, as the model.
 * Errors: `usage` (test before its history, unknown area), `not_enough` (a month of the test is not loaded),
 * `series_mixed`.
 */
export const readPast = async (tx: Transaction, question: BacktestQuestion): Promise<PastCity> => {
  const until = question.until === undefined ? monthOf(question.testFrom) - 1 : monthOf(question.until)
  const testFrom = monthOf(question.testFrom)
  const testTo = monthOf(question.testTo)
  if (testFrom <= until) {
    throw new MetTraceError('usage', 'The test must begin after the last month that may be known.', {
      found: question.testFrom,
      expected: `${formatMonth(until + 1)} or later`,
    })
  }
  // The boundaries in force when the period begins, as a planner would have had them; the test's months included.
  const { historyMonths, ...asked } = question
  const city = await readCity(tx, {
    ...asked,
    from: historyMonths === undefined ? question.from : formatMonth(until - historyMonths + 1),
    until: question.testTo,
    vintageOn: firstDay(until + 1),
  })
  if (city.shares) {
    throw new MetTraceError(
      'series_mixed',
      'A back-test needs what happened, and residential burglary is not counted here.',
      {
        found: `all (${city.source})`,
        expected: "a force's own incidents, or MPS recorded crime counts of these areas",
      },
    )
  }
  checkQuestion(city, question, { until, testFrom, testTo })
  return { city, events: await eventsOf(tx, city, until), until, testFrom, testTo }
}

/** Scores a past period as if it were the future, in a thread; see `backtest` of the analysis package. */
export const scorePast = async (
  { city, events, until, testFrom, testTo }: PastCity,
  question: BacktestQuestion,
): Promise<{ scope: BacktestScope; results: BacktestResult[] }> => {
  const inputs: BacktestInputs = {
    codes: city.codes,
    homes: city.homes,
    months: city.months,
    counts: city.counts,
    repeats: city.repeats,
    premises: city.premises,
    groups: city.borough.map((borough) => borough + 1),
    eastings: city.easting,
    northings: city.northing,
    until,
    testFrom,
    testTo,
    kits: question.kits,
    saturation: question.saturation,
    kitRounding: question.kitRounding,
    exclude: question.exclude,
    level: question.level ?? 0.95,
    ...(events && { events }),
  }
  const results = await inWorker<BacktestInputs, BacktestResult[]>(worker, inputs)
  return {
    scope: {
      kind: city.kind,
      validFrom: city.validFrom,
      series: city.series,
      source: city.source,
      from: formatMonth(city.months[0] ?? until),
      until: formatMonth(until),
      warnings: [...city.warnings, ...nothingToGoOn(results), ...shortYear(city.months, until)],
    },
    results,
  }
}

/** As `readPast` and `scorePast`, of one period. */
export const backtestOfCity = async (
  database: Database,
  actor: Actor,
  question: BacktestQuestion,
): Promise<{ scope: BacktestScope; results: BacktestResult[] }> =>
  scorePast(
    await asModel(database, actor.id, 'a past period of a city', (tx) => readPast(tx, question)),
    question,
  )

const nothingToGoOn = (results: readonly BacktestResult[]): string[] => {
  const models = results
    .filter(({ areas, model }) => areas === 0 && model !== 'oracle')
    .map(({ model }) => model)
  return models.length === 0
    ? []
    : [
        `These chose no area, because no month they look at is loaded or the kits reach none: ${models.join(', ')}.`,
      ]
}

/** Last year's count is scaled up from the months that there are, which is to be known. */
const shortYear = (months: ArrayLike<number>, until: Month): string[] => {
  const known = Array.from(months).filter((month) => month > until - 12 && month <= until).length
  return known === 0 || known === 12
    ? []
    : [
        `Of the year before the test ${known} ${known === 1 ? 'month is' : 'months are'} loaded: lastYear and kde rest on ${known === 1 ? 'it' : 'these'} alone.`,
      ]
}

const checkQuestion = (
  city: CountedCity,
  { exclude }: BacktestQuestion,
  { until, testFrom, testTo }: { until: Month; testFrom: Month; testTo: Month },
): void => {
  const unknown = withoutNotKnown(exclude, city.notKnown).find((code) => !city.codes.includes(code))
  if (unknown !== undefined) throw noSuchArea(unknown, city.notKnown)
  if (city.codes.every((code) => exclude.includes(code)))
    throw new MetTraceError('usage', 'Every area is left out; none can be chosen.')
  const loaded = new Set(city.months)
  if (!city.months.some((month) => month <= until)) {
    throw new MetTraceError('not_enough', `No burglaries are loaded up to ${formatMonth(until)}.`)
  }
  for (let month = testFrom; month <= testTo; month++) {
    if (loaded.has(month)) continue
    throw new MetTraceError(
      'not_enough',
      `The burglaries of ${formatMonth(month)}, in the test, are not loaded.`,
    )
  }
}

/** Single burglaries of the year before, where the source has their points; the rivals use them. */
const eventsOf = async (
  tx: Transaction,
  city: CountedCity,
  until: Month,
): Promise<BacktestInputs['events']> => {
  if (city.source !== 'street' && city.source !== 'points') return undefined
  const { easting, northing, month } = await burglaryPoints(tx, {
    source: city.source,
    after: firstDay(until - 12),
    until: firstDay(until),
  })
  return {
    eastings: Float64Array.from(easting),
    northings: Float64Array.from(northing),
    months: Int32Array.from(month),
  }
}

import { noSuchArea, withoutNotKnown } from '../../../crime/known-areas.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { FreezeWork, FrozenParts } from './freeze-worker.ts'
import { partInside, partLeftOut, partOutside } from '@mettrace/analysis/effect/placebo/inside-outside'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import { productVersion } from '../../../foundation/version.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { coverages } from '../../../crime/history.ts'
import { countedCity } from '../../../crime/expected/risk.ts'
import type { CountedCity, Series, Source } from '../../../crime/types.ts'
import type { AreaKind } from '../../../places/area-kinds.ts'
import {
  afterTheFact,
  keepExpectation,
  type FrozenAnswer,
  type FrozenQuestion,
} from './frozen-expectations.ts'

export type FreezeQuestion = {
  name: string
  kind: AreaKind
  series: Series
  source?: Source | undefined
  /** Last month that may be known, `2014-12`; the last one loaded when left out. */
  until?: string | undefined
  /** Length of the period after, which begins the month after `until`. */
  months: number
  areas: readonly string[]
  /** Areas that count on neither side: a buffer, another programme's. */
  leftOut: readonly string[]
}

const worker = new URL('freeze-worker.ts', import.meta.url)

/**
 * Works out what is expected of a programme's areas and of the rest from data up to the day of selection, and writes
 * it into the counterfactual ledger. Errors: `usage` (unknown area, none outside), `not_enough`, `series_mixed`.
 */
export const freezeOfCity = async (
  database: Database,
  actor: Actor,
  asked: FreezeQuestion,
): Promise<{
  id: string
  digest: string
  question: FrozenQuestion
  answer: FrozenAnswer
  warnings: string[]
}> => {
  const { kind, series, source, until } = asked
  const city = await countedCity(database, actor, { kind, series, source, until })
  if (city.shares)
    throw new MetTraceError(
      'series_mixed',
      'A saved forecast is compared with counts later, and residential burglary is not counted here.',
      {
        found: `all (${city.source})`,
        expected: "a force's own incidents, or MPS recorded crime counts of these areas",
      },
    )
  const part = partsOf(city, asked)
  const last = until === undefined ? city.months.at(-1)! : parseMonth(until)!
  const parts = await inWorker<FreezeWork, FrozenParts>(worker, {
    risk: {
      homes: city.homes,
      months: city.months,
      counts: city.counts,
      groups: city.borough.map((borough) => borough + 1),
      eastings: city.easting,
      northings: city.northing,
      horizon: asked.months,
      firstMonth: last + 1,
    },
    part,
  })
  const question: FrozenQuestion = {
    kind,
    validFrom: city.validFrom,
    series: city.series,
    source: city.source,
    historyFrom: formatMonth(city.months[0] ?? last),
    dataUntil: formatMonth(last),
    loadedUntil: formatMonth(await lastLoaded(database, actor, city)),
    from: formatMonth(last + 1),
    to: formatMonth(last + asked.months),
    areas: [...asked.areas],
    leftOut: [...asked.leftOut],
  }
  const answer: FrozenAnswer = { codeVersion: productVersion, codes: city.codes, ...parts }
  const { id, digest } = await database.withActor(
    actingAs('expectation', actor.id),
    'freeze an expectation',
    (tx) => keepExpectation(tx, actor.id, { name: asked.name, question, answer }),
  )
  return { id, digest, question, answer, warnings: [...city.warnings, ...afterTheFact(question)] }
}

/** Last month of the source and series of a city that is loaded, known or not. */
const lastLoaded = async (
  database: Database,
  actor: Actor,
  { source, series, months }: CountedCity,
): Promise<Month> => {
  const loaded = await database.withActor(actingAs('model', actor.id), 'what is loaded', coverages)
  return loaded
    .filter((each) => each.source === source && each.series === series)
    .reduce((last, each) => Math.max(last, each.months.at(-1) ?? 0), months.at(-1) ?? 0)
}

/** Part of every area. Errors: `usage` for an unknown or twice given area, or when one side is empty. */
export const partsOf = (
  { codes, notKnown }: Pick<CountedCity, 'codes' | 'notKnown'>,
  { areas, leftOut }: { areas: readonly string[]; leftOut: readonly string[] },
): Uint8Array => {
  const rowOf = new Map(codes.map((code, row) => [code, row]))
  const part = new Uint8Array(codes.length).fill(partOutside)
  const mark = (code: string, as: number): void => {
    const row = rowOf.get(code)
    if (row === undefined) throw noSuchArea(code, notKnown, { expected: `a code such as ${codes[0]}` })
    if (part[row] !== partOutside)
      throw new MetTraceError('usage', `The area ${code} is given twice.`, { found: code })
    part[row] = as
  }
  for (const code of areas) mark(code, partInside)
  for (const code of withoutNotKnown(leftOut, notKnown)) mark(code, partLeftOut)
  if (!part.includes(partInside)) throw new MetTraceError('usage', 'No area of the programme is given.')
  if (!part.includes(partOutside))
    throw new MetTraceError('usage', 'No area is left outside the programme: nothing to compare with.')
  return part
}

import { notKnownWords } from '../../../crime/known-areas.ts'
import { monthInWords } from '../../../foundation/words/figures.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { correctedEffect, type CorrectedEffect } from '@mettrace/analysis/effect/placebo/corrected-effect'
import { insideOutside } from '@mettrace/analysis/effect/placebo/inside-outside'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { countedCity } from '../../../crime/expected/risk.ts'
import type { CountedCity } from '../../../crime/types.ts'
import { partsOf } from './freeze.ts'
import {
  afterTheFact,
  frozenExpectation,
  type FrozenExpectationEntry,
  type FrozenQuestion,
} from './frozen-expectations.ts'

export type HeldAgainst = {
  insideExpected: number
  insideObserved: number
  outsideExpected: number
  outsideObserved: number
  corrected: CorrectedEffect
}

/**
 * What happened, held against what was frozen; nothing is predicted anew.
 * Errors: `not_found`, `fault` (the entry was changed), `not_enough` (a month of the period is not loaded, or no
 * burglary was counted on one side), `value_invalid` (other areas are loaded now).
 */
export const holdAgainst = async (
  database: Database,
  actor: Actor,
  { id, level }: { id: string; level: number },
): Promise<{ entry: FrozenExpectationEntry; held: HeldAgainst; warnings: string[] }> => {
  const entry = await database.withActor(
    actingAs('expectation', actor.id),
    'read a frozen expectation',
    (tx) => frozenExpectation(tx, id),
  )
  const { question, answer } = entry
  const { kind, series, source, from, to } = question
  const city = await countedCity(database, actor, {
    kind,
    series,
    source,
    validFrom: question.validFrom ?? undefined,
    from,
    until: to,
  })
  if (city.codes.length !== answer.codes.length || city.codes.some((code, row) => code !== answer.codes[row]))
    throw new MetTraceError(
      'value_invalid',
      'The areas that are loaded are not those of the saved forecast.',
      {
        found: [`${city.codes.length} areas`, ...(city.notKnown ?? []).map(notKnownWords)].join('. '),
        expected: `the ${answer.codes.length} areas of ${question.validFrom}`,
      },
    )
  const after = countedAfter(city, question)
  const observed = insideOutside(partsOf(city, question), after, after)
  const corrected = correctedEffect(
    answer,
    { inside: observed.insideAfter, outside: observed.outsideAfter },
    level,
  )
  if (!corrected)
    throw new MetTraceError(
      'not_enough',
      'No burglary was counted or expected on one side: nothing can be told.',
      {
        found: `${observed.insideAfter} inside, ${observed.outsideAfter} outside`,
      },
    )
  return {
    entry,
    held: {
      insideExpected: answer.inside,
      insideObserved: observed.insideAfter,
      outsideExpected: answer.outside,
      outsideObserved: observed.outsideAfter,
      corrected,
    },
    warnings: [...city.warnings, ...afterTheFact(question)],
  }
}

/** Burglaries of every area over the whole period. Errors: `not_enough` for a month that is not loaded. */
const countedAfter = ({ codes, months, counts }: CountedCity, { from, to }: FrozenQuestion): Float64Array => {
  const loaded = new Set(months)
  for (let month = parseMonth(from)!; month <= parseMonth(to)!; month++)
    if (!loaded.has(month))
      throw new MetTraceError(
        'not_enough',
        `The burglaries of ${monthInWords(formatMonth(month))}, in the forecast period, are not loaded.`,
        { expected: `${from} to ${to}` },
      )
  const after = new Float64Array(codes.length)
  for (let at = 0; at < counts.length; at++) after[Math.floor(at / months.length)]! += counts[at]!
  return after
}

import { liesIn, mustBeDay, type Day } from '../value/day.ts'
import { poundsOf } from '../value/printed-money.ts'
import type { Pence, Value } from '../value/value.ts'
import { authorityOn, type AuthorityEntry } from './authority.ts'
import {
  firstDayOfAct,
  firstKnownDay,
  misprints,
  periods,
  regimes,
  type AuthorityType,
  type Period,
} from './periods.ts'

/** Where nothing is known nothing is ruled, and `because` says what is missing. */
export type NoRuling = { ruled: false; because: string }

/** How a value stands to the threshold of one type of authority; one that is the threshold is over it. */
export type AgainstThreshold = { threshold: Pence; over: boolean }

export type ThresholdRuling =
  | NoRuling
  | {
      ruled: true
      period: Period
      /** What was held against the thresholds, and the other figure beside it. */
      tested: { basis: 'net' | 'gross'; pence: Pence; inferred: boolean }
      other: Pence
      by: Record<AuthorityType, AgainstThreshold>
      /** Which type the authority is on that day, and who says so; null where nobody says. */
      authority: AuthorityEntry | null
      rule: string
    }

const withoutDay: NoRuling = {
  ruled: false,
  because: 'The day that the procurement began is not known, and no day is inferred.',
}

/** The period of thresholds that a procurement begun on a day is under to its end; undefined where none is known. */
export const periodOf = (begun: Day): Period | undefined =>
  periods.find((period) => liesIn(mustBeDay(begun), period))

const ruleInWords = (period: Period): string => {
  const of = period.regime === 'PCR2015' ? 'regulation 5' : 's.3 and Schedule 1'
  const transition =
    period.regime === 'PCR2015'
      ? ` A procurement begun before 24 February 2025 stays under them to its end.`
      : ''
  const basis = period.basis === 'net' ? 'without VAT' : 'with VAT'
  return `${regimes[period.regime]}, ${of}: the estimated value ${basis} against the threshold on the day that the procurement began.${transition}`
}

/**
 * Whether a procurement is above the threshold of its start. The day of award changes nothing: who began under the
 * regulations stays under them, with the threshold of that day.
 */
export const ruleOnThreshold = (question: {
  begun: Day | null
  value: Value
  authority: readonly AuthorityEntry[]
}): ThresholdRuling => {
  const { begun, value, authority } = question
  if (begun === null) return withoutDay
  const period = periodOf(begun)
  if (!period)
    return {
      ruled: false,
      because: `No rule is known here for ${begun}: the Public Contracts Regulations 2015 are in force since ${firstKnownDay}.`,
    }
  const pence = value[period.basis]
  const against = (type: AuthorityType): AgainstThreshold => ({
    threshold: period.pence[type],
    over: pence >= period.pence[type],
  })
  return {
    ruled: true,
    period,
    tested: { basis: period.basis, pence, inferred: value.inferred === period.basis },
    other: value[period.basis === 'net' ? 'gross' : 'net'],
    by: { 'sub-central': against('sub-central'), central: against('central') },
    authority: authorityOn(authority, begun) ?? null,
    rule: ruleInWords(period),
  }
}

/** Whether a procurement begun on a day is under the Act; null where the day is not known. */
export const isUnderAct = (begun: Day | null): boolean | null =>
  begun === null ? null : mustBeDay(begun) >= firstDayOfAct

/** When a sum that a text quotes was a threshold, and of which type of authority. */
export type QuotedThreshold = {
  pence: Pence
  inForce: { type: AuthorityType; regime: Period['regime']; from: Day; to: Day | null }[]
  /** Where it is a known misprint: what was meant, and who printed it. */
  misprintOf?: { pence: Pence; source: string }
}

/** A sum as a threshold. It is never a date: it tells when the text may have been written, and decides nothing. */
export const quotedThreshold = (pence: Pence): QuotedThreshold => {
  const inForce = periods.flatMap(({ regime, from, to, pence: both }) =>
    (['sub-central', 'central'] as const)
      .filter((type) => both[type] === pence)
      .map((type) => ({ type, regime, from, to })),
  )
  const wrong = misprints.find((each) => each.pence === pence)
  return { pence, inForce, ...(wrong && { misprintOf: { pence: wrong.meant, source: wrong.source } }) }
}

/** The same in words: “quotes £181,302, which was in force 2018-01-01 to 2019-12-31 (sub-central)”. */
export const quotedInWords = ({ pence, inForce, misprintOf }: QuotedThreshold): string => {
  if (misprintOf)
    return `quotes ${poundsOf(pence)}, which is a misprint of ${poundsOf(misprintOf.pence)} (${misprintOf.source})`
  if (inForce.length === 0) return `quotes ${poundsOf(pence)}, which is no threshold that is known here`
  const spans = inForce.map(({ type, from, to }) => `${from} to ${to ?? 'today'} (${type})`)
  return `quotes ${poundsOf(pence)}, which was in force ${spans.join(' and ')}`
}

import type { Promised } from '@mettrace/procurement/decision/promises'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import type { Outcome, Outcomes } from './outcomes.ts'
import type { DecisionPromise } from './shape.ts'

/** A promise beside what came, as a row of a table; `bar` in a drawing 120 wide. */
export type PromiseRow = {
  what: string
  promised: string
  came: string
  range: string
  bar: { x: number; width: number; tick: number | null; aim: number | null } | null
  how: string
  asOf: string
}

const names: Readonly<Record<Promised, string>> = {
  kits: 'Kits at homes',
  burglaries: 'Burglaries fewer',
  hours: 'Police hours, gross',
  money: 'Money, without VAT',
}

const barOf = (promised: number | null, { figure, low, high }: Outcome): PromiseRow['bar'] => {
  const known = [promised, figure, low, high].filter((each) => each !== null)
  if (known.length === 0 || (figure === null && (low === null || high === null))) return null
  const from = Math.min(0, ...known)
  const to = Math.max(1, ...known)
  const place = (value: number): number => Math.round((5 + (110 * (value - from)) / (to - from)) * 10) / 10
  const x = place(low ?? figure ?? 0)
  return {
    x,
    width: Math.max(0, Math.round((place(high ?? figure ?? 0) - x) * 10) / 10),
    tick: figure === null ? null : place(figure),
    aim: promised === null ? null : place(promised),
  }
}

const rowOf = (
  what: string,
  promise: DecisionPromise | undefined,
  outcome: Outcome,
  inWords: (value: number) => string,
): PromiseRow => {
  const { figure, low, high, words, asOf } = outcome
  const over =
    promise?.years == null ? '' : ` over ${promise.years} ${promise.years === 1 ? 'year' : 'years'}`
  return {
    what,
    promised: promise === undefined ? 'not promised' : `${inWords(promise.amount)}${over}`,
    came: figure === null ? (words.startsWith('cannot') ? 'cannot tell' : 'not known') : inWords(figure),
    range: low === null || high === null ? '' : `${inWords(low)} to ${inWords(high)}`,
    bar: barOf(promise?.amount ?? null, outcome),
    how: words,
    asOf: asOf === null ? '' : asOf.length === 10 ? dayInWords(asOf) : timeInWords(asOf),
  }
}

const whole = (value: number): string => wholeNumber(value).replace('-', '−')

/** Every promise of a decision beside what came; hours gross and net of the time at doors. */
export const promiseRows = (
  promises: readonly DecisionPromise[],
  outcomes: Outcomes,
  atDoors: number | null,
): PromiseRow[] => {
  const promiseOf = (what: Promised): DecisionPromise | undefined =>
    promises.find((promise) => promise.what === what)
  const counted = (['kits', 'burglaries', 'hours'] as const).map((what) =>
    rowOf(names[what], promiseOf(what), outcomes[what], whole),
  )
  const doors: Outcome = {
    figure: atDoors,
    low: null,
    high: null,
    words: atDoors === null ? 'not known' : 'kits at homes by the minutes of a visit',
    asOf: outcomes.kits.asOf,
  }
  return [
    ...counted,
    rowOf('Hours at doors', undefined, doors, whole),
    rowOf('Police hours, net', undefined, outcomes['hours net'], whole),
    rowOf(names.money, promiseOf('money'), outcomes.money, poundsOf),
  ]
}

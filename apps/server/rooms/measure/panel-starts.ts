import { never, type Panel } from '@mettrace/analysis/effect/panel'
import { MetTraceError } from '../../foundation/errors.ts'
import { isInfinity, isMissing } from '../../places/formats/numbers.ts'
import type { PanelColumns } from './panel-columns.ts'
import type { TimeLabel, TimeScale } from './panel-times.ts'

type StartQuestion = {
  file: string
  scale: TimeScale
  units: readonly string[]
  times: readonly TimeLabel[]
  timeValues: readonly number[]
  cohorts: readonly { text: string; line: number }[]
  treatment: Panel | undefined
  columns: PanelColumns
}

/**
 * When each unit's treatment starts: the index of its first treated time, or `never`. From a column of starts
 * (`cohort`), or from one of 0 and 1 that stays 1 once it is; a unit that is 1 throughout starts after `endPre`,
 * and so does a series that is compared with itself alone.
 * Errors: `usage` where both or neither are named; `value_invalid` for a start outside the series, at its first time, or
 * a treatment that ends; `not_enough` where all or none are treated.
 */
export const panelStarts = (question: StartQuestion): Int32Array => {
  const { file, units, times, columns } = question
  const end = endOfPre(question)
  const start = columns.cohort === undefined ? startsOfTreated(question, end) : startsOfCohorts(question)
  const column = columns.cohort ?? columns.treated ?? ''
  const treated = start.filter((time) => time !== never).length
  if (treated === 0) {
    throw new MetTraceError('not_enough', 'No unit is ever treated: there is nothing to measure.', {
      file,
      column,
      found: `0 of ${units.length} treated`,
      expected: 'at least one',
    })
  }
  const comparable = { never: treated < units.length, notyet: new Set(start).size > 1, itself: true }
  if (!comparable[columns.compared]) {
    throw new MetTraceError('not_enough', 'All units are treated: none is left to compare with.', {
      file,
      column,
      found: `${treated} of ${units.length} treated${columns.compared === 'notyet' ? ', all at one time' : ''}`,
      expected: `at least one that is never treated${columns.compared === 'notyet' ? ', or is treated later' : ''}`,
    })
  }
  const early = start.indexOf(0)
  if (early !== -1) {
    throw new MetTraceError(
      'value_invalid',
      'A unit is treated from the first time on, so it has no before.',
      {
        file,
        column,
        found: `unit ${units[early]} starts at ${times[0]}`,
        expected: `a start after ${times[0]}${columns.treated === undefined ? '' : '; say the last time before it with --end-pre'}`,
      },
    )
  }
  const first = start.findIndex((time) => time !== never && end !== undefined && time <= end)
  if (first !== -1) {
    throw new MetTraceError('value_invalid', 'A unit is treated before the end of the time before.', {
      file,
      column,
      found: `unit ${units[first]} starts at ${times[start[first] ?? 0]}`,
      expected: `a start after ${times[end ?? 0]}`,
    })
  }
  return start
}

const endOfPre = ({ file, scale, times, timeValues, columns }: StartQuestion): number | undefined => {
  if (columns.endPre === undefined) return undefined
  const at = timeValues.indexOf(scale.valueOf(columns.endPre, columns.time) ?? Number.NaN)
  if (at !== -1 && at < times.length - 1) return at
  throw new MetTraceError('value_invalid', 'The end of the time before lies outside the series.', {
    file,
    column: columns.time,
    found: columns.endPre,
    expected: `one of ${times[0]} … ${times.at(-2) ?? times[0]}`,
  })
}

/** Words for a unit that is never treated: a missing value, infinity as `did` and `fixest` have it, or 0. */
const isNever = (text: string): boolean =>
  isMissing(text) || isInfinity(text) || /^(?:0+(?:\.0+)?|never|never[ -]treated|false)$/i.test(text)

const startsOfCohorts = ({ file, scale, times, timeValues, cohorts, columns }: StartQuestion): Int32Array =>
  Int32Array.from(cohorts, ({ text, line }) => {
    if (isNever(text)) return never
    const value = scale.valueOf(text, columns.cohort ?? '', line) ?? Number.NaN
    const at = timeValues.indexOf(value)
    if (at !== -1) return at
    const isLater = value > timeValues.at(-1)!
    if (isLater && columns.laterIsNever) return never
    throw new MetTraceError('value_invalid', 'A start lies outside the series.', {
      file,
      line,
      column: columns.cohort ?? '',
      found: text,
      expected: `a time from ${times[0]} to ${times.at(-1)}, or 0 for a unit never treated${isLater ? '; --later-is-never takes a start after the last time as never treated' : ''}`,
    })
  })

const startsOfTreated = (
  { file, units, times, treatment, columns }: StartQuestion,
  end: number | undefined,
): Int32Array => {
  if (!treatment) {
    if (end !== undefined && columns.compared === 'itself') return new Int32Array(units.length).fill(end + 1)
    const endToo = columns.compared === 'itself' ? ', or with --end-pre' : ''
    throw new MetTraceError('usage', `Say which units are treated, with --treated or with --cohort${endToo}.`)
  }
  const column = columns.treated ?? ''
  const refuse = (message: string, unit: number, time: number, expected: string): never => {
    throw new MetTraceError('value_invalid', message, {
      file,
      column,
      found: `${treatment.values[unit * times.length + time]} for unit ${units[unit]} at ${times[time]}`,
      expected,
    })
  }
  return Int32Array.from(units, (_, unit) => {
    const series = treatment.values.subarray(unit * times.length, (unit + 1) * times.length)
    const odd = series.findIndex((value) => value !== 0 && value !== 1)
    if (odd !== -1) refuse('The treated column holds something other than 0 and 1.', unit, odd, '0 or 1')
    const at = series.indexOf(1)
    if (at === -1) return never
    const ended = series.indexOf(0, at)
    if (ended !== -1) refuse('A treatment ends again, which these methods cannot take.', unit, ended, '1')
    return at === 0 && end !== undefined ? end + 1 : at
  })
}

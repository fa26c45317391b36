import { withError, withoutError, type EffectRow, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { aggregate, type AggregatedEffect } from '@mettrace/analysis/effect/group-time/aggregate'
import {
  groupTimeEffects,
  type GroupTimeEffects,
} from '@mettrace/analysis/effect/group-time/group-time-effects'
import { prePeriodTest } from '@mettrace/analysis/effect/group-time/pre-period-test'
import { simultaneousCriticalValue } from '@mettrace/analysis/effect/group-time/simultaneous-band'
import { chiSquareUpperP } from '@mettrace/analysis/special/distributions'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { preTestWords, reasonWords } from '../reason-words.ts'
import { firstFew, namesOf, orNotEnough } from './not-enough.ts'

/** Below so many treated units, besides one for each covariate, a normal interval is not to be trusted. */
const fewTreated = 5
const fewestDraws = 100

/** Effects by cohort and time, as Callaway and Sant'Anna have them, and what they come to together. */
export const did: Method = async ({ file }, options, progress) => {
  refuseOtherInference(options)
  const {
    unit,
    time = '',
    outcome = [],
    treated,
    cohort,
    laterIsNever,
    endPre,
    covariates,
    cluster,
    control,
  } = options
  progress('reading the panel')
  const columns = { unit, time, outcome, treated, cohort, laterIsNever, endPre, covariates, cluster }
  const panel = await readPanelFile(file, { ...columns, compared: control })
  const notes = [
    'Assumes that without treatment the treated would have changed as their controls did, given the covariates, and that nobody acted ahead of the start.',
    'Additive: on counts a common change in proportion shows as a difference in busy areas. Run it on years without treatment first.',
  ]
  const rows: EffectRow[] = []
  for (const { name, panel: values } of panel.outcomes) {
    progress(`comparing cohorts and times of ${name}`)
    rows.push(...orNotEnough(panel, () => rowsOf(panel, name, values, options, notes)))
  }
  return { rows, notes: [...new Set(notes)] }
}

const refuseOtherInference = ({ inference, cluster }: MethodOptions): void => {
  if (inference === 'placebo' || inference === 'jackknife') {
    throw new MetTraceError('usage', 'Errors of this method come from its influence functions.', {
      found: `--inference ${inference}`,
      expected: '--inference analytic or cluster',
    })
  }
  if (inference === 'cluster' && cluster === undefined) {
    throw new MetTraceError('usage', 'Say what the errors are to be clustered by.', {
      found: '--inference cluster alone',
      expected: '--cluster COLUMN as well; errors are clustered by unit without',
    })
  }
}

const rowsOf = (
  panel: PanelFile,
  outcome: string,
  values: PanelFile['outcomes'][number]['panel'],
  { control, estimator, draws, seed }: MethodOptions,
  notes: string[],
): EffectRow[] => {
  const effects = groupTimeEffects({
    outcome: values,
    start: panel.start,
    covariates: panel.covariates.map((covariate) => covariate.panel),
    controls: control,
    estimator,
    cluster: panel.cluster,
  })
  const label = (time: number): number | string => panel.times[time] ?? ''
  notes.push(...cellNotes(panel, effects))
  const common = { method: 'did', outcome, scale: 'additive' as const, n: effects.units }
  const row = (
    term: string,
    { estimate, se, treated }: Pick<AggregatedEffect, 'estimate' | 'se' | 'treated'>,
    place: { time?: number | string; cohort?: number | string } = {},
  ): EffectRow => ({
    ...common,
    term,
    time: place.time ?? null,
    cohort: place.cohort ?? null,
    ...errorOf(estimate, se),
    treated,
  })
  const [simple, dynamic, group, calendar] = (['simple', 'dynamic', 'group', 'calendar'] as const).map(
    (kind) => aggregate(effects, kind),
  ) as [Aggregates, Aggregates, Aggregates, Aggregates]
  const bands = bandsOf(effects, dynamic.terms, { draws, seed }, notes)
  return [
    row('simple', simple.overall),
    row('dynamic', dynamic.overall),
    ...dynamic.terms.map((term, k) =>
      Object.assign(row('dynamic', term, { time: term.key! }), bands ? { band: bands[k]! } : {}),
    ),
    row('group', group.overall),
    ...group.terms.map((term) => row('group', term, { cohort: label(term.key!) })),
    row('calendar', calendar.overall),
    ...calendar.terms.map((term) => row('calendar', term, { time: label(term.key!) })),
    ...effects.cells.flatMap((cell) =>
      cell.estimate === null
        ? []
        : [
            row(
              'group-time',
              { ...cell, estimate: cell.estimate },
              { time: label(cell.time), cohort: label(cell.cohort) },
            ),
          ],
    ),
    ...preTestRows(effects, common, simple.overall.treated, notes),
  ]
}

type Aggregates = ReturnType<typeof aggregate>

const errorOf = (estimate: number, se: number | null): Estimate =>
  se === null ? withoutError(estimate) : withError(estimate, se)

/** What the cells cannot bear, in the words of the file. */
const cellNotes = (panel: PanelFile, effects: GroupTimeEffects): string[] => {
  const label = (time: number): string => String(panel.times[time])
  const names = namesOf(panel)
  const reasons = Map.groupBy(
    effects.cells.flatMap(({ reason, ...cell }) => (reason ? [{ ...cell, reason }] : [])),
    ({ cohort, reason, estimate }) =>
      `Start ${label(cohort)}: ${reasonWords(reason, names)}; ${estimate === null ? 'no estimate' : 'an estimate without an error'} at`,
  )
  const said = [...reasons].map(
    ([words, cells]) =>
      `${words} ${firstFew(
        cells.map(({ time }) => label(time)),
        4,
      ).join(', ')}.`,
  )
  const enough = fewTreated + panel.covariates.length
  const small = [...new Map(effects.cells.map(({ cohort, treated }) => [cohort, treated]))]
    .filter(([, treated]) => treated < enough && treated > 1)
    .map(
      ([cohort, treated]) =>
        `Start ${label(cohort)}: ${treated} treated units are fewer than ${enough}; their intervals are too narrow to trust.`,
    )
  return firstFew([...said, ...small])
}

/** Intervals of the dynamic effects that hold together; none where an effect has no error. */
const bandsOf = (
  effects: GroupTimeEffects,
  terms: readonly AggregatedEffect[],
  { draws, seed }: { draws: number; seed: number },
  notes: string[],
): { low: number; high: number }[] | null => {
  if (terms.some(({ se }) => !(se! > 0)) || terms.length < 2) return null
  if (draws < fewestDraws) {
    notes.push(`${draws} draws are too few for a simultaneous band, which needs ${fewestDraws} or more.`)
    return null
  }
  const reach = simultaneousCriticalValue({
    influence: terms.map(({ influence }) => influence),
    units: effects.units,
    cluster: effects.cluster,
    level: 0.95,
    draws,
    seed,
  })
  if (reach === Infinity) {
    notes.push('No band holds all dynamic effects at once: too few units move one of them.')
    return null
  }
  notes.push(
    `Each interval is 95% for itself; the bands of the dynamic effects, ${reach.toFixed(3)} errors wide by ${draws} draws of a multiplier bootstrap, hold all at once.`,
  )
  return terms.map(({ estimate, se }) => ({ low: estimate - reach * se!, high: estimate + reach * se! }))
}

const preTestRows = (
  effects: GroupTimeEffects,
  common: Pick<EffectRow, 'method' | 'outcome' | 'scale' | 'n'>,
  treated: number,
  notes: string[],
): EffectRow[] => {
  const test = prePeriodTest(effects)
  if ('code' in test) {
    notes.push(`No test of the times before the starts: ${preTestWords(test)}.`)
    return []
  }
  const p = chiSquareUpperP(test.statistic, test.degrees)
  notes.push(
    `pre-test: were cohorts and controls moving alike before the starts? Wald statistic ${test.statistic.toFixed(3)} on ${test.degrees} degrees of freedom, p ${p.toPrecision(3)}. ${p < 0.05 ? 'They were not: claim nothing from these effects.' : 'A p above 0.05 is no proof that they were.'}`,
  )
  return [
    { ...common, term: 'pre-test', time: null, cohort: null, ...withoutError(test.statistic), p, treated },
  ]
}

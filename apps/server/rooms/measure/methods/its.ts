import { asRatio, withError, type EffectRow, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { firstStart } from '@mettrace/analysis/effect/panel'
import {
  interruptedSeries,
  type SeriesFit,
  type SeriesTerm,
} from '@mettrace/analysis/effect/interrupted-series/interrupted-series'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { orNotEnough } from './not-enough.ts'

/** Fewer times than this before or after the start tell a trend from a change badly. */
const fewTimes = 8

const errors = {
  poisson: 'poisson',
  quasi: 'quasi-poisson',
  neweyWest: 'newey-west',
} as const satisfies Record<Exclude<keyof SeriesTerm, 'estimate'>, string>

/** Interrupted series: one series against its own past. */
export const its: Method = async ({ file }, options, progress) => {
  const {
    unit,
    time = '',
    outcome = [],
    treated,
    cohort,
    laterIsNever,
    endPre,
    covariates,
    exposure,
  } = options
  progress('reading the series')
  const more = exposure === undefined ? covariates : [...covariates, exposure]
  const panel = await readPanelFile(file, {
    unit,
    time,
    outcome,
    treated,
    cohort,
    laterIsNever,
    endPre,
    covariates: more,
    compared: 'itself',
  })
  refuseUnfit(panel, exposure)
  const start = firstStart(panel.start)
  const lag = options.lag ?? Math.min(options.period, Math.floor(panel.times.length / 4))
  const values = panel.covariates.map((each) => each.panel.values)
  const [rows, notes]: [EffectRow[], string[]] = [
    [],
    [
      'Estimates are logarithms of rate ratios; `ratio` is the same as a ratio. Assumes that the series would have gone on along its trend and season; whatever else changed at the start is counted as the effect.',
      'level: the step at the start with one trend throughout. level-at-start and slope: the step and the change of the trend by time, fitted together. Prefer quasi-poisson, or newey-west where months follow one another; poisson takes counts as independent.',
    ],
  ]
  for (const { name, panel: series } of panel.outcomes) {
    const fitOf = (slopeChange: boolean): SeriesFit =>
      orNotEnough(panel, () =>
        interruptedSeries({
          counts: series.values,
          start,
          exposure: exposure === undefined ? undefined : values.at(-1),
          covariates: values.slice(0, covariates.length),
          harmonics: options.harmonics,
          period: options.period,
          lag,
          slopeChange,
        }),
      )
    const [step, bent] = [fitOf(false), fitOf(true)]
    rows.push(
      ...rowsOf(panel, name, step, [
        ['level', step.level],
        ['trend', step.trend],
      ]),
    )
    if (bent.slope)
      rows.push(
        ...rowsOf(panel, name, bent, [
          ['level-at-start', bent.level],
          ['slope', bent.slope],
        ]),
      )
    notes.push(
      `${name}: the counts vary ${step.dispersion.toFixed(2)} times as much as Poisson counts would; ${step.degrees} degrees of freedom; Newey–West over ${lag} lags.`,
    )
  }
  const least = Math.min(start, panel.times.length - start)
  if (least < fewTimes)
    notes.push(`Only ${least} times on one side of the start: too few to tell a step from a trend.`)
  if (options.harmonics === 0) notes.push('Without --harmonics a season may pass for the step.')
  return { rows, notes }
}

const rowsOf = (
  panel: PanelFile,
  outcome: string,
  fit: SeriesFit,
  terms: readonly (readonly [string, SeriesTerm])[],
): EffectRow[] => [
  ...(Object.keys(errors) as (keyof typeof errors)[]).flatMap((kind) =>
    terms.map(([term, fitted]) =>
      rowOf(panel, outcome, fit, `${term}:${errors[kind]}`, withError(fitted.estimate, fitted[kind])),
    ),
  ),
  ...(fit.spread && !fit.slope
    ? [rowOf(panel, outcome, fit, 'level:negative-binomial', withError(fit.spread.estimate, fit.spread.se))]
    : []),
]

const rowOf = (
  panel: PanelFile,
  outcome: string,
  { observed, expected }: SeriesFit,
  term: string,
  estimate: Estimate,
): EffectRow => ({
  method: 'its',
  outcome,
  term,
  time: null,
  cohort: panel.times[firstStart(panel.start)] ?? null,
  ...estimate,
  scale: 'log',
  n: panel.times.length,
  treated: 1,
  ratio: asRatio(estimate),
  ...(term.startsWith('level') ? { observed, control: expected } : {}),
})

const refuseUnfit = (panel: PanelFile, exposure: string | undefined): void => {
  if (panel.units.length > 1) {
    throw new MetTraceError('value_invalid', 'An interrupted series is one series.', {
      file: panel.file,
      found: `${panel.units.length} units`,
      expected: 'one; add the units up, or use method poisson',
    })
  }
  for (const { name, panel: series } of [
    ...panel.outcomes,
    ...panel.covariates.slice(exposure === undefined ? panel.covariates.length : -1),
  ]) {
    const isExposure = name === exposure
    const wrong = series.values.findIndex((value) => (isExposure ? !(value > 0) : value < 0))
    if (wrong === -1) continue
    throw new MetTraceError('value_invalid', `The column "${name}" holds what cannot be used.`, {
      file: panel.file,
      column: name,
      found: `${series.values[wrong]} at ${panel.times[wrong]}`,
      expected: isExposure ? 'above 0' : 'counts of 0 or more',
    })
  }
}

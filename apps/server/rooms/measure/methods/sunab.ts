import {
  asRatio,
  withError,
  withoutError,
  type EffectRow,
  type Estimate,
} from '@mettrace/analysis/effect/effect-row'
import {
  interactionWeightedEffects,
  type InteractionEffect,
  type InteractionEffects,
  type PooledEffect,
} from '@mettrace/analysis/effect/interaction-weighted/interaction-weighted'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { reasonWords } from '../reason-words.ts'
import { capitalised, firstFew, namesOf, orNotEnough } from './not-enough.ts'

/** Below so many treated units with one start a clustered error is not to be trusted. */
const fewTreated = 5

/** Sun and Abraham's event study: cohort × time interactions, averaged; rate ratios by Poisson, and differences. */
export const sunab: Method = async ({ file }, options, progress) => {
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
  } = options
  progress('reading the panel')
  const columns = { unit, time, outcome, treated, cohort, laterIsNever, endPre, covariates, cluster }
  const panel = await readPanelFile(file, { ...columns, compared: 'notyet' })
  const notes = [
    'Assumes that without treatment treated and controls would have changed alike, in proportion (log) or by as much (additive), and that nobody acted ahead of the start. Effects are held against the time just before it.',
    'log: rate ratios by Poisson pseudo-likelihood, free of a common change in proportion; att is the mean of the cells’ logarithms, pooled the ratio of the events counted to those expected, cells without an event among them. additive: on counts such a change shows as a difference in busy areas; run it on years without treatment first.',
  ]
  const rows: EffectRow[] = []
  for (const { name, panel: values } of panel.outcomes) {
    const isCount = values.values.every((value) => value >= 0)
    if (!isCount) notes.push(`${name} goes below zero, so that it has no rate ratio.`)
    for (const family of isCount ? (['poisson', 'linear'] as const) : (['linear'] as const)) {
      progress(`fitting ${name}, ${family}`)
      const effects = orNotEnough(panel, () =>
        interactionWeightedEffects({
          outcome: values,
          start: panel.start,
          covariates: panel.covariates.map((covariate) => covariate.panel),
          family,
          cluster: panel.cluster,
        }),
      )
      notes.push(...notesOf(panel, effects))
      rows.push(...rowsOf(panel, name, effects, family))
    }
  }
  return { rows, notes: [...new Set(notes)] }
}

const refuseOtherInference = ({ inference, cluster }: MethodOptions): void => {
  if (inference === undefined || (inference === 'cluster' && cluster !== undefined)) return
  throw new MetTraceError('usage', 'Errors of this method are clustered: by unit, or as --cluster says.', {
    found: `--inference ${inference}`,
    expected: '--inference cluster --cluster COLUMN, or neither',
  })
}

const notesOf = (panel: PanelFile, effects: InteractionEffects): string[] => {
  const { cells, leftOut, lastAsControls, overall, pooled } = effects
  const label = (time: number): string => String(panel.times[time])
  const names = namesOf(panel)
  const whole = [
    ...(leftOut.treatedThroughout > 0
      ? [`${leftOut.treatedThroughout} units are treated from the first time on and are left out.`]
      : []),
    ...(leftOut.withoutEvents > 0
      ? [
          `${leftOut.withoutEvents} units without any event tell nothing of a ratio: they are left out of the fit and count in the size of their start.`,
        ]
      : []),
    ...(lastAsControls
      ? ['Nobody is never treated: the units that start last are the controls, until they start.']
      : []),
  ]
  const silent = cells.flatMap(({ reason }) =>
    reason?.code === 'no-event'
      ? [`${capitalised(reasonWords(reason, names))}, so no ratio can be told.`]
      : [],
  )
  const refused =
    overall.estimate === null
      ? [
          `No att on the scale of logarithms: without ${silent.length === 1 ? 'the cell that has no event' : 'the cells that have no event'} it would leave out the largest changes. The pooled row counts them${pooled?.overall.estimate === null ? ', and cannot be told either' : ''}.`,
        ]
      : []
  const single = cells.flatMap(({ cohort, reason }) =>
    reason && reason.code !== 'no-event' ? [`Start ${label(cohort)}: ${reasonWords(reason, names)}.`] : [],
  )
  const small = [...new Map(cells.map(({ cohort, treated }) => [cohort, treated]))]
    .filter(([, treated]) => treated > 1 && treated < fewTreated)
    .map(
      ([cohort, treated]) =>
        `Start ${label(cohort)}: ${treated} treated units are fewer than ${fewTreated}; their intervals are too narrow to trust.`,
    )
  return [
    ...whole,
    ...refused,
    ...firstFew([...new Set(silent)]),
    ...firstFew([...new Set(single)]),
    ...firstFew(small),
  ]
}

const rowsOf = (
  panel: PanelFile,
  outcome: string,
  effects: InteractionEffects,
  family: 'linear' | 'poisson',
): EffectRow[] => {
  const row = (
    term: string,
    { estimate, se, treated }: InteractionEffect,
    place: { time?: number | string; cohort?: number | string } = {},
  ): EffectRow[] => {
    if (estimate === null) return []
    const numbers: Estimate =
      se === null ? withoutError(estimate) : withError(estimate, se, { degrees: effects.degrees })
    const made = {
      method: 'sunab',
      outcome,
      term,
      time: place.time ?? null,
      cohort: place.cohort ?? null,
      ...numbers,
      scale: family === 'linear' ? 'additive' : 'log',
      n: effects.units,
      treated,
      ...(family === 'poisson' ? { ratio: asRatio(numbers) } : {}),
    } satisfies EffectRow
    return [made]
  }
  const pooledRow = (effect: PooledEffect, time?: number): EffectRow[] =>
    row('pooled', effect, time === undefined ? {} : { time }).map((made) =>
      Object.assign(made, { observed: effect.observed, control: effect.expected }),
    )
  return [
    ...row('att', effects.overall),
    ...(effects.pooled ? pooledRow(effects.pooled.overall) : []),
    ...effects.byAge.flatMap((effect) => row('dynamic', effect, { time: effect.age })),
    ...(effects.pooled?.byAge ?? []).flatMap((effect) => pooledRow(effect, effect.age)),
    ...effects.cells.flatMap((cell) =>
      row('group-time', cell, {
        time: panel.times[cell.cohort + cell.age] ?? '',
        cohort: panel.times[cell.cohort] ?? '',
      }),
    ),
  ]
}

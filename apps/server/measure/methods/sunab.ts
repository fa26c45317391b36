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
} from '@mettrace/analysis/effect/interaction-weighted/interaction-weighted'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { firstFew, orNotEnough } from './not-enough.ts'

/** Below so many treated units with one start a clustered error is not to be trusted. */
const fewTreated = 5

/** Sun and Abraham's event study: cohort × time interactions, averaged; rate ratios by Poisson, and differences. */
export const sunab: Method = async ({ file }, options, progress) => {
  refuseOtherInference(options)
  const { unit, time = '', outcome = [], treated, cohort, endPre, covariates, cluster } = options
  progress('reading the panel')
  const columns = { unit, time, outcome, treated, cohort, endPre, covariates, cluster }
  const panel = await readPanelFile(file, { ...columns, compared: 'notyet' })
  const notes = [
    'Assumes that without treatment treated and controls would have changed alike, in proportion (log) or by as much (additive), and that nobody acted ahead of the start. Effects are held against the time just before it.',
    'log: rate ratios by Poisson pseudo-likelihood, free of a common change in proportion. additive: on counts such a change shows as a difference in busy areas; run it on years without treatment first.',
  ]
  const rows: EffectRow[] = []
  for (const { name, panel: values } of panel.outcomes) {
    const isCount = values.values.every((value) => value >= 0)
    if (!isCount) notes.push(`${name} goes below zero, so that it has no rate ratio.`)
    for (const family of isCount ? (['poisson', 'linear'] as const) : (['linear'] as const)) {
      progress(`fitting ${name}, ${family}`)
      const effects = orNotEnough(panel.file, () =>
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

const notesOf = (panel: PanelFile, { untold, notes, cells }: InteractionEffects): string[] => {
  const label = (time: number): string => String(panel.times[time])
  const silent = untold.map(
    ({ cohort, time, side }) =>
      `Start ${label(cohort)}, ${label(time)}: the ${side} units have no event then or just before the start, so no ratio can be told.`,
  )
  const single = cells
    .filter(({ reason }) => reason !== null)
    .map(({ cohort, reason }) => `Start ${label(cohort)}: ${reason}.`)
  const small = [...new Map(cells.map(({ cohort, treated }) => [cohort, treated]))]
    .filter(([, treated]) => treated > 1 && treated < fewTreated)
    .map(
      ([cohort, treated]) =>
        `Start ${label(cohort)}: ${treated} treated units are fewer than ${fewTreated}; their intervals are too narrow to trust.`,
    )
  return [...notes, ...firstFew(silent), ...firstFew([...new Set(single)]), ...firstFew(small)]
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
  ): EffectRow => {
    const numbers: Estimate =
      se === null ? withoutError(estimate) : withError(estimate, se, { degrees: effects.degrees })
    return {
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
    }
  }
  return [
    row('att', effects.overall),
    ...effects.byAge.map((effect) => row('dynamic', effect, { time: effect.age })),
    ...effects.cells.map((cell) =>
      row('group-time', cell, {
        time: panel.times[cell.cohort + cell.age] ?? '',
        cohort: panel.times[cell.cohort] ?? '',
      }),
    ),
  ]
}

import {
  asRatio,
  withError,
  withoutError,
  type EffectRow,
  type Estimate,
} from '@mettrace/analysis/effect/effect-row'
import { never, type Panel } from '@mettrace/analysis/effect/panel'
import { ordersOf } from '@mettrace/analysis/effect/two-way-poisson/orders'
import { startOfClusters, treatmentPanel } from '@mettrace/analysis/effect/two-way-poisson/permuted-starts'
import { twoWayPoisson, type TwoWayFit } from '@mettrace/analysis/effect/two-way-poisson/two-way-poisson'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type NamedPanel, type PanelFile } from '../panel-file.ts'
import { sharedDraws } from '../shared-draws.ts'
import { orNotEnough } from './not-enough.ts'
import type { OrdersQuestion } from './poisson-worker.ts'

const worker = new URL('poisson-worker.ts', import.meta.url)

/** Below this many treated clusters their errors are known to come out too small (MacKinnon & Webb 2017). */
const fewTreated = 10

type Inference = 'cluster' | 'analytic' | 'placebo'

/** The programme's own estimand: a rate ratio relative to areas without, with effects of every area and time. */
export const poisson: Method = async ({ file }, options, progress) => {
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
    exposure,
  } = options
  progress('reading the panel')
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
    cluster,
    compared: 'notyet',
  })
  const inference = inferenceOf(options, panel)
  const homes = exposure === undefined ? undefined : panel.covariates.at(-1)?.panel
  refuseNegative(panel, exposure, homes)
  const regressors = panel.covariates.slice(0, covariates.length)
  const notes = [
    'Estimates are logarithms of rate ratios; `ratio` is the same as a ratio. Assumes that without treatment the rates of treated and untreated would have changed in the same proportion, and one ratio for all; with staggered starts and effects that grow, method sunab does not need the latter.',
  ]
  const rows: EffectRow[] = []
  for (const { name, panel: counts } of panel.outcomes) {
    progress(`fitting ${name}`)
    const question = { outcome: counts, exposure: homes, cluster: panel.cluster }
    const fit = orNotEnough({ ...panel, covariates: regressors }, () =>
      twoWayPoisson({
        ...question,
        regressors: [treatmentPanel(panel.start, counts.times), ...regressors.map((each) => each.panel)],
      }),
    )
    const used = fit.units.length
    if (used < counts.units)
      notes.push(
        `${name}: ${counts.units - used} units without any count tell nothing of a ratio and are left out.`,
      )
    if (inference !== 'analytic' && fit.clusters < 2)
      notes.push(`${name}: all units with any count lie in one cluster, so no error can be told.`)
    if (fit.silentTimes > 0) notes.push(`${name}: ${fit.silentTimes} times without any count are left out.`)
    const estimate =
      inference === 'placebo'
        ? await byOrders(panel, regressors, question, fit, options, notes, progress)
        : byErrors(inference, fit)
    const common = {
      method: 'poisson',
      outcome: name,
      time: null,
      cohort: null,
      scale: 'log' as const,
      n: used,
    }
    const treatedUnits = fit.units.filter((each) => panel.start[each] !== never).length
    rows.push({ ...common, term: 'att', ...estimate, treated: treatedUnits, ratio: asRatio(estimate) })
    for (const [at, { name: term }] of regressors.entries()) {
      const other = byErrors(inference === 'placebo' ? 'cluster' : inference, fit, at + 1)
      rows.push({ ...common, term, ...other, treated: treatedUnits, ratio: asRatio(other) })
    }
    notes.push(`${name}: the counts vary ${fit.dispersion.toFixed(2)} times as much as Poisson counts would.`)
  }
  notes.push(...errorNotes(inference, panel))
  return { rows, notes: [...new Set(notes)] }
}

const inferenceOf = ({ inference = 'cluster', cluster }: MethodOptions, panel: PanelFile): Inference => {
  if (inference === 'jackknife') {
    throw new MetTraceError('usage', 'This method has no jackknife; its clustered errors do the same.', {
      found: '--inference jackknife',
      expected: '--inference cluster, analytic or placebo',
    })
  }
  if (inference !== 'analytic' && panel.cluster && new Set(panel.cluster).size === 1) {
    throw new MetTraceError('not_enough', 'All units are in one cluster: their errors cannot be told.', {
      file: panel.file,
      column: cluster ?? '',
      found: '1 cluster',
      expected: '2 or more, or --inference analytic',
    })
  }
  if (inference === 'cluster' && treatedClusters(panel) === 1) {
    throw new MetTraceError(
      'not_enough',
      'One treated unit or cluster has no spread to take an error from.',
      {
        file: panel.file,
        found: '1 treated',
        expected: '2 or more, or --inference placebo',
      },
    )
  }
  if (inference === 'placebo' && !startOfClusters(panel.start, panel.cluster)) {
    throw new MetTraceError('value_invalid', 'The units of a cluster start at different times.', {
      file: panel.file,
      column: cluster ?? '',
      found: 'more than one start in a cluster',
      expected: 'clusters that start as one, as they were drawn',
    })
  }
  return inference
}

const treatedClusters = ({ start, cluster }: PanelFile): number =>
  new Set([...start.keys()].filter((unit) => start[unit] !== never).map((unit) => cluster?.[unit] ?? unit))
    .size

const refuseNegative = (panel: PanelFile, exposure: string | undefined, homes: Panel | undefined): void => {
  const wrong = panel.outcomes.find(({ panel: { values } }) => values.some((value) => value < 0))
  const found = (values: Float64Array, isWrong: (value: number) => boolean): string => {
    const at = values.findIndex(isWrong)
    const { times, units } = panel
    return `${values[at]} for unit ${units[Math.floor(at / times.length)]} at ${times[at % times.length]}`
  }
  if (wrong) {
    throw new MetTraceError('value_invalid', 'A rate ratio needs counts, and one is below zero.', {
      file: panel.file,
      column: wrong.name,
      found: found(wrong.panel.values, (value) => value < 0),
      expected: '0 or more',
    })
  }
  if (homes?.values.some((value) => !(value > 0))) {
    throw new MetTraceError('value_invalid', 'What counts stand for must be above zero.', {
      file: panel.file,
      column: exposure ?? '',
      found: found(homes.values, (value) => !(value > 0)),
      expected: 'above 0',
    })
  }
}

const byErrors = (inference: 'cluster' | 'analytic', fit: TwoWayFit, at = 0): Estimate =>
  inference === 'cluster'
    ? withError(fit.coefficients[at]!, fit.clustered[at]!, { degrees: fit.clusters - 1 })
    : withError(fit.coefficients[at]!, fit.quasi[at]!)

/** Holds the ratio against what it would be with the same starts in every other order that they could have had. */
const byOrders = async (
  { start, cluster }: PanelFile,
  regressors: readonly NamedPanel[],
  question: { outcome: Panel; exposure: Panel | undefined; cluster: Int32Array | undefined },
  fit: TwoWayFit,
  { draws, seed }: MethodOptions,
  notes: string[],
  progress: (words: string) => void,
): Promise<Estimate> => {
  const { exact, count } = ordersOf(startOfClusters(start, cluster) ?? start, { draws, seed })
  progress(`${count} orders of the starts`)
  const covariates = regressors.map((each) => each.panel)
  const statistics = await sharedDraws<OrdersQuestion>(
    worker,
    { ...question, start, covariates, asked: draws },
    { draws: count, seed },
  )
  // An order that cannot be fitted may lie as far out as any: it counts as one that does.
  const sizes = [...statistics].map((each) => (Number.isNaN(each) ? Infinity : Math.abs(each)))
  const [estimate, se] = [fit.coefficients[0]!, fit.clustered[0]!]
  const size = Math.abs(estimate / se)
  const atLeast = sizes.filter((each) => each >= size - 1e-9).length
  notes.push(
    exact
      ? `All ${count} orders of the starts were gone through (${sizes.filter(Number.isFinite).length} have a finite ratio; the others count as larger); p is the share in which the ratio, in its own errors, is as large, and holds exactly where the order was drawn at random.`
      : `${sizes.length} orders of the starts were drawn at random; p counts the real one among them.`,
  )
  const p = exact ? atLeast / sizes.length : (1 + atLeast) / (1 + sizes.length)
  const reach = sizes.toSorted((one, other) => one - other)[
    Math.ceil(0.95 * (exact ? sizes.length : sizes.length + 1)) - 1
  ]
  return reach === undefined || reach === Infinity || !(se > 0)
    ? { ...withoutError(estimate), p }
    : { estimate, se, low: estimate - reach * se, high: estimate + reach * se, p }
}

const errorNotes = (inference: Inference, panel: PanelFile): string[] => {
  const clusters = treatedClusters(panel)
  const few =
    inference === 'cluster' && clusters < fewTreated
      ? [`Only ${clusters} treated clusters: clustered errors come out too small; use --inference placebo.`]
      : []
  const words = {
    cluster: `Errors are clustered by ${panel.cluster ? 'the groups named' : 'unit'}, with Student’s t.`,
    analytic:
      'Errors take counts as independent, with the variance in proportion to the mean: neither is so where one bad month follows another.',
    placebo: 'The interval is the clustered one, widened or narrowed to hold 95% of the other orders.',
  }
  return [words[inference], ...few]
}

import {
  calibrationContrasts,
  calibrationJackknife,
  standardised,
  type CalibrationContrast,
} from '@mettrace/analysis/effect/calibration-effect'
import { contrastByTime } from '@mettrace/analysis/effect/calibration-by-time'
import { calibrationWeights } from '@mettrace/analysis/effect/calibration-weights'
import { withError, withoutError, type EffectRow, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { lowerP } from '@mettrace/analysis/special/distributions'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { studyOf, type Study } from './calibration-study.ts'
import { sharedDraws } from '../shared-draws.ts'
import { isWeightsFile, unitWeights, writeWeights } from '../weights-file.ts'
import { orNotEnough } from './not-enough.ts'
import type { PlaceboQuestion } from './calibrate-worker.ts'

const worker = new URL('calibrate-worker.ts', import.meta.url)

/** Calibration weights, as microsynth has them: controls weighted until they had the treated units' past. */
export const calibrate: Method = async ({ file, weights: weightsPath }, options, progress) => {
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
  const panel = await readPanelFile(file, {
    unit,
    time,
    outcome,
    treated,
    cohort,
    laterIsNever,
    endPre,
    covariates,
    cluster,
    compared: 'never',
  })
  const study = studyOf(panel)
  const inference = inferenceOf(options, study.treated.length, isWeightsFile(weightsPath))
  progress('finding weights')
  const weights = isWeightsFile(weightsPath) ? await givenWeights(weightsPath, study) : foundWeights(study)
  const contrasts = orNotEnough(panel, () =>
    calibrationContrasts(study, study.treated, study.controls, weights, clustersOf(panel)),
  )
  const bare = contrasts.findIndex(({ control }) => !(control > 0))
  if (bare !== -1) {
    throw new MetTraceError(
      'not_enough',
      'The weighted controls have nothing to compare with after the start.',
      {
        file: panel.file,
        column: panel.outcomes[bare]?.name ?? '',
        found: '0',
        expected: 'counts above zero',
      },
    )
  }
  const notes = [
    `Assumes that areas whose past was the same in ${study.constraints.length} figures would have gone the same way. Estimates are observed ÷ control − 1 over ${panel.times[panel.pre]} to ${panel.times.at(-1)}.`,
    `${weights.filter((weight) => weight > 0).length} of ${study.controls.length} controls have weight; the largest is ${Math.max(...weights).toFixed(3)} of a treated unit.`,
  ]
  if (weightsPath !== undefined) {
    const given = isWeightsFile(weightsPath)
    if (!given) await writeWeights(weightsPath, weightRows(study, weights))
    notes.push(given ? 'The weights are those of the file.' : `The weights are in ${weightsPath}.`)
  }
  const estimates = await inferred[inference](contrasts, study, weights, options, notes, progress)
  return {
    rows: contrasts.map((contrast, at) => rowOf(study, panel.outcomes[at]!.name, contrast, estimates[at]!)),
    notes,
  }
}

const rowOf = (
  { panel, treated }: Study,
  outcome: string,
  { observed, control }: CalibrationContrast,
  estimate: Estimate,
): EffectRow => ({
  method: 'calibrate',
  outcome,
  term: 'att',
  time: null,
  cohort: null,
  ...estimate,
  scale: 'ratio',
  n: panel.units.length,
  treated: treated.length,
  observed,
  control,
})

/** Errors: `not_enough` where all units are in one cluster. */
const clustersOf = ({ file, cluster }: PanelFile): { ofUnit: Int32Array; count: number } | undefined => {
  if (cluster === undefined) return undefined
  const count = Math.max(...new Set(cluster)) + 1
  if (count > 1) return { ofUnit: cluster, count }
  throw new MetTraceError('not_enough', 'All units are in one cluster: their errors cannot be told.', {
    file,
    found: '1 cluster',
    expected: '2 or more',
  })
}

const inferenceOf = (
  { inference }: MethodOptions,
  treated: number,
  given: boolean,
): NonNullable<MethodOptions['inference']> => {
  const chosen = inference ?? (treated === 1 ? 'placebo' : 'analytic')
  if (treated === 1 && chosen !== 'placebo') {
    throw new MetTraceError(
      'not_enough',
      'One treated unit has no spread: only placebo inference can be had.',
      {
        found: `--inference ${chosen}, 1 treated unit`,
        expected: '--inference placebo',
      },
    )
  }
  if (given && (chosen === 'placebo' || chosen === 'jackknife')) {
    throw new MetTraceError(
      'usage',
      'Placebo and jackknife find the weights anew; with weights of a file they cannot.',
      {
        found: `--inference ${chosen} with --weights`,
        expected: '--inference analytic or cluster',
      },
    )
  }
  return chosen
}

const foundWeights = ({ matrix, treated, controls, constraints, panel }: Study): Float64Array => {
  const found = orNotEnough(panel, () => calibrationWeights(matrix, treated, controls))
  if ('weights' in found) return found.weights
  const { constraint, wanted, reached } = found.infeasible
  throw new MetTraceError('not_enough', 'No weights give the controls the past of the treated units.', {
    file: panel.file,
    column: constraints[constraint] ?? '',
    found: `${Number(reached.toPrecision(6))} at most`,
    expected: `${wanted}; leave out an outcome or a covariate, or add controls`,
  })
}

const givenWeights = async (path: string, { panel, controls }: Study): Promise<Float64Array> => {
  const all = await unitWeights(path, panel.units)
  return Float64Array.from(controls, (unit) => all[unit]!)
}

const weightRows = (
  { panel, treated, controls }: Study,
  weights: Float64Array,
): { unit: string; time: string; weight: number }[] => [
  ...Array.from(treated, (unit) => ({ unit: panel.units[unit] ?? '', time: '', weight: 1 })),
  ...Array.from(controls, (unit, at) => ({ unit: panel.units[unit] ?? '', time: '', weight: weights[at]! })),
]

const change = (log: number | null): number | null => (log === null ? null : Math.expm1(log))

/** An error on the scale of logarithms as an estimate of the ratio less one. */
const asChange = (
  { observed, control }: CalibrationContrast,
  error: Omit<Estimate, 'estimate'>,
): Estimate => {
  const { se, low, high, p } = error
  return {
    estimate: observed / control - 1,
    se: se === null ? null : (se * observed) / control,
    low: change(low),
    high: change(high),
    p,
  }
}

type Inferred = (
  contrasts: CalibrationContrast[],
  study: Study,
  weights: Float64Array,
  options: MethodOptions,
  notes: string[],
  progress: (words: string) => void,
) => Promise<Estimate[]>

/** Of a one-sided test at 5%. */
const referenceLevel = 0.9

const asReference: Inferred = async (contrasts, { panel, treated, controls }, weights, _options, notes) => {
  notes.push(
    'analytic: errors, p and interval are the reference package’s. p is one-sided, of a fall; the interval holds 90%; and each area’s times count as independent, which makes errors too small where months follow one another. --inference cluster, placebo and jackknife are two-sided, hold 95%, and do not assume so.',
  )
  return contrasts.map((contrast, outcome) => {
    const { z, logRatio, seLog } = contrastByTime(
      panel.outcomes[outcome]!.panel,
      panel.pre,
      treated,
      controls,
      weights,
    )
    const log =
      contrast.observed > 0 ? withError(logRatio, seLog, { level: referenceLevel }) : withoutError(0)
    return asChange(contrast, { ...log, p: Number.isFinite(z) ? lowerP(z) : null })
  })
}

const linearised: Inferred = async (contrasts, { panel }, _weights, _options, notes) => {
  notes.push(
    `Errors are linearised, with the weights taken as given, and clustered by ${panel.cluster ? 'the groups named' : 'unit'}; p tests the difference, the interval the ratio.`,
  )
  return contrasts.map((contrast) => {
    const { observed, control, seLog, seDifference } = contrast
    const log = observed > 0 ? withError(Math.log(observed / control), seLog) : withoutError(0)
    return asChange(contrast, { ...log, p: withError(observed - control, seDifference).p })
  })
}

const byPlacebo: Inferred = async (contrasts, study, _weights, { draws, seed }, notes, progress) => {
  progress(`drawing ${draws} placebo groups`)
  const { matrix, after, controls, treated } = study
  const question = { study: { matrix, after }, controls, treatedCount: treated.length }
  const statistics = await sharedDraws<PlaceboQuestion>(worker, question, { draws, seed })
  const outcomes = contrasts.length
  return contrasts.map((contrast, outcome) => {
    const sizes = Array.from({ length: draws }, (_, draw) => Math.abs(statistics[draw * outcomes + outcome]!))
      .filter((size) => !Number.isNaN(size))
      .toSorted((one, other) => one - other)
    if (outcome === 0) {
      notes.push(
        `Of ${draws} groups of controls drawn in the treated units' place, ${sizes.length} could be weighted. p ranks the difference in its own errors among theirs, so no p is below ${(1 / (sizes.length + 1)).toPrecision(2)}; the interval is the linearised one, widened or narrowed to hold 95% of theirs.`,
      )
    }
    const size = Math.abs(standardised(contrast))
    const atLeast = sizes.filter((each) => each >= size - 1e-9).length
    const p = (1 + atLeast) / (1 + sizes.length)
    const reach = sizes[Math.ceil(0.95 * (sizes.length + 1)) - 1]
    if (reach === undefined || !(contrast.observed > 0) || !(contrast.seLog > 0))
      return asChange(contrast, { ...withoutError(0), p })
    const log = Math.log(contrast.observed / contrast.control)
    const spread = Math.sqrt(sizes.reduce((sum, each) => sum + each ** 2, 0) / sizes.length)
    return asChange(contrast, {
      se: contrast.seLog * spread,
      low: log - reach * contrast.seLog,
      high: log + reach * contrast.seLog,
      p,
    })
  })
}

const byJackknife: Inferred = async (
  contrasts,
  { matrix, after, treated, controls },
  _weights,
  { seed },
  notes,
) => {
  const { seLog, groups, infeasible } = calibrationJackknife({ matrix, after }, treated, controls, seed)
  if (groups < 2) {
    throw new MetTraceError('not_enough', 'The jackknife has fewer than two groups that can be weighted.', {
      found: `${groups} of ${groups + infeasible}`,
      expected: 'more treated units, or --inference placebo',
    })
  }
  notes.push(
    `Jackknife: ${groups} groups left out in turn and the rest weighted anew${infeasible === 0 ? '' : `; without ${infeasible} more no weights could be found, so the errors are too small`}.`,
  )
  if (!seLog.every(Number.isFinite))
    notes.push('Jackknife: without one of the groups a side has no crimes, so that its error cannot be told.')
  return contrasts.map((contrast, outcome) =>
    asChange(
      contrast,
      withError(Math.log(contrast.observed / contrast.control), seLog[outcome]!, { degrees: groups - 1 }),
    ),
  )
}

const inferred: Record<NonNullable<MethodOptions['inference']>, Inferred> = {
  analytic: asReference,
  cluster: linearised,
  placebo: byPlacebo,
  jackknife: byJackknife,
}

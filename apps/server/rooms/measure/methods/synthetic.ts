import { withError, withoutError, type EffectRow, type Estimate } from '@mettrace/analysis/effect/effect-row'
import { NoAnswer } from '@mettrace/analysis/effect/reason'
import { jackknifeError } from '@mettrace/analysis/effect/synthetic/jackknife'
import {
  missRatioP,
  placeboEffects,
  placeboError,
  placeboFigures,
  placeboPlan,
} from '@mettrace/analysis/effect/synthetic/placebo'
import {
  syntheticEffect,
  type CohortEffect,
  type GivenWeights,
  type SyntheticEffect,
  type SyntheticQuestion,
} from '@mettrace/analysis/effect/synthetic/synthetic-effect'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Method, MethodOptions } from '../method.ts'
import { readPanelFile, type PanelFile } from '../panel-file.ts'
import { sharedDraws } from '../shared-draws.ts'
import { isWeightsFile, unitAndTimeWeights, writeWeights, type WeightRow } from '../weights-file.ts'
import { reasonWords } from '../reason-words.ts'
import { namesOf, orNotEnough } from './not-enough.ts'
import type { SyntheticPlacebos } from './synthetic-worker.ts'

const worker = new URL('synthetic-worker.ts', import.meta.url)

type Kind = 'sdid' | 'scm'

/** Values in all placebos up to which a thread takes longer to start than they take. */
const small = 100_000

/** Fewer controls or times before the start than this leave weights little to go by. */
const fewControls = 5
const fewTimesBefore = 5

const assumptions: Record<Kind, string> = {
  sdid: 'Assumes that a mixture of controls that ran parallel to the treated before the start, over the times before that are like those after, would have gone on parallel to them.',
  scm: 'Assumes that a mixture of controls that had the outcome of the treated before the start would have gone on having it. Fitted on the outcome alone.',
}

const syntheticMethod =
  (kind: Kind): Method =>
  async ({ file, weights }, options, progress) => {
    const { unit, time = '', outcome = [], treated, cohort, laterIsNever, endPre } = options
    progress('reading the panel')
    const columns = { unit, time, outcome, treated, cohort, laterIsNever, endPre, covariates: [] }
    const panel = await readPanelFile(file, { ...columns, compared: 'never' })
    const inference = inferenceOf(kind, options, panel)
    const given = isWeightsFile(weights) ? await givenWeights(weights, panel) : undefined
    const notes = [
      assumptions[kind],
      'Additive: on counts a common change in proportion shows as a difference in busy areas. Run it on years without treatment first.',
    ]
    if (given) notes.push('The weights are those of the file; placebos find their own.')
    const rows: EffectRow[] = []
    const effects: SyntheticEffect[] = []
    for (const { name, panel: values } of panel.outcomes) {
      progress(`weighing the controls of ${name}`)
      const question = { outcome: values, start: panel.start, kind, ...(given ? { given } : {}) }
      const effect = orNotEnough(panel, () => syntheticEffect(question))
      effects.push(effect)
      const found = await inferred[inference](question, effect, { options, panel, notes, progress })
      rows.push(...rowsOf(kind, name, panel, effect, found))
      if (kind === 'sdid') rows.push(...evenRows(question, name, panel))
      notes.push(...fitNotes(name, panel, effect))
    }
    if (weights !== undefined && !given) {
      await writeWeights(weights, weightRows(panel, effects))
      notes.push(`The weights are in ${weights}.`)
    }
    return { rows, notes: [...new Set(notes)] }
  }

export const sdid = syntheticMethod('sdid')
export const scm = syntheticMethod('scm')

type Inference = 'placebo' | 'jackknife' | 'ifPossible'

const inferenceOf = (kind: Kind, { inference }: MethodOptions, { file, start }: PanelFile): Inference => {
  if (inference === undefined) return 'ifPossible'
  if (inference === 'placebo') return inference
  const treated = start.filter((time) => time >= 0).length
  if (treated === 1) {
    throw new MetTraceError(
      'not_enough',
      inference === 'jackknife'
        ? 'The jackknife leaves out one unit at a time, and without the one treated unit nothing is left: only placebo inference can be had.'
        : 'One treated unit has no spread that an error could be taken from: only placebo inference can be had.',
      { file, found: `--inference ${inference}, 1 treated unit`, expected: '--inference placebo' },
    )
  }
  if (inference === 'jackknife' && kind === 'sdid') return inference
  throw new MetTraceError(
    'usage',
    inference === 'jackknife'
      ? 'The jackknife holds the weights fixed, and a synthetic control hangs on them too much for that.'
      : 'The errors of this method come from placebos or the jackknife; it has no analytic or clustered ones.',
    {
      found: `--inference ${inference}`,
      expected: kind === 'sdid' ? '--inference placebo or jackknife' : '--inference placebo',
    },
  )
}

/** Weights from a file: of controls, of times before the start, or of both. */
const givenWeights = async (path: string, panel: PanelFile): Promise<GivenWeights> => {
  const given = await unitAndTimeWeights(path, panel.units, panel.times.map(String))
  const refuse = (message: string, found: string, expected: string): never => {
    throw new MetTraceError('value_invalid', message, { file: path, found, expected })
  }
  const treated = given.units?.findIndex((weight, unit) => weight > 0 && panel.start[unit]! >= 0) ?? -1
  if (treated !== -1)
    refuse('A weight is for a treated unit.', panel.units[treated] ?? '', 'weights of units never treated')
  const first = Math.min(...panel.start.filter((time) => time >= 0))
  const late = given.times?.findIndex((weight, time) => weight > 0 && time >= first) ?? -1
  if (late !== -1)
    refuse('A weight is for a time after the start.', String(panel.times[late]), 'weights of times before it')
  if (!given.units && !given.times) refuse('The file has no weights.', 'no rows', 'a row for each weight')
  return given
}

type Context = {
  options: MethodOptions
  panel: PanelFile
  notes: string[]
  progress: (words: string) => void
}

/** The overall estimate and those of the cohorts, with their errors. */
type Found = { overall: Estimate; cohorts: Estimate[] }

type Inferred = (question: SyntheticQuestion, effect: SyntheticEffect, context: Context) => Promise<Found>

const withoutErrors = ({ estimate, cohorts }: SyntheticEffect): Found => ({
  overall: withoutError(estimate),
  cohorts: cohorts.map((cohort) => withoutError(cohort.estimate)),
})

const byPlacebo: Inferred = async (
  question,
  effect,
  { options: { draws, seed }, panel, notes, progress },
) => {
  const plan = orNotEnough(panel, () => placeboPlan(question, draws))
  progress(`making ${plan.rounds} placebos`)
  const { given: _, ...own } = question
  const size = question.outcome.values.length * plan.rounds
  const figures =
    size <= small
      ? placeboEffects(own, plan, { seed, from: 0, to: plan.rounds })
      : await sharedDraws<SyntheticPlacebos>(worker, { question: own, plan }, { draws: plan.rounds, seed })
  const count = effect.cohorts.length
  const errorOf = (figure: number): number => placeboError(placeboFigures(figures, count, figure))
  const overall = withError(effect.estimate, errorOf(0))
  const cohorts = effect.cohorts.map(({ estimate }, c) => withError(estimate, errorOf(2 + c)))
  const placebos = plan.exhaustive
    ? `each of the ${plan.rounds} controls in the place of the treated unit`
    : `${plan.rounds} draws of controls in the place of the treated`
  if (question.kind === 'sdid') {
    notes.push(
      `Errors are the spread of placebo effects: ${placebos}. They rest on treated and controls varying alike.`,
    )
    return { overall, cohorts }
  }
  notes.push(
    `p: how many of the placebos (${placebos}), the treated among them, miss by at least as much after the start for every unit of miss before it; none is below ${(1 / (plan.rounds + 1)).toPrecision(2)}. The error and the interval are the spread of placebo effects, which takes no note of how well each fits.`,
  )
  const p = missRatioP(effect, placeboFigures(figures, count, 1))
  // The rank is of the treated together; a cohort by itself has none.
  return {
    overall: { ...overall, estimate: effect.estimate, p },
    cohorts: cohorts.map(({ estimate, se, low, high }) => ({ estimate, se, low, high, p: null })),
  }
}

const inferred: Record<Inference, Inferred> = {
  placebo: byPlacebo,
  ifPossible: async (question, effect, context) => {
    try {
      placeboPlan(question, context.options.draws)
    } catch (fault) {
      if (!(fault instanceof NoAnswer)) throw fault
      context.notes.push(`No error: ${reasonWords(fault.reason, namesOf(context.panel))}.`)
      return withoutErrors(effect)
    }
    return byPlacebo(question, effect, context)
  },
  jackknife: async (_question, effect, { panel, notes }) => {
    const se = orNotEnough(panel, () => jackknifeError(effect))
    notes.push('Errors by leaving out one unit at a time, the weights held fixed.')
    const found = withoutErrors(effect)
    const cohorts = effect.cohorts.length === 1 ? [withError(effect.estimate, se)] : found.cohorts
    return { overall: withError(effect.estimate, se), cohorts }
  },
}

const rowsOf = (
  kind: Kind,
  outcome: string,
  panel: PanelFile,
  effect: SyntheticEffect,
  found: Found,
): EffectRow[] => {
  const label = (time: number): number | string => panel.times[time] ?? ''
  const common = { method: kind, outcome, scale: 'additive' as const, n: panel.units.length }
  const treated = effect.cohorts.reduce((sum, { comparison }) => sum + comparison.treated.length, 0)
  const row = (
    term: string,
    estimate: Estimate,
    cohort: CohortEffect | undefined,
    time: number | string | null = null,
  ): EffectRow => ({
    ...common,
    term,
    time,
    cohort: cohort ? label(cohort.comparison.start) : null,
    ...estimate,
    treated: cohort ? cohort.comparison.treated.length : treated,
  })
  const staggered = effect.cohorts.length > 1
  return [
    row('att', found.overall, undefined),
    ...(staggered ? effect.cohorts.map((cohort, c) => row('cohort', found.cohorts[c]!, cohort)) : []),
    ...effect.cohorts.flatMap((cohort) => {
      const { start } = cohort.comparison
      return Array.from(cohort.gaps.subarray(start), (gap, t) =>
        row('curve', withoutError(gap), cohort, label(start + t)),
      )
    }),
  ]
}

/** The same with even weights, the plain difference in differences, to be held against it. */
const evenRows = (question: SyntheticQuestion, outcome: string, panel: PanelFile): EffectRow[] => {
  const { outcome: values, start } = question
  const effect = syntheticEffect({ outcome: values, start, kind: 'did' })
  const [row] = rowsOf('sdid', outcome, panel, effect, withoutErrors(effect))
  return row ? [{ ...row, term: 'even-weights' }] : []
}

const fitNotes = (outcome: string, panel: PanelFile, { cohorts }: SyntheticEffect): string[] =>
  cohorts.flatMap(({ comparison, unitWeights, timeWeights, missBefore }) => {
    const { controls, start } = comparison
    const where = `${outcome}, start ${panel.times[start]}`
    const units = unitWeights.filter((weight) => weight > 0)
    const times = timeWeights.filter((weight) => weight > 0).length
    const weighted = times === 0 ? '' : `, ${times} of ${start} times before`
    const notes = [
      `${where}: ${units.length} of ${controls.length} controls have weight, the largest ${Math.max(...units).toFixed(3)}${weighted}; before the start the mixture misses by ${missBefore.toPrecision(3)} (root mean square).`,
    ]
    if (controls.length < fewControls)
      notes.push(`${where}: ${controls.length} controls are too few for a mixture to mean much.`)
    if (start < fewTimesBefore)
      notes.push(`${where}: ${start} times before the start are too few to choose controls by.`)
    return notes
  })

const weightRows = (panel: PanelFile, effects: readonly SyntheticEffect[]): WeightRow[] => {
  const [effect] = effects
  const [cohort] = effect?.cohorts ?? []
  if (!cohort || effects.length > 1 || (effect?.cohorts.length ?? 0) > 1) {
    throw new MetTraceError('usage', 'Weights are written where there is one outcome and one start.', {
      found: `${effects.length} outcomes, ${effect?.cohorts.length ?? 0} starts`,
      expected: 'one of each; or leave out --weights',
    })
  }
  return [
    ...cohort.comparison.controls.map((unit, j) => ({
      unit: panel.units[unit] ?? '',
      time: '',
      weight: cohort.unitWeights[j]!,
    })),
    ...Array.from(cohort.timeWeights, (weight, time) => ({
      unit: '',
      time: String(panel.times[time]),
      weight,
    })),
  ]
}

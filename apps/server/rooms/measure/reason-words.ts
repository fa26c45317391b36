import type { NoPreTest } from '@mettrace/analysis/effect/group-time/pre-period-test'
import { NoAnswer, type Reason } from '@mettrace/analysis/effect/reason'

/** What the numbers in a reason are called in the file or report that was asked about. */
export type ReasonNames = {
  readonly covariates?: readonly string[]
  readonly time?: (time: number) => string
}

const outsiders = { units: 'control units', times: 'times before the start' } as const
const sides = { treated: 'the cohort is', control: 'the controls are' } as const

type Words = { [Code in Reason['code']]: (reason: Extract<Reason, { code: Code }>, names: Named) => string }
type Named = { covariate: (number: number) => string; time: (time: number) => string }

const among = { controls: 'among the control units', all: 'among the units compared' } as const

/** Every reason that the statistics give, as a clause: no capital, no full stop. */
const words: Words = {
  'no-treated': () => 'no unit starts after the first time, so there is no effect to measure',
  'no-controls': () => 'no unit is left to compare with',
  'no-never-treated': () => 'every unit is treated in the end, so none can be a never-treated control',
  'all-start-together': () => 'every unit is treated from the same time on, so there is no control',
  'no-effect-after-start': ({ because }, names) =>
    `no cohort has an effect after its start that can be told${because ? `: ${clause(because, names)}` : ''}`,
  'negative-count': () => 'a rate ratio needs counts, and one is below zero',
  'no-number': () => 'a value is no number, or beyond all numbers',
  'too-thin': () => 'the counts are too thin to tell units and times apart',
  'not-settled': () => 'the rate ratio does not settle: nothing tells it apart',
  'times-alike': () => 'the effects of time cannot be told apart',
  'nothing-before': () => 'there are no burglaries before the kits to compare with',
  'exposure-absorbed': () => 'area and month cannot be told apart from the kits',
  'few-times': ({ times, unknowns }) => `${times} times cannot tell ${unknowns} unknowns`,
  'short-side': () => 'two times before and two after are the least',
  'one-side-empty': () => 'one side of the start has no counts, so no ratio can be told',
  'column-repeats': ({ covariate }, names) =>
    covariate === null
      ? 'trend, level and season explain one another'
      : `the covariate "${names.covariate(covariate)}" is given by trend, level, season and the covariates before it`,
  'few-times-before': () =>
    'a cohort has fewer than two times before its start, too few to weigh controls by',
  'weights-staggered': () => 'weights can be given where all treated units start together; here they do not',
  'series-repeat': () => 'the series repeat one another beyond telling apart',
  'weights-negative': ({ of }) =>
    `the weights of the ${outsiders[of]} must be zero or more, and one for each`,
  'weights-total': ({ of, total }) =>
    `the weights of the ${outsiders[of]} must add to 1, and they add to ${total}`,
  'jackknife-single': () =>
    'the jackknife leaves out one unit at a time, and a cohort here is a single treated unit',
  'jackknife-one-control': () =>
    'the jackknife leaves out one unit at a time, and a single control has all the weight',
  'few-placebos': ({ controls, treated }) =>
    `placebo inference needs at least two controls more than treated units, found ${controls} and ${treated}`,
  'unbounded-ratio': () => 'the rate ratio has no bound: one side has no counts where it would be told from',
  'too-few-events': () => 'fewer than two units or two times have any counts',
  'no-event': ({ cohort, time, side, at }, { time: label }) =>
    `start ${label(cohort)}: the ${side} units have no event ${at === 'reference' ? `at ${label(cohort - 1)}, just before the start` : `at ${label(time)}`}`,
  single: ({ side, of }) => `${sides[side]} a single ${of}, which has no spread to take an error from`,
  'one-cluster': () => 'all units are in one cluster, so no error can be told',
  'no-degrees': () => 'there are as many unknowns as values, so no error can be told',
  'no-control-left': () => 'no control is left at this time',
  'few-controls': ({ controls, covariates }) =>
    `${controls} controls are too few for ${covariates} covariates`,
  'covariate-constant': ({ covariate, among: rows }, names) =>
    `the covariate "${names.covariate(covariate)}" has one value ${among[rows]}: leave it out`,
  'covariate-repeats': ({ covariate, among: rows }, names) =>
    `the covariate "${names.covariate(covariate)}" repeats ${covariate === 0 ? 'what is constant' : 'the covariates before it'} ${among[rows]}: leave it out`,
  'covariate-absorbed': ({ covariate }, names) =>
    `the covariate "${names.covariate(covariate)}" cannot be told from the effects of unit and time, or repeats the covariates before it: leave it out`,
  'treatment-absorbed': () => 'the treatment cannot be told from the effects of unit and time',
  'covariates-separate': ({ covariates }, names) =>
    covariates.length === 1
      ? `the covariate "${names.covariate(covariates[0]!)}" tells treated from control units without fail: leave it out`
      : `the covariates ${covariates.map((each) => `"${names.covariate(each)}"`).join(', ')} together tell treated from control units without fail: leave one out`,
  'covariates-unbounded': () => 'the coefficients of the covariates run off: leave one out',
}

const clause = <Code extends Reason['code']>(reason: Extract<Reason, { code: Code }>, names: Named): string =>
  (words[reason.code] as (reason: Reason, names: Named) => string)(reason, names)

/** A reason as a clause for people, without a capital or a full stop. */
export const reasonWords = (reason: Reason, { covariates = [], time = String }: ReasonNames = {}): string =>
  clause(reason, { covariate: (number) => covariates[number] ?? `number ${number + 1}`, time })

/** What a fault of the statistics says to people; those that are not about the data keep their own words. */
export const faultWords = (fault: RangeError, names?: ReasonNames): string =>
  fault instanceof NoAnswer ? reasonWords(fault.reason, names) : fault.message

const withoutPreTest = {
  'no-times-before': 'no cohort has two times before its start',
  'no-variation-before': 'a time before a start does not vary at all',
  'times-repeat': 'the times before a start repeat one another, so that they cannot be tested together',
} as const

/** Why the times before the starts are not tested, as a clause. */
export const preTestWords = (why: NoPreTest): string =>
  why.code === 'crowded'
    ? `a start has ${why.times} times before it, too many to test together on ${why.members} treated ${why.of}s; look at the band of the dynamic effects before the start`
    : withoutPreTest[why.code]

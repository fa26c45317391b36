/**
 * Why an estimate, an error or a whole answer is not given, with the figures that belong to it. Covariates, cohorts and
 * times are numbers of the question that was asked; whoever asked it puts the reason into words.
 */
export type Reason =
  /** Nobody is treated, or nobody is left to compare with. */
  | { readonly code: 'no-treated' | 'no-controls' | 'no-never-treated' | 'all-start-together' }
  /** No cohort has an effect after its start; `because` is what its first cell says, where it says anything. */
  | { readonly code: 'no-effect-after-start'; readonly because: Reason | null }
  | { readonly code: 'negative-count' | 'no-number' | 'too-thin' | 'not-settled' | 'times-alike' }
  /** Exposed cells without anything before them, or that area and month leave nothing of. */
  | { readonly code: 'nothing-before' | 'exposure-absorbed' }
  /** A series too short for its model, or with nothing counted on one side of the start. */
  | { readonly code: 'few-times'; readonly times: number; readonly unknowns: number }
  | { readonly code: 'short-side' | 'one-side-empty' }
  /** A column of a model of one series that the others give; null where it is none of the covariates. */
  | { readonly code: 'column-repeats'; readonly covariate: number | null }
  /** Mixtures of controls: too little before a start, weights that do not fit, too few units for an error. */
  | { readonly code: 'few-times-before' | 'weights-staggered' | 'series-repeat' }
  | { readonly code: 'weights-negative'; readonly of: 'units' | 'times' }
  | { readonly code: 'weights-total'; readonly of: 'units' | 'times'; readonly total: number }
  | { readonly code: 'jackknife-single' | 'jackknife-one-control' }
  | { readonly code: 'few-placebos'; readonly controls: number; readonly treated: number }
  /** All events of one side are missing, so that a logarithm of a ratio runs off. */
  | { readonly code: 'unbounded-ratio' }
  /** Fewer than two units or two times have any event. */
  | { readonly code: 'too-few-events' }
  /** A side of the comparison without an event at a cohort's time, or just before its start (`at` says which). */
  | {
      readonly code: 'no-event'
      readonly cohort: number
      readonly time: number
      readonly side: 'treated' | 'control'
      readonly at: 'time' | 'reference'
    }
  /** One unit or cluster has no spread to take an error from. */
  | { readonly code: 'single'; readonly side: 'treated' | 'control'; readonly of: 'unit' | 'cluster' }
  | { readonly code: 'one-cluster' }
  | { readonly code: 'no-degrees' }
  | { readonly code: 'no-control-left' }
  | { readonly code: 'few-controls'; readonly controls: number; readonly covariates: number }
  /** A covariate without variation among `rows`, or within units and times. */
  | { readonly code: 'covariate-constant'; readonly covariate: number; readonly among: 'controls' | 'all' }
  /** A covariate that those before it already give. */
  | { readonly code: 'covariate-repeats'; readonly covariate: number; readonly among: 'controls' | 'all' }
  /** A covariate that effects of unit and time, with the covariates before it, leave nothing of. */
  | { readonly code: 'covariate-absorbed'; readonly covariate: number }
  /** The treatment that effects of unit and time leave nothing of. */
  | { readonly code: 'treatment-absorbed' }
  /** Covariates by which treated and controls are told apart without fail. */
  | { readonly code: 'covariates-separate'; readonly covariates: readonly number[] }
  /** A coefficient of the covariates that grows without end. */
  | { readonly code: 'covariates-unbounded' }

/** Thrown where there is no answer at all; `message` is the code, for logs. */
export class NoAnswer extends RangeError {
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason.code)
    this.reason = reason
  }
}

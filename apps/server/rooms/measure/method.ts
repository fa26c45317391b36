import type { EffectRow } from '@mettrace/analysis/effect/effect-row'

/** What a user may say to a method; each method takes some of them. */
export type MethodOptions = {
  unit?: string
  time?: string
  outcome?: string[]
  treated?: string
  cohort?: string
  laterIsNever?: boolean
  endPre?: string
  covariates: string[]
  control: 'never' | 'notyet'
  estimator: 'reg' | 'ipw' | 'dr'
  inference?: 'placebo' | 'jackknife' | 'cluster' | 'analytic'
  draws: number
  seed: number
  weights?: string
  exposure?: string
  cluster?: string
  harmonics: number
  period: number
  lag?: number
  role?: string
  before?: string
  after?: string
  area?: string
  durations?: [number, number]
  level?: number
}

export type MethodAnswer = {
  rows: EffectRow[]
  /** What the method assumes, what was left out, and what the figures do not bear. */
  notes: string[]
}

/** A method on a table that a user brings. `paths.file` and `paths.weights` are whole paths. */
export type Method = (
  paths: { file: string; weights: string | undefined },
  options: MethodOptions,
  progress: (words: string) => void,
) => Promise<MethodAnswer>

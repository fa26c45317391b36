import type { Method, MethodOptions } from './method.ts'

export type MethodEntry = {
  name: string
  description: string
  /** Options that it takes; those with `!` it cannot do without. */
  takes: readonly (keyof MethodOptions | `${keyof MethodOptions}!`)[]
  /** Loaded when it is asked for, so that other commands start no slower. */
  load: () => Promise<Method>
}

const panelOptions = ['unit!', 'time!', 'outcome!', 'treated', 'cohort', 'laterIsNever', 'endPre'] as const

/** The methods that `mettrace method` knows, in the order of its help. One file for each in `methods/`. */
export const methods: readonly MethodEntry[] = [
  {
    name: 'calibrate',
    description: 'calibration weights: controls weighted until they had the past of the treated units',
    takes: [...panelOptions, 'covariates', 'inference', 'cluster', 'draws', 'seed', 'weights'],
    load: async () => (await import('./methods/calibrate.ts')).calibrate,
  },
  {
    name: 'did',
    description: 'effects by cohort and time (Callaway and Sant’Anna), and what they come to together',
    takes: [...panelOptions, 'covariates', 'control', 'estimator', 'inference', 'cluster', 'draws', 'seed'],
    load: async () => (await import('./methods/did.ts')).did,
  },
  {
    name: 'its',
    description: 'interrupted series: the counts of one place against their own trend and season',
    takes: [
      'unit',
      'time!',
      'outcome!',
      'treated',
      'cohort',
      'laterIsNever',
      'endPre',
      'exposure',
      'covariates',
      'harmonics',
      'period',
      'lag',
    ],
    load: async () => (await import('./methods/its.ts')).its,
  },
  {
    name: 'poisson',
    description: 'rate ratio with effects of every unit and time, or by the random order of the starts',
    takes: [...panelOptions, 'covariates', 'exposure', 'inference', 'cluster', 'draws', 'seed'],
    load: async () => (await import('./methods/poisson.ts')).poisson,
  },
  {
    name: 'scm',
    description: 'synthetic control: a mixture of units never treated that had the past of the treated',
    takes: [...panelOptions, 'inference', 'draws', 'seed', 'weights'],
    load: async () => (await import('./methods/synthetic.ts')).scm,
  },
  {
    name: 'sdid',
    description: 'synthetic difference in differences: controls and times before weighted to run parallel',
    takes: [...panelOptions, 'inference', 'draws', 'seed', 'weights'],
    load: async () => (await import('./methods/synthetic.ts')).sdid,
  },
  {
    name: 'sunab',
    description: 'event study of cohort and time (Sun and Abraham), as rate ratios and as differences',
    takes: [...panelOptions, 'covariates', 'inference', 'cluster'],
    load: async () => (await import('./methods/sunab.ts')).sunab,
  },
  {
    name: 'wdd',
    description: 'weighted displacement difference and quotient of counts before and after',
    takes: ['role!', 'before!', 'after!', 'area', 'durations', 'level'],
    load: async () => (await import('./methods/wdd.ts')).wdd,
  },
]

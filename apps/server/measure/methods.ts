import type { Method, MethodOptions } from './method.ts'

export type MethodEntry = {
  name: string
  description: string
  /** Options that it takes; those with `!` it cannot do without. */
  takes: readonly (keyof MethodOptions | `${keyof MethodOptions}!`)[]
  /** Loaded when it is asked for, so that other commands start no slower. */
  load: () => Promise<Method>
}

const panelOptions = ['unit!', 'time!', 'outcome!', 'treated', 'cohort', 'endPre'] as const

/** The methods that `mettrace method` knows, in the order of its help. One file for each in `methods/`. */
export const methods: readonly MethodEntry[] = [
  {
    name: 'did',
    description: 'effects by cohort and time (Callaway and Sant’Anna), and what they come to together',
    takes: [...panelOptions, 'covariates', 'control', 'estimator', 'inference', 'cluster', 'draws', 'seed'],
    load: async () => (await import('./methods/did.ts')).did,
  },
  {
    name: 'sunab',
    description: 'event study of cohort and time (Sun and Abraham), as rate ratios and as differences',
    takes: [...panelOptions, 'covariates', 'inference', 'cluster'],
    load: async () => (await import('./methods/sunab.ts')).sunab,
  },
]

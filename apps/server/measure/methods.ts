import type { Method, MethodOptions } from './method.ts'

export type MethodEntry = {
  name: string
  description: string
  /** Options that it takes; those with `!` it cannot do without. */
  takes: readonly (keyof MethodOptions | `${keyof MethodOptions}!`)[]
  /** Loaded when it is asked for, so that other commands start no slower. */
  load: () => Promise<Method>
}

/** The methods that `mettrace method` knows, in the order of its help. One file for each in `methods/`. */
export const methods: readonly MethodEntry[] = []

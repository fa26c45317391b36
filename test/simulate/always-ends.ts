import type { Findings } from './checks.ts'
import type { Plan } from './plan.ts'

export type Runs = (plan: Plan) => Promise<Findings>

/** Real milliseconds that one plan may take: a run over a database takes seconds. */
const patience = 300_000

/** What a run came to that never said so. */
const brokenOff = (words: string): Findings => ({
  events: 0,
  acknowledged: 0,
  unsaved: 0,
  destroyed: 0,
  lost: 0,
  doubled: 0,
  diverged: 1,
  faults: [`broken off: ${words}`],
})

/**
 * Runs of which each is answered: one that throws is a finding, and so is one that waits for what never comes. That would end the
 * whole process without a word, since nothing is left to do for it.
 */
export const alwaysEnding =
  (runs: Runs, most = patience): Runs =>
  async (plan) => {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error(`no end within ${most / 1000} s`)), most)
    try {
      return await Promise.race([runs(plan), late])
    } catch (error) {
      return brokenOff(error instanceof Error ? error.message : String(error))
    } finally {
      clearTimeout(timer)
    }
  }

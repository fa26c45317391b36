import { alwaysEnding, type Runs } from './always-ends.ts'
import type { Findings } from './checks.ts'
import { planOf } from './plan.ts'
import { runPlan } from './run-seed.ts'

/**
 * What many seeds came to. An event is acknowledged once the server has kept it, accepted or set aside. `faults`: the first
 * of each seed that fails, in words.
 */
export type Sum = Findings & { seeds: number; failing: number[] }

export const noSeeds: Sum = {
  seeds: 0,
  events: 0,
  acknowledged: 0,
  unsaved: 0,
  destroyed: 0,
  lost: 0,
  doubled: 0,
  diverged: 0,
  failing: [],
  faults: [],
}

export const added = (one: Sum, other: Sum): Sum => ({
  seeds: one.seeds + other.seeds,
  events: one.events + other.events,
  acknowledged: one.acknowledged + other.acknowledged,
  unsaved: one.unsaved + other.unsaved,
  destroyed: one.destroyed + other.destroyed,
  lost: one.lost + other.lost,
  doubled: one.doubled + other.doubled,
  diverged: one.diverged + other.diverged,
  failing: [...one.failing, ...other.failing].toSorted((a, b) => a - b),
  faults: [...one.faults, ...other.faults],
})

/** Runs so many seeds one after another. `untilFailure`: ends with the first that fails. `runs`: over which server. */
export const simulate = async ({
  seeds,
  from = 1,
  untilFailure = false,
  runs = runPlan,
}: {
  seeds: number
  from?: number
  untilFailure?: boolean
  runs?: Runs
}): Promise<Sum> => {
  const ending = alwaysEnding(runs)
  let sum = noSeeds
  for (let seed = from; seed < from + seeds; seed++) {
    const { faults, ...figures } = await ending(planOf(seed))
    const [first] = faults
    const failed = first !== undefined && { failing: [seed], faults: [`${seed}: ${first}`] }
    sum = added(sum, { ...noSeeds, ...figures, ...failed, seeds: 1 })
    if (untilFailure && first !== undefined) break
  }
  return sum
}

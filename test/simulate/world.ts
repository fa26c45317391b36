import type { Chance } from './seeded.ts'

/** Whose wake-up it is: all of an owner are dropped together when it crashes. */
export type Owner = { alive: boolean }

type WakeUp = { at: number; order: number; owner: Owner; work: () => void }

/** One queue of pending wake-ups over everybody; time is what the next of them says. */
export type World = {
  now: () => number
  /** Resolves after some milliseconds, unless its owner is dead by then: then never. */
  wait: (owner: Owner, least: number, most: number) => Promise<void>
  after: (owner: Owner, milliseconds: number, work: () => void) => () => void
  /** Lets everything happen that is due until a time, and whatever follows from each. Calls `each` after every wake-up. */
  runUntil: (time: number, each: () => void) => Promise<void>
  /** Wake-ups so far. */
  steps: () => number
}

/** Lets every promise that can go on do so. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/**
 * Begins at a fixed moment; chance decides how long each wait is, and which of two at one moment is first. `outside`: resolves
 * once what takes real time, such as a database, has come to rest.
 */
export const openWorld = (
  chance: Chance,
  start: number,
  outside: () => Promise<void> = async () => undefined,
): World => {
  let now = start
  let steps = 0
  const pending = new Set<WakeUp>()

  const after: World['after'] = (owner, milliseconds, work) => {
    const wakeUp = { at: now + milliseconds, order: chance.fraction(), owner, work }
    pending.add(wakeUp)
    return () => pending.delete(wakeUp)
  }

  const next = (time: number): WakeUp | undefined => {
    let first: WakeUp | undefined
    for (const wakeUp of pending) {
      if (!wakeUp.owner.alive) pending.delete(wakeUp)
      else if (
        wakeUp.at <= time &&
        (!first || wakeUp.at < first.at || (wakeUp.at === first.at && wakeUp.order < first.order))
      )
        first = wakeUp
    }
    return first
  }

  return {
    now: () => now,
    steps: () => steps,
    after,
    wait: (owner, least, most) =>
      new Promise((resolve) => {
        after(owner, chance.between(least, most), resolve)
      }),
    runUntil: async (time, each) => {
      await settled()
      await outside()
      for (let wakeUp = next(time); wakeUp; wakeUp = next(time)) {
        pending.delete(wakeUp)
        now = Math.max(now, wakeUp.at)
        steps++
        wakeUp.work()
        await settled()
        await outside()
        each()
      }
      now = Math.max(now, time)
    },
  }
}

import { setImmediate as turn } from 'node:timers/promises'

/** Work that takes real time, counted, so that the made-up time of a world stands still meanwhile. */
export type Outside = {
  /** Work that is under way until it ends or waits for the world. */
  run: <T>(work: () => Promise<T>) => Promise<T>
  /** A wait for the world, within such work. */
  wait: <T>(waited: Promise<T>) => Promise<T>
  /** Resolves once none is under way, or each waits for a lock that others hold who wait for the world. */
  settled: () => Promise<void>
}

/**
 * Real milliseconds after which it is first asked whether locks are what is waited for, each time twice as many; and after
 * which nothing is waited for.
 */
const [soon, most] = [5, 3_000]

/** `locked`: how many sessions of the database wait for a lock. */
export const openOutside = (locked: () => Promise<number>): Outside => {
  let running = 0
  const atRest = (): boolean => running === 0
  let rest: (() => void) | undefined
  const ended = (): void => {
    running--
    if (atRest()) rest?.()
  }
  /** Resolves once nothing is under way, or after a while. */
  const restWithin = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      rest = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    run: async (work) => {
      running++
      try {
        return await work()
      } finally {
        ended()
      }
    },
    wait: async (waited) => {
      ended()
      try {
        return await waited
      } finally {
        running++
      }
    },
    settled: async () => {
      const until = performance.now() + most
      for (let within = soon; !atRest() && performance.now() < until; within *= 2) {
        await restWithin(within)
        if (!atRest() && (await locked()) >= running) return
        // What has ended may begin something else.
        await turn()
      }
    },
  }
}

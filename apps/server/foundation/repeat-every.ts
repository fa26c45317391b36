import { setTimeout as sleep } from 'node:timers/promises'

/** Something that goes on for as long as the server runs. */
export type Repeated = {
  /** Waits for what is being done, and does nothing more. */
  stop: () => Promise<void>
}

/**
 * Does something at once and, when it is done, again after so many milliseconds, until it is stopped. What fails is told to
 * `failed` and tried again. `work` is given a signal that is aborted when it is to stop.
 */
export const repeatEvery = (
  milliseconds: number,
  work: (ending: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): Repeated => {
  const ending = new AbortController()
  const { signal } = ending
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await work(signal)
      } catch (error) {
        failed(error)
      }
      await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = loop()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}

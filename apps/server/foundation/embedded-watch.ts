import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** Milliseconds before a start that failed is tried again. */
const pause = 1000

export type Watched = {
  /** Stops watching, and gives the connection that there is now. */
  end: () => Promise<pg.Client>
}

/**
 * Starts the engine again whenever the connection to it breaks, for as long as it is watched. `again` starts it, or joins
 * it where another process was quicker, and connects; it is asked until it succeeds.
 */
export const watchEngine = (
  first: pg.Client,
  again: () => Promise<pg.Client>,
  tell: (words: string, error?: unknown) => void,
): Watched => {
  let present = first
  const ending = new AbortController()
  let starting = Promise.resolve()

  const start = async (): Promise<void> => {
    tell('the embedded database has ended and is started again')
    while (!ending.signal.aborted) {
      try {
        watch(await again())
        tell('the embedded database runs again')
        return
      } catch (error) {
        tell('the embedded database did not start; it is tried again', error)
        await sleep(pause, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }
  }
  const watch = (client: pg.Client): void => {
    present = client
    client.once('end', () => {
      if (!ending.signal.aborted) starting = start()
    })
  }
  watch(first)
  return {
    end: async () => {
      ending.abort()
      await starting
      return present
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'

/** Between two looks, milliseconds: what is written is on a wall within five seconds, and the page needs some of them. */
const between = 1000

const watcher = actingAs('wall', 'wall')

/**
 * The mark of the counts once it is another than `known`, or after so many milliseconds; at once without one, or where
 * `gone` is aborted.
 */
export type CountsWatch = (known: string | undefined, patience: number, gone: AbortSignal) => Promise<string>

/** Waits for counts of homes to be written, for all who wait at once: one look at a time, however many they are. */
export const countsWatch = (database: Pick<Database, 'readWithoutAct'>): CountsWatch => {
  let looking: Promise<string> | undefined
  const read = async (): Promise<string> => {
    const [row] = await database.readWithoutAct<{ mark: string }>(
      watcher,
      'select engagement.counts_mark() as mark',
    )
    return row!.mark
  }
  const look = (): Promise<string> =>
    (looking ??= read().finally(() => {
      looking = undefined
    }))
  return async (known, patience, gone) => {
    const giveUpAt = performance.now() + patience
    for (;;) {
      const mark = await look()
      if (mark !== known || gone.aborted || performance.now() >= giveUpAt) return mark
      await sleep(between, undefined, { signal: gone }).catch(() => undefined)
    }
  }
}

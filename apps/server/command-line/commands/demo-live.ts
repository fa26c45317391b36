import { walkLive, type LiveCounts } from '../../demonstration/deliveries/live-deliveries.ts'
import { readConfig } from '../../config.ts'
import { openDatabase } from '../../foundation/database.ts'
import { onSignal } from '../../foundation/on-signal.ts'
import { count } from '../../foundation/words/figures.ts'
import type { CommandContext } from '../command-context.ts'
import type { CommonOptions } from '../options.ts'

export type LiveOptions = CommonOptions & { every: number; count?: number }

const inWords = ({ visits, delivered, refused, noAnswer, other, setAside }: LiveCounts): string =>
  [
    `${count(visits, 'visit')} written: ${delivered} delivered, ${refused} refused, ${noAnswer} no answer, ${other} other`,
    ...(setAside > 0 ? [`${setAside} set aside`] : []),
  ].join(', ')

/** Ends in good order at the first signal, and at once at the second. */
const stopOnSignal = (): { signal: AbortSignal; listenNoMore: () => void } => {
  const ending = new AbortController()
  const listenNoMore = onSignal(() => {
    if (ending.signal.aborted) process.exit(130)
    ending.abort()
  })
  return { signal: ending.signal, listenNoMore }
}

/** Writes visits into the demonstration that runs, until they are as many as were asked for or Ctrl-C ends it. */
export const demoLive = async (options: LiveOptions, context: CommandContext): Promise<void> => {
  const { every, count: most } = options
  const database = await openDatabase(readConfig(options))
  const { signal, listenNoMore } = stopOnSignal()
  try {
    const seed = Math.floor(Date.now() / 1000) % 2 ** 31
    const asked = { every, count: most ?? Infinity, seed, signal, clock: () => new Date() }
    const results = await walkLive(database, asked, (counts) =>
      context.progress(`${inWords(counts)} (Ctrl-C ends it)`),
    )
    await context.done('demo', {
      inputs: { live: true, every, ...(most !== undefined && { count: most }) },
      results,
      warnings: [],
      text: `${inWords(results)}. Nothing in them is real.`,
    })
  } finally {
    listenNoMore()
    await database.close()
  }
}

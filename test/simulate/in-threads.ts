import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { added, noSeeds, type Sum } from './simulate.ts'

/** Seeds that a thread takes at a time: few enough that all end together. */
const atATime = { memory: 50, postgres: 5 }

/** Seeds whose thread ended before it said what they came to. */
const allFailed = ({ seeds, from }: { seeds: number; from: number }): Sum => ({
  ...noSeeds,
  seeds,
  diverged: seeds,
  failing: Array.from({ length: seeds }, (_, at) => from + at),
  faults: [`${from}: broken off with its thread, in one of ${seeds} seeds`],
})

/** What many seeds come to, run in so many threads; which thread ran a seed changes nothing. `postgres`: each over one of its own. */
export const simulateInThreads = async (
  seeds: number,
  from: number,
  threads: number,
  postgres = false,
): Promise<Sum> => {
  let next = from
  let sum = noSeeds
  const begun = (): { worker: Worker; gone: Promise<null> } => {
    const worker = new Worker(new URL('seeds-worker.ts', import.meta.url), { workerData: { postgres } })
    const ended = once(worker, 'exit').catch((error: unknown) => console.error(error))
    return { worker, gone: ended.then(() => null) }
  }
  const work = async (): Promise<void> => {
    let { worker, gone } = begun()
    while (next < from + seeds) {
      const range = {
        from: next,
        seeds: Math.min(postgres ? atATime.postgres : atATime.memory, from + seeds - next),
      }
      next += range.seeds
      worker.postMessage(range)
      const came = once(worker, 'message').catch(() => null) as Promise<[Sum] | null>
      const part = await Promise.race([came, gone])
      sum = added(sum, part?.[0] ?? allFailed(range))
      if (!part) ({ worker, gone } = begun())
    }
    worker.postMessage(null)
    await gone
  }
  await Promise.all(Array.from({ length: threads }, work))
  return sum
}

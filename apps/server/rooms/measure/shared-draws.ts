import { inWorker, pool, reportProgress, takeTurn } from '../../foundation/jobs/pool.ts'

type Draws = { seed: number; from: number; to: number }

/** More threads than this would wait for memory, not for a processor. */
const mostThreads = 8

/**
 * Shares draws out over the processors; each thread answers with numbers for its draws, which are put together in their
 * order. A draw depends on the seed and its number alone, so the answer is the same however many threads there are.
 */
export const sharedDraws = async <Question extends { draws: Draws }>(
  worker: URL,
  question: Omit<Question, 'draws'>,
  { draws, seed }: { draws: number; seed: number },
): Promise<Float64Array> => {
  const threads = Math.min(draws, pool.threads, mostThreads)
  const edge = (thread: number): number => Math.round((thread * draws) / threads)
  let done = 0
  const parts = await takeTurn('the product', () =>
    Promise.all(
      Array.from({ length: threads }, async (_, thread) => {
        const part = await inWorker<object, Float64Array>(worker, {
          ...question,
          draws: { seed, from: edge(thread), to: edge(thread + 1) },
        })
        reportProgress(++done, threads, 'shares of the draws')
        return part
      }),
    ),
  )
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

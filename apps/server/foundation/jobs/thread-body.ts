import { parentPort } from 'node:worker_threads'
import { MetTraceError } from '../errors.ts'
import { takeRegistered, type WorkerFunction } from './answer-in-worker.ts'
import type { ThreadMessage, ThreadQuestion } from './thread.ts'

const loaded = new Map<string, WorkerFunction>()

const functionOf = async (file: string): Promise<WorkerFunction> => {
  const known = loaded.get(file)
  if (known) return known
  await import(file)
  const work = takeRegistered()
  loaded.set(file, work)
  return work
}

/** Between two words of progress, milliseconds. */
const pause = 200

const answer = async ({ file, question }: ThreadQuestion): Promise<ThreadMessage> => {
  let toldAt = 0
  try {
    const work = await functionOf(file)
    return {
      answer: await work(question, (done, total, of) => {
        const now = performance.now()
        if (now - toldAt < pause) return
        toldAt = now
        parentPort?.postMessage({ progress: { done, total, of } } satisfies ThreadMessage)
      }),
    }
  } catch (error) {
    if (error instanceof MetTraceError) {
      const { code, message, where } = error
      return { refused: { code, message, where } }
    }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', async (asked: ThreadQuestion) => parentPort?.postMessage(await answer(asked)))

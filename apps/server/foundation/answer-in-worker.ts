import { parentPort, workerData } from 'node:worker_threads'
import { MetTraceError } from './errors.ts'
import type { WorkerReply } from './in-worker.ts'

const replyOf = <Question, Answer>(work: (question: Question) => Answer): WorkerReply<Answer> => {
  try {
    return { answer: work(workerData as Question) }
  } catch (error) {
    if (error instanceof MetTraceError) {
      const { code, message, where } = error
      return { refused: { code, message, where } }
    }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** The body of a worker file: answers the one question that it was started with. */
export const answerInWorker = <Question, Answer>(work: (question: Question) => Answer): void => {
  parentPort?.postMessage(replyOf(work))
}

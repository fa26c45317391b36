import { Worker } from 'node:worker_threads'
import { MetTraceError, type ErrorCode, type ErrorPlace } from './errors.ts'

/** What a worker sends back: its answer, or an error in parts, because classes do not survive the way. */
export type WorkerReply<Answer> =
  | { answer: Answer }
  | { refused: { code: ErrorCode; message: string; where: ErrorPlace } }
  | { failed: string }

/**
 * Runs a heavy piece of work in a thread of its own, so that pages go on being served.
 * `file` is a worker made with `answerInWorker`. Errors: those of the work.
 */
export const inWorker = <Question, Answer>(file: URL, question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: question })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The worker ended with ${code} and no answer.`)))
    worker.once('message', (reply: WorkerReply<Answer>) => {
      if ('answer' in reply) resolve(reply.answer)
      else if ('refused' in reply) {
        const { code, message, where } = reply.refused
        reject(new MetTraceError(code, message, where))
      } else reject(new Error(reply.failed))
      void worker.terminate()
    })
  })

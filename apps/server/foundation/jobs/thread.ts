import { Worker } from 'node:worker_threads'
import { MetTraceError, type ErrorCode, type ErrorPlace } from '../errors.ts'

export type ThreadQuestion = { file: string; question: unknown }

/** How far something has come: `done` of `total`, in what. */
export type Progress = { done: number; total: number; of: string }

/** What a thread says: how far it is, its answer, or an error in parts, because classes do not survive the way. */
export type ThreadMessage =
  | { progress: Progress }
  | { answer: unknown }
  | { refused: { code: ErrorCode; message: string; where: ErrorPlace } }
  | { failed: string }

const body = new URL('thread-body.ts', import.meta.url)

type Task = {
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
  onProgress: (progress: Progress) => void
}

const tooMuchMemory = (): MetTraceError =>
  new MetTraceError(
    'too_much_work',
    'This took more memory than one piece of work may have, and was ended. Ask for less at once.',
  )

/** Between two looks at how much memory a thread has, milliseconds. */
const lookEvery = 200
/**
 * V8's own limit, as many times ours. It comes too late to rely on: one allocation beyond it, inside a built-in, ends
 * the whole process and not the thread (`Array.from` of long texts does it).
 */
const lastResort = 2

/** A thread that answers one question after another; it starts with the first, and again after it was stopped. */
export class Thread {
  #worker: Worker | undefined
  #task: Task | undefined
  #looking: NodeJS.Timeout | undefined
  /** Most memory for what it works on, MB: its objects, and its typed arrays beside them. */
  readonly #memory: number

  constructor(memory: number) {
    this.#memory = memory
  }

  /** Answers a question by a worker file. Errors: those of the work; `too_much_work` where memory ran out. */
  ask(file: URL, question: unknown, onProgress: (progress: Progress) => void): Promise<unknown> {
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#task = { resolve, reject, onProgress }
      worker.ref()
      this.#looking = setInterval(() => void this.#look(worker), lookEvery)
      try {
        worker.postMessage({ file: file.href, question } satisfies ThreadQuestion)
      } catch (error) {
        this.#end()?.reject(error)
      }
    })
  }

  /** Ends what it is at, whose asker is told `reason`. */
  stop(reason: unknown): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#end()?.reject(reason)
    void worker?.terminate()
  }

  async #look(worker: Worker): Promise<void> {
    // A thread that has just ended answers nothing.
    const found = await worker.getHeapStatistics().catch(() => undefined)
    const used = found ? found.used_heap_size + found.external_memory : 0
    if (this.#worker === worker && this.#task && used > this.#memory * 1024 * 1024) this.stop(tooMuchMemory())
  }

  #end(): Task | undefined {
    clearInterval(this.#looking)
    const task = this.#task
    this.#task = undefined
    // A thread that rests keeps no process alive.
    this.#worker?.unref()
    return task
  }

  #start(): Worker {
    const worker = new Worker(body, { resourceLimits: { maxOldGenerationSizeMb: lastResort * this.#memory } })
    const lost = (error: unknown): void => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#end()?.reject(error)
    }
    worker.on('error', (error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      lost(code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory() : error)
    })
    worker.on('exit', (code) => lost(new Error(`A thread ended with ${code} and no answer.`)))
    worker.on('message', (message: ThreadMessage) => {
      if (this.#worker !== worker) return
      if ('progress' in message) this.#task?.onProgress(message.progress)
      else if ('answer' in message) this.#end()?.resolve(message.answer)
      else if ('refused' in message) {
        const { code, message: words, where } = message.refused
        this.#end()?.reject(new MetTraceError(code, words, where))
      } else this.#end()?.reject(new Error(message.failed))
    })
    return worker
  }
}

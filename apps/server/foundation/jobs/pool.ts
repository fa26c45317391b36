import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { MetTraceError } from '../errors.ts'
import { isTransactionOpen } from '../open-transaction.ts'
import { FairQueue } from './fair-queue.ts'
import { Thread, type Progress } from './thread.ts'

/** Whose turn it is, and how it may end before its work does. */
export type TurnOptions = {
  /** People take turns: an actor's id, or a name of a part of the product. */
  person: string
  /** Most that it may take once it runs, seconds; no limit without it. */
  seconds?: number | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}

/** A piece of work that waits for its turn, or has it. */
export type Turn<Answer> = {
  answer: Promise<Answer>
  /** How many wait before it; undefined once it runs. */
  before: () => number | undefined
  progress: () => Progress | undefined
  /** Ends it: its answer fails with `reason`, its threads are stopped. Nothing happens once it has ended. */
  stop: (reason: MetTraceError) => void
  /** Settles when nothing of it runs any more, which may be after it was stopped. */
  ended: Promise<void>
}

type Task = {
  file: URL
  question: unknown
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}

type Job = TurnOptions & {
  begin: () => void
  fail: (reason: unknown) => void
  end: () => void
  /** Why it was ended. */
  stopped: MetTraceError | undefined
  own: Thread | undefined
  /** Threads that work for it now; its own among them. */
  busy: Set<Thread>
  tasks: Task[]
  progress: Progress | undefined
  over: boolean
}

/** Objects of one thread at most, MB. */
const usualMemory = 1024
/** Pieces of work that may wait at once. Each is a question, not its data: these are read when its turn comes. */
const mostWaiting = 2000

/** The turn that the running code belongs to. As a parameter it would go through every query and every page. */
const current = new AsyncLocalStorage<{ pool: Pool; job: Job }>()

/**
 * The threads of a process, and who may use them. A turn is one piece of work from reading its data to its answer: as
 * many run at once as there are threads, the others wait in a queue that is fair between people. What a turn asks of
 * threads never waits for another turn, so that turns cannot wait for each other in a circle.
 */
export class Pool {
  readonly #idle: Thread[] = []
  readonly #queue = new FairQueue<Job>()
  readonly #running = new Set<Job>()
  #threads: number
  readonly #memory: number

  constructor({ threads, memory = usualMemory }: { threads: number; memory?: number }) {
    this.#threads = threads
    this.#memory = memory
  }

  get threads(): number {
    return this.#threads
  }

  /** Changes how many work at once; what runs goes on. */
  resize(threads: number): void {
    this.#threads = threads
    this.#dispatch()
  }

  /** Runs `work` when its turn comes. Errors: those of the work; `too_much_work` when its time is over. */
  turn<Answer>(options: TurnOptions, work: () => Promise<Answer>): Turn<Answer> {
    if (this.#queue.size >= mostWaiting)
      throw new MetTraceError('still_working', 'Too much is waiting to be worked out. Try again in a while.')
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const ended = Promise.withResolvers<void>()
    const job: Job = {
      ...options,
      // Restores the context of the request that asked; the one that frees the thread is another's.
      begin: AsyncResource.bind(() => void this.#run(job, work).then(resolve, reject)),
      fail: reject,
      end: ended.resolve,
      stopped: undefined,
      own: undefined,
      busy: new Set(),
      tasks: [],
      progress: undefined,
      over: false,
    }
    this.#queue.add(options.person, job)
    this.#dispatch()
    return {
      answer: promise,
      before: () => this.#queue.before(job),
      progress: () => job.progress,
      stop: (reason) => this.#stop(job, reason),
      ended: ended.promise,
    }
  }

  /** Asks a thread in the turn of a job. */
  ask(job: Job, file: URL, question: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (job.stopped) return reject(job.stopped)
      job.tasks.push({ file, question, resolve, reject })
      this.#dispatch()
    })
  }

  async #run<Answer>(job: Job, work: () => Promise<Answer>): Promise<Answer> {
    const timer =
      job.seconds === undefined
        ? undefined
        : setTimeout(() => {
            const words = `This took longer than the ${job.seconds} seconds that one piece of work may have, and was ended. Ask for less at once.`
            this.#stop(job, new MetTraceError('too_much_work', words))
          }, job.seconds * 1000)
    timer?.unref()
    try {
      const answer = await current.run({ pool: this, job }, work)
      if (job.stopped) throw job.stopped
      return answer
    } finally {
      clearTimeout(timer)
      job.over = true
      this.#endTasks(job, new Error('The turn is over.'))
      this.#running.delete(job)
      if (job.own) this.#idle.push(job.own)
      job.end()
      this.#dispatch()
    }
  }

  #stop(job: Job, reason: MetTraceError): void {
    if (job.over || job.stopped) return
    job.stopped = reason
    job.fail(reason)
    if (this.#queue.remove(job)) {
      job.over = true
      job.end()
    }
    this.#endTasks(job, reason)
    this.#dispatch()
  }

  #endTasks(job: Job, reason: unknown): void {
    for (const { reject } of job.tasks.splice(0)) reject(reason)
    for (const thread of job.busy) thread.stop(reason)
  }

  /** Gives threads that rest to whoever is next; to those who have a turn and could use one more only when none waits. */
  #dispatch(): void {
    while (this.#running.size < this.#threads) {
      const job = this.#queue.next()
      if (!job) break
      job.own = this.#idle.pop() ?? new Thread(this.#memory)
      this.#running.add(job)
      job.begin()
    }
    for (const job of this.#running) {
      while (job.tasks.length > 0) {
        const thread = this.#freeFor(job)
        if (!thread) break
        void this.#work(job, thread, job.tasks.shift()!)
      }
    }
  }

  #freeFor(job: Job): Thread | undefined {
    if (job.own && !job.busy.has(job.own)) return job.own
    const lent = [...this.#running].reduce(
      (sum, { own, busy }) => sum + busy.size - (own && busy.has(own) ? 1 : 0),
      0,
    )
    if (this.#queue.size > 0 || this.#running.size + lent >= this.#threads) return undefined
    return this.#idle.pop() ?? new Thread(this.#memory)
  }

  async #work(job: Job, thread: Thread, { file, question, resolve, reject }: Task): Promise<void> {
    job.busy.add(thread)
    try {
      resolve(
        await thread.ask(file, question, (progress) => {
          job.progress = progress
          job.onProgress?.(progress)
        }),
      )
    } catch (error) {
      reject(error)
    } finally {
      job.busy.delete(thread)
      if (thread !== job.own) this.#idle.push(thread)
      this.#dispatch()
    }
  }

  /** Tells how far the turn at hand has come, from code that runs in no thread. */
  report(job: Job, progress: Progress): void {
    job.progress = progress
    job.onProgress?.(progress)
  }
}

/** The one pool of this process. Whoever serves others resizes it, to leave a processor to answers. */
export const pool = new Pool({ threads: availableParallelism() })

/** Whether the running code belongs to a turn that has not ended. */
export const inTurn = (): boolean => current.getStore()?.job.over === false

/** Why this turn was stopped; undefined while it runs, and outside a turn. */
export const whyStopped = (): MetTraceError | undefined => current.getStore()?.job.stopped

/** Reports progress of this turn; does nothing outside a turn. */
export const reportProgress = (done: number, total: number, of: string): void => {
  const found = current.getStore()
  if (found) found.pool.report(found.job, { done, total, of })
}

/** Receives progress of work outside a request: a command prints it. */
const listening = new AsyncLocalStorage<(progress: Progress) => void>()

/** Runs `work` with the progress of all turns that it takes told to `onProgress`. */
export const withProgress = <Answer>(
  onProgress: (progress: Progress) => void,
  work: () => Promise<Answer>,
): Promise<Answer> => listening.run(onProgress, work)

/** Something would have to be worked out. */
class NotInMemory extends Error {}

const onlyFromMemory = new AsyncLocalStorage<boolean>()

/** What `work` answers, in a box, if all that takes work is remembered; undefined, and no turn taken, if it is not. */
export const fromMemory = async <Answer>(
  work: () => Promise<Answer>,
): Promise<{ answer: Answer } | undefined> => {
  try {
    return { answer: await onlyFromMemory.run(true, work) }
  } catch (error) {
    if (error instanceof NotInMemory) return undefined
    throw error
  }
}

/** Runs `work` in this turn, or in a new one where there is none. */
export const takeTurn = async <Answer>(person: string, work: () => Promise<Answer>): Promise<Answer> => {
  if (inTurn()) return work()
  if (onlyFromMemory.getStore()) throw new NotInMemory()
  return pool.turn({ person, onProgress: listening.getStore() }, work).answer
}

/**
 * Runs a heavy piece of work in a thread, so that pages go on being served; outside of a turn in one of the process
 * itself. `file` is a worker file made with `answerInWorker`. No transaction may be open meanwhile.
 * Errors: those of the work, `too_much_work`, `stopped`.
 */
export const inWorker = async <Question, Answer>(file: URL, question: Question): Promise<Answer> => {
  if (isTransactionOpen()) throw new TypeError('A transaction would stay open while a thread works.')
  return takeTurn('the product', () => {
    const found = current.getStore()
    if (!found) throw new TypeError('There is no turn to work in.')
    return found.pool.ask(found.job, file, question) as Promise<Answer>
  })
}

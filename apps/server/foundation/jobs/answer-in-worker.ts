/** Tells how far a piece of work has come: `done` of `total`, in what (`rungs`, `years`). */
export type Report = (done: number, total: number, of: string) => void

/** What a worker file answers questions with. */
export type WorkerFunction = (question: unknown, report: Report) => unknown

let registered: WorkerFunction | undefined

/**
 * The body of a worker file: how it answers a question. The file stays loaded in its thread, and is asked again and
 * again: it keeps nothing of a question.
 */
export const answerInWorker = <Question, Answer>(
  work: (question: Question, report: Report) => Answer | Promise<Answer>,
): void => {
  registered = work as WorkerFunction
}

/** The function of the worker file that was imported last, once. */
export const takeRegistered = (): WorkerFunction => {
  if (!registered) throw new TypeError('A worker file says nothing of how it answers.')
  const work = registered
  registered = undefined
  return work
}

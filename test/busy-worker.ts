import { answerInWorker } from '../apps/server/foundation/jobs/answer-in-worker.ts'
import { MetTraceError } from '../apps/server/foundation/errors.ts'

/** Work for tests of the pool. A gate is shared memory: the work goes on once its first number is not 0. */
export type Busy =
  | { do: 'wait'; gate: Int32Array }
  | { do: 'say'; words: string }
  | { do: 'refuse' | 'fail' | 'fill' | 'turn for ever' }
  | { do: 'count'; to: number; gate: Int32Array }

/** How often this file was asked since it was loaded. */
let asked = 0

answerInWorker((question: Busy, report): unknown => {
  asked++
  switch (question.do) {
    case 'wait':
      Atomics.wait(question.gate, 0, 0)
      return asked
    case 'say':
      return question.words
    case 'count':
      for (let done = 1; done <= question.to; done++) report(done, question.to, 'steps')
      Atomics.wait(question.gate, 0, 0)
      return question.to
    case 'refuse':
      throw new MetTraceError('not_enough', 'There is not enough.', { found: 'little' })
    case 'fail':
      throw new Error('broken')
    case 'fill': {
      const full: string[][] = []
      for (;;) full.push(Array.from({ length: 10_000 }, (_, at) => `${at} ${full.length}`))
    }
    case 'turn for ever':
      for (;;) asked++
  }
})

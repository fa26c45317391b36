import { describe, expect, test } from 'vitest'
import type { Busy } from '../../../../test/busy-worker.ts'
import { MetTraceError } from '../errors.ts'
import { fromMemory, inTurn, inWorker, Pool, reportProgress, takeTurn, withProgress } from './pool.ts'
import type { Progress } from './thread.ts'

const worker = new URL('../../../../test/busy-worker.ts', import.meta.url)
const ask = (question: Busy): Promise<unknown> => inWorker(worker, question)
const gate = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))
const open = (closed: Int32Array): void => {
  Atomics.store(closed, 0, 1)
  Atomics.notify(closed, 0)
}
const stopped = new MetTraceError('stopped', 'enough')

/** What a promise does, without waiting for it longer than for what can be done at once. */
const soon = (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setImmediate(resolve, 'not yet'))])

describe('a turn', () => {
  test('runs as many at once as there are threads; the others know their place', async () => {
    const pool = new Pool({ threads: 2 })
    const gates = [gate(), gate(), gate(), gate()]
    const begun: number[] = []
    const turns = gates.map((each, at) =>
      pool.turn({ person: `person ${at % 2}`, seconds: undefined }, () => {
        begun.push(at)
        return ask({ do: 'wait', gate: each })
      }),
    )
    expect(begun).toEqual([0, 1])
    expect(turns.map(({ before }) => before())).toEqual([undefined, undefined, 0, 1])
    open(gates[1]!)
    await turns[1]!.answer
    expect(begun).toEqual([0, 1, 2])
    for (const each of gates) open(each)
    await Promise.all(turns.map(({ answer }) => answer))
    expect(begun).toEqual([0, 1, 2, 3])
  })

  test('keeps a file loaded from one question to the next', async () => {
    const pool = new Pool({ threads: 1 })
    const open1 = gate()
    open(open1)
    const once = () => pool.turn({ person: 'one' }, () => ask({ do: 'wait', gate: open1 })).answer
    expect([await once(), await once(), await once()]).toEqual([1, 2, 3])
  })

  test('asks threads that rest besides its own, while nobody waits', async () => {
    const pool = new Pool({ threads: 2 })
    const [first, second] = [gate(), gate()]
    const turn = pool.turn({ person: 'one' }, () =>
      Promise.all([ask({ do: 'wait', gate: first }), ask({ do: 'wait', gate: second })]),
    )
    // Both are at work: either may end first.
    open(second)
    open(first)
    expect(await turn.answer).toEqual([1, 1])
  })

  test('can ask for several things with one thread only, one after the other', async () => {
    const pool = new Pool({ threads: 1 })
    const turn = pool.turn({ person: 'one' }, () =>
      Promise.all(['a', 'b', 'c'].map((words) => takeTurn('another', () => ask({ do: 'say', words })))),
    )
    expect(await turn.answer).toEqual(['a', 'b', 'c'])
    expect(inTurn()).toBe(false)
  })
})

describe('a turn that is stopped', () => {
  test('ends its thread at once, and the next gets one', async () => {
    const pool = new Pool({ threads: 1 })
    const turn = pool.turn({ person: 'one' }, () => ask({ do: 'turn for ever' }))
    const next = pool.turn({ person: 'two' }, () => ask({ do: 'say', words: 'hello' }))
    turn.stop(stopped)
    await expect(turn.answer).rejects.toBe(stopped)
    expect(await next.answer).toBe('hello')
  })

  test('leaves the queue, and asks nothing', async () => {
    const pool = new Pool({ threads: 1 })
    const closed = gate()
    const first = pool.turn({ person: 'one' }, () => ask({ do: 'wait', gate: closed }))
    let begun = false
    const second = pool.turn({ person: 'two' }, async () => (begun = true))
    const third = pool.turn({ person: 'three' }, () => ask({ do: 'say', words: 'third' }))
    expect(third.before()).toBe(1)
    second.stop(stopped)
    expect(third.before()).toBe(0)
    await expect(second.answer).rejects.toBe(stopped)
    await second.ended
    open(closed)
    expect([await third.answer, begun]).toEqual(['third', false])
    await first.answer
  })

  test('holds its place until what it was at has ended, and asks no thread after', async () => {
    const pool = new Pool({ threads: 1 })
    const reading = Promise.withResolvers<void>()
    const turn = pool.turn({ person: 'one' }, async () => {
      await reading.promise
      return ask({ do: 'say', words: 'too late' })
    })
    const next = pool.turn({ person: 'two' }, () => ask({ do: 'say', words: 'next' }))
    turn.stop(stopped)
    await expect(turn.answer).rejects.toBe(stopped)
    expect(await soon(turn.ended)).toBe('not yet')
    reading.resolve()
    await turn.ended
    expect(await next.answer).toBe('next')
  })

  test('is stopped by its time', async () => {
    const pool = new Pool({ threads: 1 })
    const turn = pool.turn({ person: 'one', seconds: 0.05 }, () => ask({ do: 'turn for ever' }))
    await expect(turn.answer).rejects.toMatchObject({ code: 'too_much_work' })
    await turn.ended
  })
})

describe('a thread', () => {
  test('hands on errors with their code and place', async () => {
    const pool = new Pool({ threads: 1 })
    const asked = (question: Busy) => pool.turn({ person: 'one' }, () => ask(question)).answer
    await expect(asked({ do: 'refuse' })).rejects.toMatchObject({
      code: 'not_enough',
      message: 'There is not enough.',
      where: { found: 'little' },
    })
    await expect(asked({ do: 'fail' })).rejects.toThrow('broken')
    expect(await asked({ do: 'say', words: 'still there' })).toBe('still there')
  })

  test('that runs out of memory is a refusal, and the process goes on', async () => {
    const pool = new Pool({ threads: 1, memory: 100 })
    const asked = (question: Busy) => pool.turn({ person: 'one' }, () => ask(question)).answer
    await expect(asked({ do: 'fill' })).rejects.toMatchObject({ code: 'too_much_work' })
    expect(await asked({ do: 'say', words: 'still there' })).toBe('still there')
  })

  test('refuses a question that cannot be sent, and takes the next', async () => {
    const pool = new Pool({ threads: 1 })
    const turn = pool.turn({ person: 'one' }, () => inWorker(worker, () => 'a function'))
    await expect(turn.answer).rejects.toThrow('could not be cloned')
    expect(await pool.turn({ person: 'one' }, () => ask({ do: 'say', words: 'next' })).answer).toBe('next')
  })

  test('tells how far it is', async () => {
    const pool = new Pool({ threads: 1 })
    const told = Promise.withResolvers<Progress>()
    const closed = gate()
    const turn = pool.turn({ person: 'one', onProgress: told.resolve }, () =>
      ask({ do: 'count', to: 5, gate: closed }),
    )
    expect(await told.promise).toEqual({ done: 1, total: 5, of: 'steps' })
    expect(turn.progress()).toEqual({ done: 1, total: 5, of: 'steps' })
    open(closed)
    expect(await turn.answer).toBe(5)
  })
})

test('a command is told of the progress of turns that it takes without knowing', async () => {
  const told: Progress[] = []
  await withProgress(
    (progress) => told.push(progress),
    () => takeTurn('the product', async () => reportProgress(1, 2, 'years')),
  )
  expect(told).toEqual([{ done: 1, total: 2, of: 'years' }])
})

test('from memory only, nothing is asked of a thread', async () => {
  expect(await fromMemory(async () => 'known')).toEqual({ answer: 'known' })
  expect(await fromMemory(() => ask({ do: 'say', words: 'worked' }))).toBeUndefined()
  await expect(fromMemory(() => Promise.reject(stopped))).rejects.toBe(stopped)
})

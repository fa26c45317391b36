import { describe, expect, test } from 'vitest'
import { MetTraceError } from '../errors.ts'
import { identityOf, keyOf, Memory, remembered, rememberedWork } from './memory.ts'
import { pool, takeTurn } from './pool.ts'

/** Answers with how often it was asked. */
const counter = (): (() => Promise<number>) => {
  let made = 0
  return async () => ++made
}
const fail = (): Promise<never> => Promise.reject(new Error('broken'))
const about = (...restsOn: unknown[]) => ({ name: 'test', restsOn })

describe('what is remembered', () => {
  test('is made once for all that it rests on, and anew when any of it changes', async () => {
    const [database, make] = [{}, counter()]
    const ask = (...restsOn: unknown[]) => remembered(database, about(...restsOn), make)
    const question = { kits: 100, until: undefined, exclude: ['a'] }
    expect([await ask('state 1', question), await ask('state 1', { ...question })]).toEqual([1, 1])
    expect(await ask('state 2', question)).toBe(2)
    expect(await ask('state 1', { ...question, kits: 101 })).toBe(3)
    expect(await ask('state 1', { ...question, exclude: [] })).toBe(4)
    expect(await ask('state 1', question)).toBe(1)
  })

  test('is of one database and has one name', async () => {
    const make = counter()
    const [one, other] = [{}, {}]
    expect(await remembered(one, about(1), make)).toBe(1)
    expect(await remembered(other, about(1), make)).toBe(2)
    expect(await remembered(one, { name: 'another', restsOn: [1] }, make)).toBe(3)
  })

  test('is made once for those who ask at the same time', async () => {
    const [database, make] = [{}, counter()]
    const all = await Promise.all(
      [1, 2, 3].map(() => rememberedWork(database, 'person', about('same'), make)),
    )
    expect(all).toEqual([1, 1, 1])
  })

  test('is no failure', async () => {
    const database = {}
    await expect(rememberedWork(database, 'person', about(1), fail)).rejects.toThrow('broken')
    expect(await rememberedWork(database, 'person', about(1), async () => 'mended')).toBe('mended')
  })

  test('may rest on another answer, which stands for all that it rests on', () => {
    const [answer, another] = [{ risk: 1 }, { risk: 1 }]
    expect(identityOf(answer)).toBe(identityOf(answer))
    expect(identityOf(answer)).not.toBe(identityOf(another))
  })

  test('rests on nothing that JSON tells no difference of', () => {
    expect(() => keyOf(about(new Map([[1, 2]])))).toThrow('cannot be told apart')
    expect(() => keyOf(about({ counts: new Float64Array(2) }))).toThrow('cannot be told apart')
  })
})

test('whoever waits for what another is at does it himself when that one is stopped', async () => {
  const database = {}
  const closed = Promise.withResolvers<string>()
  const size = pool.threads
  pool.resize(2)
  const stopped = new MetTraceError('stopped', 'enough')
  const first = pool.turn({ person: 'one' }, () =>
    rememberedWork(database, 'one', about(1), () => closed.promise),
  )
  const second = takeTurn('two', () => rememberedWork(database, 'two', about(1), async () => 'second'))
  first.stop(stopped)
  await expect(first.answer).rejects.toBe(stopped)
  closed.reject(stopped)
  expect(await second).toBe('second')
  pool.resize(size)
})

describe('a memory', () => {
  test('gives up what was used least lately', async () => {
    const memory = new Memory({ answers: 2, bytes: 10_000 })
    await memory.make('a', async () => 'a')
    await memory.make('b', async () => 'b')
    expect(memory.kept('a')?.answer).toBe('a')
    await memory.make('c', async () => 'c')
    expect(['a', 'b', 'c'].map((key) => memory.kept(key) !== undefined)).toEqual([true, false, true])
  })

  test('holds no more bytes than it may, and nothing larger than that', async () => {
    const memory = new Memory({ answers: 100, bytes: 10_000 })
    for (let at = 0; at < 20; at++) await memory.make(`${at}`, async () => new Float64Array(100))
    expect(memory.bytes).toBeLessThanOrEqual(10_000)
    expect(memory.size).toBeGreaterThan(5)
    expect(memory.size).toBeLessThan(13)
    expect(await memory.make('large', async () => 'x'.repeat(10_000))).toHaveLength(10_000)
    expect(memory.kept('large')).toBeUndefined()
  })
})

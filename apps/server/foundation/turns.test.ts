import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** A turn that lasts until it is ended, and what was begun so far. */
const begun: string[] = []
const ends: (() => void)[] = []
const lasting = (name: string) => (): Promise<void> => {
  begun.push(name)
  const { promise, resolve } = Promise.withResolvers<void>()
  ends.push(resolve)
  return promise
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('as many as may are at work, and another person waits for one of two hundred only', async () => {
  const turns = new Turns(2)
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => turns.run('a', 10_000, lasting(name)))
  all.push(turns.run('b', 10_000, lasting('b1')))
  await settle()
  expect(begun).toEqual(['a1', 'a2'])
  ends[0]!()
  await settle()
  ends[1]!()
  await settle()
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1'])
  for (let at = 2; at < 5; at++) {
    ends[at]!()
    await settle()
  }
  await Promise.all(all)
})

test('who waits behind many that come to an end one after the other does not leave', async () => {
  const turns = new Turns(1)
  const each = Array.from({ length: 20 }, (_, at) =>
    turns.run('a', 1000, async () => {
      await sleep(60)
      return at
    }),
  )
  expect(await Promise.all(each)).toEqual([...each.keys()])
})

test('who has waited too long leaves, and work that fails gives its turn on', async () => {
  const turns = new Turns(1)
  const first = turns.run('a', 10_000, lasting('first'))
  await expect(turns.run('b', 1, lasting('never'))).rejects.toThrow(/timeout exceeded/)
  const failing = turns.run('c', 10_000, () => Promise.reject(new Error('failed')))
  const last = turns.run('d', 10_000, async () => 'done')
  ends.at(-1)!()
  await first
  await expect(failing).rejects.toThrow('failed')
  expect(await last).toBe('done')
  expect(begun).not.toContain('never')
})

import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue.ts'

const drain = (queue: FairQueue<string>): string[] => {
  const items: string[] = []
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item)
  return items
}

const filled = (): FairQueue<string> => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.add(item.slice(0, 1), item)
  return queue
}

test('people take turns, and each person’s own come in their order', () => {
  expect(drain(filled())).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3'])
})

test('every place that is told is the one that is kept while nobody comes or goes', () => {
  const queue = filled()
  const told = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'].map((item) => [item, queue.before(item)])
  const order = drain(filled())
  expect(told).toEqual(told.map(([item]) => [item, order.indexOf(String(item))]))
})

test('who comes again stands behind those who wait', () => {
  const queue = filled()
  expect(queue.next()).toBe('a1')
  queue.add('d', 'd1')
  queue.add('a', 'a4')
  expect(drain(queue)).toEqual(['b1', 'c1', 'a2', 'd1', 'c2', 'a3', 'a4'])
})

test('one may leave, and the others move up', () => {
  const queue = filled()
  expect([queue.remove('b1'), queue.remove('b1'), queue.before('b1'), queue.size]).toEqual([
    true,
    false,
    undefined,
    5,
  ])
  expect(queue.before('c1')).toBe(1)
  expect(drain(queue)).toEqual(['a1', 'c1', 'a2', 'c2', 'a3'])
})

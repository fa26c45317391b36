import { describe, expect, test } from 'vitest'
import { ordersInBlocks } from './orders-in-blocks.ts'

const asked = { draws: 999, seed: 3 }

describe('orders within blocks', () => {
  test('are all of them, each once, and none crosses from one block to another', () => {
    const starts = Int32Array.from([5, 7, 5, 9, 9, -1])
    const block = Int32Array.from([0, 0, 0, 1, 1, 1])
    const { exact, count, order } = ordersInBlocks(starts, block, asked)
    // Three ways for 5, 5, 7 and three for 9, 9, never.
    expect([exact, count]).toEqual([true, 9])
    const all = Array.from({ length: count }, (_, number) => [...order(number)])
    expect(new Set(all.map(String)).size).toBe(9)
    expect(all.map(String)).toContain(String([...starts]))
    for (const each of all) {
      expect(each.slice(0, 3).toSorted()).toEqual([5, 5, 7])
      expect(each.slice(3).toSorted()).toEqual([-1, 9, 9])
    }
  })

  test('are drawn from a seed, within blocks too, where they are too many', () => {
    const starts = Int32Array.from({ length: 24 }, (_, at) => at % 6)
    const block = Int32Array.from({ length: 24 }, (_, at) => Math.floor(at / 6))
    const { exact, count, order } = ordersInBlocks(starts, block, asked)
    expect([exact, count]).toEqual([false, 999])
    const [one, again] = [order(17), ordersInBlocks(starts, block, asked).order(17)]
    expect([...one]).toEqual([...again])
    expect([...one.subarray(6, 12)].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
    // Blocks are shuffled apart from one another.
    expect([...one.subarray(0, 6)]).not.toEqual([...one.subarray(6, 12)])
  })
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { orderOfStarts } from '@mettrace/analysis/phase-in/order'
import { drawOf, turnOf } from './draw.ts'

test('an order follows from the published seed and the names alone, by SHA-256', () => {
  expect(drawOf('seed', 'a')).toBe(createHash('sha256').update('seed\na').digest('hex'))
  expect(turnOf('seed')).toBe(
    Number.parseInt(createHash('sha256').update('seed\n').digest('hex').slice(0, 8), 16) / 2 ** 32,
  )
})

test('over seeds every area starts first as often as another', () => {
  const names = ['a', 'b', 'c', 'd']
  const orders = Array.from({ length: 400 }, (_, at) =>
    orderOfStarts({
      blocks: [0, 0, 0, 0],
      waves: 2,
      holdOut: 0,
      draws: names.map((name) => drawOf(`seed ${at}`, name)),
      turn: turnOf(`seed ${at}`),
    }),
  )
  for (const at of names.keys()) {
    const first = orders.filter((order) => order[at] === 0).length
    expect(first).toBeGreaterThan(150)
    expect(first).toBeLessThan(250)
  }
})

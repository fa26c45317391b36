import { expect, test } from 'vitest'
import { partInside, partLeftOut, partOutside } from '@mettrace/analysis/effect/placebo/inside-outside'
import { partsOf } from './freeze.ts'

const city = { codes: ['A', 'B', 'C', 'D'] }

test('areas of the programme are inside, a buffer is on neither side, the rest is outside', () => {
  expect([...partsOf(city, { areas: ['B'], leftOut: ['D'] })]).toEqual([
    partOutside,
    partInside,
    partOutside,
    partLeftOut,
  ])
})

test.each([
  [['X'], [], 'no area X'],
  [['A', 'A'], [], 'given twice'],
  [['A'], ['A'], 'given twice'],
  [[], ['A'], 'No area of the programme'],
  [['A', 'B'], ['C', 'D'], 'No area is left outside'],
])('areas %j with %j left out are refused: %s', (areas, leftOut, words) => {
  expect(() => partsOf(city, { areas, leftOut })).toThrow(words)
})

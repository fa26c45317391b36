import { expect, test } from 'vitest'
import { changeInWords, withNearFigures } from './near-figures.ts'

const kept = '{"expected":10.182783532047944,"areas":60}'

test.each([
  ['a last digit', '{"expected":10.18278353205689,"areas":60}', true],
  ['a ninth digit', '{"expected":10.18278363205689,"areas":60}', false],
  ['a count', '{"expected":10.182783532047944,"areas":61}', false],
  ['a word', '{"hoped":10.182783532047944,"areas":60}', false],
  ['a figure more', '{"expected":10.182783532047944,"areas":60,"homes":3}', false],
])('an answer that differs in %s', (_what, answer, near) => {
  expect(withNearFigures(kept, answer, 1e-9) === kept).toBe(near)
})

test('a digest of figures that differ a little differs as a whole', () => {
  expect(withNearFigures('drawing 0a1b2c3d; 7', 'drawing 99999999; 7', 1e-9)).toBe('drawing 0a1b2c3d; 7')
  expect(withNearFigures('drawing 0a1b2c3d; 7', 'drawing 99999999; 8', 1e-9)).not.toContain('; 7')
})

test('what is kept anew is said in words', () => {
  expect(changeInWords('a 100 b 2', 'a 101 b 2')).toBe('figures differ by up to 0.0099 of the larger one')
  expect(changeInWords('a 100', 'b 100')).toBe('words or rows differ')
})

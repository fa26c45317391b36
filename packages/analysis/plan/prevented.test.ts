import { expect, test } from 'vitest'
import { prevented } from './prevented.ts'

test('an effect that does not fade prevents its share', () => {
  expect(prevented(200, 12, { effect: 0.1, halfLife: Infinity })).toBeCloseTo(20, 12)
})

test('an effect that fades prevents what the months, one by one in small steps, add up to', () => {
  const steps = 100_000
  let sum = 0
  for (let step = 0; step < steps; step++) sum += 0.1 * 0.5 ** ((18 * (step + 0.5)) / steps / 9)
  expect(prevented(200, 18, { effect: 0.1, halfLife: 9 })).toBeCloseTo((200 * sum) / steps, 6)
})

test('an effect or half-life out of range is refused', () => {
  expect(() => prevented(1, 1, { effect: 1.1, halfLife: 1 })).toThrow(RangeError)
  expect(() => prevented(1, 1, { effect: 0.1, halfLife: 0 })).toThrow(RangeError)
})

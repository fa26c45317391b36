import { expect, test } from 'vitest'
import { runningInWords } from './deployment-words.ts'

test('deployments that have reached their share are called so in the sum too', () => {
  expect(runningInWords(9, 9)).toBe('9 reached')
  expect(runningInWords(9, 0)).toBe('9 under way')
  expect(runningInWords(9, 2)).toBe('7 under way, 2 reached')
})

import { afterEach, expect, test, vi } from 'vitest'
import { openTally } from './tally.ts'

afterEach(() => vi.restoreAllMocks())

test('ends with the twenty slowest tests, what was skipped, what failed, and the counts', () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const tally = openTally()
  for (let number = 1; number <= 30; number++) tally.took(`test ${number}`, 100 * number)
  tally.tests({ passed: 29, failed: ['file.test.ts: one\nexpected 1\nfound 2'], skipped: ['another'] })
  expect(tally.close()).toBe(1)
  const words = lines.join('\n').split('\n')
  expect(words.slice(0, 4)).toEqual(['', 'The slowest tests:', '     3.0 s  test 30', '     2.9 s  test 29'])
  expect(words.filter((line) => line.includes(' s  test '))).toHaveLength(20)
  expect(words.at(-1)).toBe('29 passed, 1 failed')
  expect(words).toContain('    another')
  expect(words.slice(words.indexOf('What failed:'))).toEqual([
    'What failed:',
    '    file.test.ts: one',
    '    expected 1',
    '    found 2',
    '',
    '29 passed, 1 failed',
  ])
})

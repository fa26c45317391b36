import { expect, test } from 'vitest'
import { createLogger, lineInWords } from './log.ts'

const lines: string[] = []
const logger = createLogger('info', { write: (line) => void lines.push(lineInWords(line)) })
const saidBy = (say: () => void): string => {
  lines.length = 0
  say()
  return lines.join('').replace(/^\d\d:\d\d:\d\d /, '')
}

test('a request is a line of words', () => {
  const request = { method: 'GET', route: '/target/risk', status: 200, milliseconds: 84 }
  expect(saidBy(() => logger.info(request, 'request'))).toBe('GET /target/risk 200, 84 ms\n')
})

test('an error is called one, by its kind and code, without its words', () => {
  const error = Object.assign(new TypeError('Ada Example'), { code: 'E1' })
  expect(saidBy(() => logger.error({ err: error }, 'it failed'))).toBe('Error: it failed (TypeError E1)\n')
})

test('all else is what it says', () => {
  expect(saidBy(() => logger.info('listening'))).toBe('listening\n')
})

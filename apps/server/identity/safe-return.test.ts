import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

test.each([
  ['/plan?kits=4000', '/plan?kits=4000'],
  ['/area/E01000001#top', '/area/E01000001'],
  ['/sign-in', '/'],
  ['/sign-in/begin?to=/', '/'],
  ['/sign-out', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['https://elsewhere.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['plan', '/'],
  [undefined, '/'],
  [['/plan', '/'], '/'],
])('%j leads to %s', (asked, path) => {
  expect(safeReturn(asked)).toBe(path)
})

test('whatever is asked for, the browser stays here', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '//',
    '@',
    ':',
    '\t',
    '\n',
    'x',
    '%2f',
    '%5c',
    'http:',
    'a.example',
    '?',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (list) => {
      const went = new URL(safeReturn(`/${list.join('')}`), 'https://here.example/sign-in/answer')
      expect(went.origin).toBe('https://here.example')
    }),
  )
})

import { expect, test } from 'vitest'
import { areConsecutive, faultOfDescription, numbersAfter } from './unused.ts'

test('12 items and 5 more later are numbered 1 to 12 and 13 to 17', () => {
  const first = numbersAfter(0, 12)
  const later = numbersAfter(first.at(-1)!, 5)
  expect(later).toEqual([13, 14, 15, 16, 17])
  expect(areConsecutive([...first, ...later])).toBe(true)
  expect(areConsecutive([1, 2, 4])).toBe(false)
})

test.each([
  'MG11',
  'MG 6C',
  'mg6c',
  'Form 5090',
  'form no. 5090B',
  'Copy of MG11',
  'Book 124D',
  '3041',
  'MG11 and MG15',
])('%s is a form number, and no description', (text) =>
  expect(faultOfDescription(text)).toBe('Say what the item is: a form number is no description'),
)

test.each([
  'Notebook of PC Amos, pages 14 to 16',
  'MG11 of Lena Amos, first draft, 2 May 2026',
  'Form 5090: list of what was found in the van',
  'CAD 4471 of 2 May: call about a van',
])('%s says what it is', (text) => expect(faultOfDescription(text)).toBeUndefined())

test.each(['', '  ', '-', 'x'])('"%s" says nothing', (text) =>
  expect(faultOfDescription(text)).toMatch(/^Say what the item is/),
)

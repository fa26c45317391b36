import { expect, test } from 'vitest'
import { formatReference, mostParts, nextPart, parseReference, rootOf } from './reference.ts'

const read = (text: string): string | undefined => {
  const found = parseReference(text)
  return found && formatReference(found)
}

test('a reference is read as people type it, and written in one way', () => {
  expect(['JS/1', 'js/1', ' JS - 001 ', 'JS 1', 'js/1/a', 'JS/1 A'].map(read)).toEqual([
    'JS/1',
    'JS/1',
    'JS/1',
    'JS/1',
    'JS/1/A',
    'JS/1/A',
  ])
  expect(['', 'JS', 'J/1', 'JS/0', 'JS/1/', 'JS/1/1', 'JS/1/A/B', '1/JS', 'JS/123456'].map(read)).toEqual(
    Array.from({ length: 9 }, () => undefined),
  )
})

test('a sample has the next letter of its root', () => {
  const root = parseReference('JS/1')!
  const sample = nextPart(root, [])
  expect(formatReference(sample)).toBe('JS/1/A')
  expect(formatReference(rootOf(sample))).toBe('JS/1')
  expect(formatReference(nextPart(sample, ['A']))).toBe('JS/1/B')
  expect(formatReference(nextPart(root, ['A', 'Z', 'B']))).toBe('JS/1/AA')
  expect(formatReference(nextPart(root, ['AZ']))).toBe('JS/1/BA')
  const all: string[] = []
  for (let made = 0; made < mostParts; made++) all.push(nextPart(root, all.slice(-1)).part)
  expect(new Set(all).size).toBe(mostParts)
  expect(all.at(-1)).toBe('ZZ')
  expect(() => nextPart(root, ['ZZ'])).toThrow('JS/1 has no letter left.')
})

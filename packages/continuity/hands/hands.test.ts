import { expect, test } from 'vitest'
import { handFrom, handInWords, handName, isGone, signsOnPaper, type Hand } from './hands.ts'

test('a hand is one of a closed list, and whose', () => {
  expect(
    ['store:Harrow', 'courier:Van 12', 'gone:owner', 'store:', 'gone:lost', 'shop:A', 'Harrow'].map(handFrom),
  ).toEqual(['store:Harrow', 'courier:Van 12', 'gone:owner', undefined, undefined, undefined, undefined])
  expect(handName('officer:PC 1: Stone')).toBe('PC 1: Stone')
})

test('whoever has no account signs on paper, and nothing follows an end', () => {
  const all: Hand[] = [
    'store:A',
    'person:a',
    'officer:a',
    'courier:a',
    'laboratory:a',
    'court:a',
    'gone:owner',
    'gone:destroyed',
  ]
  expect(all.filter(signsOnPaper)).toEqual([
    'officer:a',
    'courier:a',
    'laboratory:a',
    'court:a',
    'gone:owner',
  ])
  expect(all.filter(isGone)).toEqual(['gone:owner', 'gone:destroyed'])
  expect(all.map((hand) => handInWords(hand, (person) => `the one of ${person}`))).toEqual([
    'Store, A',
    'the one of person:a',
    'Officer, a',
    'Courier, a',
    'Laboratory, a',
    'Court, a',
    'Returned to its owner',
    'Destroyed',
  ])
})

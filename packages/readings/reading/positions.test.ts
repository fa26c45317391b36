import { expect, test } from 'vitest'
import { contradictions, plainPositions, unsurePositions } from './positions.ts'

const read = (kind: 'text' | 'markers', text: string): string[] => {
  const found = plainPositions(kind, text)
  if ('fault' in found) throw new Error(found.fault)
  return found.positions
}

test('a code of any design is taken apart, with what is unsure of it', () => {
  const positions = read('text', 'nlp[OQ]-1?444')
  expect(positions).toEqual(['N', 'L', 'P', 'OQ', '1', '', '4', '4', '4'])
  expect(unsurePositions(positions)).toEqual([4, 6])
  expect(unsurePositions(read('text', '[BB]8'))).toEqual([])
  expect(read('markers', '10 ?1')).toEqual(['1', '0', '', '1'])
})

test('what is wrong is said with its place', () => {
  expect(plainPositions('text', ' - ')).toEqual({ fault: 'empty' })
  expect(plainPositions('text', 'AB_')).toEqual({ fault: 'character', found: '_', column: 3 })
  expect(plainPositions('markers', '012')).toEqual({ fault: 'character', found: '2', column: 3 })
  expect(plainPositions('text', 'A[B')).toEqual({ fault: 'bracket', column: 2 })
  expect(plainPositions('text', 'A'.repeat(65))).toEqual({ fault: 'length', found: 65 })
})

test('two readings contradict each other only where both read something, and nothing in common', () => {
  expect(contradictions(read('text', 'NLP[OQ]1?4'), read('text', 'NLPQ174'))).toEqual([])
  expect(contradictions(read('text', 'NLP[OQ]1?4'), read('text', 'NLPD105'))).toEqual([4, 7])
  expect(contradictions(read('text', 'NLP'), read('text', 'NLPO'))).toBeUndefined()
  expect(contradictions(read('markers', '1?0'), read('markers', '101'))).toEqual([3])
})

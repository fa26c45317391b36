import { expect, test } from 'vitest'
import { missingPapers } from './papers.ts'
import { lastDayOfSwab } from './skin-swab.ts'

test('a skin swab is destroyed within six months that begin with its day', () => {
  const days = [
    '2026-11-25',
    '2026-03-01',
    '2026-08-31',
    '2027-08-31',
    '2026-08-30',
    '2026-08-28',
    '2026-01-01',
  ]
  expect(days.map(lastDayOfSwab)).toEqual([
    '2027-05-24',
    '2026-08-31',
    '2027-02-28',
    '2028-02-29',
    '2027-02-28',
    '2027-02-27',
    '2026-06-30',
  ])
})

test('what a disposal lacks is named', () => {
  expect(missingPapers({ isHeld: true }, { to: 'gone:auction' })).toEqual([
    'it is under a legal hold',
    'the authority for its disposal is missing',
    'the proof that its owner was written to is missing',
  ])
  expect(missingPapers({ isHeld: false }, { to: 'gone:destroyed', authority: 'DA 12' })).toEqual([])
  expect(missingPapers({ isHeld: false }, { to: 'gone:owner' })).toEqual([])
  expect(missingPapers({ isHeld: false }, { to: 'gone:police use', authority: 'DA 12' })).toEqual([
    'the proof that its owner was written to is missing',
  ])
})

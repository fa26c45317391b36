import { expect, test } from 'vitest'
import { missingPapers } from './papers.ts'
import { reviewStep } from './review.ts'
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

test('a review is asked on its day, reminded of after a week, and then asked of a supervisor; no step disposes', () => {
  const days = [
    '2026-11-30',
    '2026-12-01',
    '2026-12-07',
    '2026-12-08',
    '2026-12-28',
    '2026-12-29',
    '2027-12-29',
  ]
  expect(days.map((day) => reviewStep('2026-12-01', day))).toEqual([
    undefined,
    'ask',
    'ask',
    'remind',
    'remind',
    'escalate',
    'escalate',
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

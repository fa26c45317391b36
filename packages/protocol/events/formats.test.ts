import { expect, test } from 'vitest'
import { eventOf, homeOf, noAnswerAt } from '../../../test/phone-events.ts'
import { readEvent, type Formats } from './formats.ts'

const known: Formats = {
  present: 4,
  renamed: [
    { since: 3, path: ['fact', 'kind'], from: 'nobody-in', to: 'no-answer' },
    { since: 4, path: ['fact', 'kits', '*', 'recorded'], from: 'wedge', to: 'hand-scanner' },
  ],
}
const event = eventOf(1, noAnswerAt(homeOf(1)))

test('an event of two formats before is read in present words, one of three before or of tomorrow is not (C35)', () => {
  const old = { ...event, format: 2, fact: { ...event.fact, kind: 'nobody-in' } }
  expect(readEvent(old, known)).toEqual({ event: { ...event, format: 2 } })
  expect(readEvent({ ...old, format: 3 }, known)).toMatchObject({ fault: 'shape', where: 'fact.kind' })
  expect(readEvent({ ...old, format: 1 }, known)).toEqual({ fault: 'format', found: 1 })
  expect(readEvent({ ...event, format: 5 }, known)).toEqual({ fault: 'format', found: 5 })
})

test('a code in every member of a list is renamed', () => {
  const kits = [{ kit: 'K7QD2M4X9THQ', recorded: 'wedge' }]
  const old = { ...event, format: 3, fact: { kind: 'kits-returned', kits } }
  expect(readEvent(old, known)).toMatchObject({ event: { fact: { kits: [{ recorded: 'hand-scanner' }] } } })
})

test('what is wrong is told by where and what was expected', () => {
  expect(readEvent({ ...event, sequence: 0 })).toMatchObject({ fault: 'shape', where: 'sequence' })
  expect(readEvent({ ...event, more: 1 })).toMatchObject({ fault: 'shape' })
  expect(readEvent({})).toMatchObject({ fault: 'shape', where: 'id' })
})

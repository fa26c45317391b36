import { expect, test } from 'vitest'
import { newId } from '../words/new-id.ts'
import type { EventId } from '../words/values.ts'
import { whatStands } from './what-stands.ts'

const ids = Array.from({ length: 9 }, (_, at) => newId(1_795_000_000_000 + at, new Uint8Array(10)))
const [first, undo, redo, undoAgain, other, late] = ids as [
  EventId,
  EventId,
  EventId,
  EventId,
  EventId,
  EventId,
]
const told = (id: EventId, of?: EventId) => ({ id, fact: of ? { kind: 'undo', of } : { kind: 'no-answer' } })

test('an outcome, its undo and another outcome within two seconds: the last one stands (C37)', () => {
  expect(whatStands([told(first), told(undo, first), told(other)])).toEqual(new Set([undo, other]))
})

test('an undo of an undo lets the outcome stand again, and so on, in any order', () => {
  const chain = [told(first), told(undo, first), told(redo, undo)]
  expect(whatStands(chain)).toEqual(new Set([first, redo]))
  const longer = [...chain, told(undoAgain, redo)]
  expect(whatStands(longer)).toEqual(new Set([undo, undoAgain]))
  expect(whatStands(longer.toReversed())).toEqual(new Set([undoAgain, undo]))
})

test('of two undos one is enough, and undos of what is not there or in a circle stand for nothing', () => {
  expect(whatStands([told(first), told(undo, first), told(late, first), told(redo, undo)])).toEqual(
    new Set([late, redo]),
  )
  expect(whatStands([told(undo, first)])).toEqual(new Set([undo]))
  expect(() => whatStands([told(undo, redo), told(redo, undo)])).not.toThrow()
})

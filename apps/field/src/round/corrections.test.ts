import { expect, test } from 'vitest'
import { recordedBy, type DoorFact } from '@mettrace/protocol/events/door'
import { deliveredAt, eventOf, homeOf, kitA, kitB, noAnswerAt } from '../../../../test/phone-events.ts'
import { correctedBy, isDoorFact, repliesTo, standingUndoOf, typedOf } from './corrections.ts'
import { delivery, type Delivered } from './delivery.ts'
import { ownRecords } from './own-records.ts'

const position = { latitude: 51.5, longitude: -0.1, accuracy: 12 }
const before = {
  ...(deliveredAt(homeOf(1), kitA) as Delivered),
  position,
  far: { reason: 'recorded-later' },
} as const satisfies DoorFact

test('a correction keeps the place of its record, and the notice where the answer is the same', () => {
  const after: Delivered = {
    ...before,
    kit: kitB,
    position: { ...position, accuracy: 400 },
    resident: {
      ...before.resident,
      consent: { ...before.resident.consent, version: 4, day: '2026-12-01' },
    },
  }
  const corrected = correctedBy(before, after) as Delivered
  expect(corrected).toMatchObject({ kit: kitB, position, far: { reason: 'recorded-later' } })
  expect(corrected.resident.consent.version).toBe(before.resident.consent.version)
  const agrees = { ...after.resident, consent: { ...after.resident.consent, agreed: true } }
  expect((correctedBy(before, { ...after, resident: agrees }) as Delivered).resident.consent.version).toBe(4)
  expect(correctedBy(noAnswerAt(homeOf(1)) as DoorFact, before)).not.toHaveProperty('far')
})

test('what was recorded of a delivery can be typed anew', () => {
  const typed = typedOf(before)
  expect(delivery.parse(typed)).toEqual(typed)
  expect(typed).toMatchObject({ typed: kitA, agreed: false, nameNotGiven: false, applied: ['laptop'] })
  for (const recorded of recordedBy.options)
    expect(typedOf({ ...before, recorded })).toMatchObject({ typed: kitA, recorded })
})

test('outcomes of one door alone can be told anew', () => {
  expect(isDoorFact(before)).toBe(true)
  expect(isDoorFact({ kind: 'rest-of-landing', doors: [], position: null })).toBe(false)
})

const recordsOf = (...events: ReturnType<typeof eventOf>[]) =>
  ownRecords({
    unsaved: [],
    unsent: events.map((event) => ({ event, answered: null })),
    answered: [],
  } as never)

test('the undo that stands is the one to undo, and replies are those of the record', () => {
  const first = eventOf(1, noAnswerAt(homeOf(1)))
  const undo = eventOf(2, { kind: 'undo', of: first.id })
  const back = eventOf(3, { kind: 'undo', of: undo.id })
  const again = eventOf(4, { kind: 'undo', of: first.id })
  const word = eventOf(5, { kind: 'reply', of: first.id, says: { kind: 'word', words: 'Ask me.' } })
  expect(standingUndoOf(recordsOf(first), first.id)).toBeUndefined()
  expect(standingUndoOf(recordsOf(first, undo), first.id)?.id).toBe(undo.id)
  expect(standingUndoOf(recordsOf(first, undo, back), first.id)).toBeUndefined()
  expect(standingUndoOf(recordsOf(first, undo, back, again), first.id)?.id).toBe(again.id)
  expect(repliesTo(recordsOf(first, word), first.id).map(({ id }) => id)).toEqual([word.id])
})

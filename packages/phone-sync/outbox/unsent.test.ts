import { batchLimit } from '@mettrace/protocol/batch/batch'
import { momentOf } from '@mettrace/protocol/words/values'
import { expect, test } from 'vitest'
import { afternoon, eventOf, homeOf, noAnswerAt, personOf } from '../../../test/phone-events.ts'
import type { OutboxRow } from '../store/tables.ts'
import { answeredRows, firstBatch, unsentOf } from './unsent.ts'

const rowOf = (sequence: number, other: Partial<OutboxRow> = {}): OutboxRow => ({
  event: eventOf(sequence, noAnswerAt(homeOf(1))),
  answered: null,
  ...other,
})
const rows = (count: number): OutboxRow[] => Array.from({ length: count }, (_, at) => rowOf(at + 1))
const sequences = (some: readonly OutboxRow[]): number[] => some.map(({ event }) => event.sequence)
const serverTime = momentOf(afternoon)
const head = { epoch: 'b', serverTime }

test('a batch is no larger than it may be, in events and in bytes, and never empty', () => {
  expect(firstBatch(rows(batchLimit.events + 50))).toHaveLength(batchLimit.events)
  const note = 'Ä'.repeat(500)
  const fact = { kind: 'no-way-in' as const, home: homeOf(1), position: null, note }
  const long = Array.from({ length: 200 }, (_, at) => rowOf(at + 1, { event: eventOf(at + 1, fact) }))
  const batch = firstBatch(long)
  const bytes = Buffer.byteLength(JSON.stringify(batch.map(({ event }) => event)))
  expect(bytes).toBeLessThanOrEqual(batchLimit.bytes + batch.length)
  expect(bytes).toBeGreaterThan(batchLimit.bytes * 0.95)
  const huge = rowOf(1, { event: eventOf(1, fact, { app: 'x'.repeat(batchLimit.bytes) }) })
  expect(firstBatch([huge, ...long])).toEqual([huge])
})

const answeredIn = (epoch: string) => ({
  answered: {
    epoch,
    at: serverTime,
    answer: { id: eventOf(1, noAnswerAt(homeOf(1))).id, answer: 'accepted' as const },
  },
})

test('one’s own, in the phone’s order, that this epoch of the server has not answered', () => {
  const theirs = { event: eventOf(5, noAnswerAt(homeOf(1)), { author: personOf(2) }), answered: null }
  const held = [rowOf(4), rowOf(3, answeredIn('a')), rowOf(2, answeredIn('b')), theirs, rowOf(1)]
  expect(sequences(unsentOf(held, personOf(1), 'b'))).toEqual([1, 3, 4])
  expect(sequences(unsentOf(held, personOf(1), 'a'))).toEqual([1, 2, 4])
  expect(sequences(unsentOf(held, personOf(2), 'b'))).toEqual([5])
})

test('an answer is kept by the event that it names, and by no other', () => {
  const batch = rows(3)
  const id = batch[1]!.event.id
  const stranger = eventOf(9, noAnswerAt(homeOf(1))).id
  const answers = [
    { id: stranger, answer: 'accepted' as const },
    { id, answer: 'duplicate' as const },
  ]
  expect(answeredRows(batch, { ...head, answers })).toEqual([
    { ...batch[1], answered: { epoch: 'b', at: serverTime, answer: { id, answer: 'duplicate' } } },
  ])
  expect(answeredRows(batch, { ...head, answers: [] })).toEqual([])
})

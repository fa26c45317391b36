import type { PhoneEvent } from '../packages/protocol/events/event.ts'
import type { Fact } from '../packages/protocol/events/facts.ts'
import { newId } from '../packages/protocol/words/new-id.ts'
import {
  momentOf,
  type AssignmentId,
  type DeviceId,
  type HomeId,
  type PersonId,
  type Serial,
  type TransferId,
} from '../packages/protocol/words/values.ts'

/** When the made-up afternoon begins, in milliseconds. */
export const afternoon = Date.parse('2026-11-26T13:30:00.000Z')

const numbered = (kind: number, number: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`

export const personOf = (number: number): PersonId => numbered(1, number) as PersonId
export const deviceOf = (number: number): DeviceId => numbered(2, number) as DeviceId
export const homeOf = (number: number): HomeId => numbered(3, number) as HomeId
export const assignmentOf = (number: number): AssignmentId => numbered(4, number) as AssignmentId
export const transferOf = (number: number): TransferId => numbered(5, number) as TransferId

export const kitA = 'K7QD2M4X9THQ' as Serial
export const kitB = '01234567' as Serial

const resident = {
  name: null,
  contact: null,
  language: 'en',
  needs: [],
  consent: { version: 3, day: '2026-10-01', language: 'en', agreed: false },
}

export const noAnswerAt = (home: HomeId): Fact => ({ kind: 'no-answer', home, position: null })

export const deliveredAt = (home: HomeId, kit: Serial): Fact => ({
  kind: 'delivered',
  home,
  kit,
  position: null,
  recorded: 'typed',
  resident,
  applied: ['laptop'],
  sticker: 'up',
})

/** The event of a place in a phone's order, two minutes after the one before it, by person 1 on phone 1 in round 1. */
export const eventOf = (sequence: number, fact: Fact, other: Partial<PhoneEvent> = {}): PhoneEvent => {
  const at = afternoon + sequence * 120_000
  return {
    id: newId(at, new Uint8Array(10).fill(sequence)),
    format: 1,
    sequence,
    author: personOf(1),
    device: deviceOf(1),
    assignment: assignmentOf(1),
    app: '0.1.0',
    occurredAt: momentOf(at),
    clock: { run: 1, monotonic: sequence * 120_000, offset: 0 },
    fact,
    ...other,
  }
}

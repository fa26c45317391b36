import { doorFact, type DoorFact } from '@mettrace/protocol/events/door'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { EventId } from '@mettrace/protocol/words/values'
import type { Delivered, Delivery } from './delivery.ts'
import type { OwnRecord } from './own-records.ts'

const doorKinds: ReadonlySet<string> = new Set(doorFact.options.map(({ shape }) => shape.kind.value))

/** Whether a fact is an outcome of one door: only such a one can be told anew. */
export const isDoorFact = (fact: Fact): fact is DoorFact => doorKinds.has(fact.kind)

/**
 * What is told in place of a record that was set aside. The officer is no longer at the door: where the phone was stays as it
 * was recorded then, and so does the notice that the resident was read, where their answer is the same.
 */
export const correctedBy = (before: DoorFact, fact: DoorFact): DoorFact => {
  const { far: _far, ...rest } = fact
  const there = { ...rest, position: before.position, ...(before.far && { far: before.far }) } as DoorFact
  if (there.kind !== 'delivered' || before.kind !== 'delivered') return there
  const { consent } = before.resident
  return there.resident.consent.agreed === consent.agreed
    ? { ...there, resident: { ...there.resident, consent } }
    : there
}

/** A delivery as it was typed, of what was recorded. */
export const typedOf = ({ kit, recorded, resident, applied, sticker }: Delivered): Delivery => {
  const { name, contact, language, needs, consent } = resident
  return {
    typed: kit,
    recorded,
    name: name ?? '',
    nameNotGiven: consent.agreed && name === null,
    contact: contact ?? '',
    contactNotGiven: consent.agreed && contact === null,
    language,
    needs,
    agreed: consent.agreed,
    applied,
    sticker,
  }
}

/** The undo that takes a record away, as things stand now; undoing it puts the record back. */
export const standingUndoOf = (records: readonly OwnRecord[], of: EventId): OwnRecord | undefined =>
  records.find(({ fact, stands }) => stands && fact.kind === 'undo' && fact.of === of)

/** What its author has answered to a record that was set aside, the latest last. */
export const repliesTo = (records: readonly OwnRecord[], of: EventId): OwnRecord[] =>
  records.filter(({ fact, stands }) => stands && fact.kind === 'reply' && fact.of === of)

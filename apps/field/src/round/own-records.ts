import type { OutboxRow } from '@mettrace/phone-sync/store/tables'
import type { PhoneView } from '@mettrace/phone-sync/view'
import type { Answer } from '@mettrace/protocol/batch/batch'
import { homesOf, type Fact } from '@mettrace/protocol/events/facts'
import { whatStands } from '@mettrace/protocol/events/what-stands'
import { takenAwayBy, toldBy } from '@mettrace/protocol/judge/running'
import type { EventId, HomeId, Moment } from '@mettrace/protocol/words/values'

/** Something that the person recorded, and how far it has come: the phone never says more than was done. */
export type OwnRecord = {
  id: EventId
  fact: Fact
  at: Moment
  /** Neither undone nor, where it is an undo, undone in turn. What was set aside moves nothing. */
  stands: boolean
  came: 'not-saved' | 'on-phone' | 'sent' | 'set-aside'
  sentAt: Moment | null
  answer: Answer | null
}

const ofRow = ({ event, answered }: OutboxRow, isAnswered: boolean): Omit<OwnRecord, 'stands'> => ({
  id: event.id,
  fact: event.fact,
  at: event.occurredAt,
  came: !isAnswered ? 'on-phone' : answered?.answer.answer === 'set-aside' ? 'set-aside' : 'sent',
  sentAt: isAnswered ? (answered?.at ?? null) : null,
  answer: isAnswered ? (answered?.answer ?? null) : null,
})

/** All that the person recorded and that is on this phone, the latest last. */
export const ownRecords = ({ unsaved, unsent, answered }: PhoneView): OwnRecord[] => {
  const records: Omit<OwnRecord, 'stands'>[] = [
    ...answered.map((row) => ofRow(row, true)),
    ...unsent.map((row) => ofRow(row, false)),
    ...unsaved.map(({ id, fact, occurredAt }) => ({
      id,
      fact,
      at: occurredAt,
      came: 'not-saved' as const,
      sentAt: null,
      answer: null,
    })),
  ]
  // Until the station decides, what was set aside is still what its author saw. An undo that was set aside undoes nothing.
  const standing = whatStands(
    records.filter(({ came, fact }) => came !== 'set-aside' || fact.kind !== 'undo'),
  )
  for (const { id, fact } of records) {
    const taken = standing.has(id) ? takenAwayBy(fact) : undefined
    if (taken !== undefined) standing.delete(taken)
  }
  return records
    .map((record) => Object.assign(record, { stands: standing.has(record.id) }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** Whether two lists of records say the same: ids and facts never change, how far they came does. */
export const sameRecords = (one: readonly OwnRecord[], other: readonly OwnRecord[]): boolean =>
  one.length === other.length &&
  one.every((record, at) => {
    const { id, stands, came, sentAt } = other[at]!
    return record.id === id && record.stands === stands && record.came === came && record.sentAt === sentAt
  })

/** What stands of a home, the latest last. */
export const recordsByHome = (records: readonly OwnRecord[]): Map<HomeId, OwnRecord[]> => {
  const byHome = new Map<HomeId, OwnRecord[]>()
  for (const record of records)
    if (record.stands)
      for (const home of homesOf(toldBy(record.fact))) byHome.set(home, [...(byHome.get(home) ?? []), record])
  return byHome
}

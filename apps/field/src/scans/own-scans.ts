import type { OutboxRow } from '@mettrace/phone-sync/store/tables'
import type { PhoneView } from '@mettrace/phone-sync/view'
import type { Answer } from '@mettrace/protocol/batch/batch'
import type { ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { EventId, Moment } from '@mettrace/protocol/words/values'

/** A scan that the person recorded, and how far it has come. */
export type OwnScan = {
  id: EventId
  fact: ScanFact
  at: Moment
  came: 'not-saved' | 'on-phone' | 'sent' | 'set-aside'
  answer: Answer | null
  /** Whether another of the person's own, that was not set aside, took its place. */
  isCorrected: boolean
}

const ofRow = (
  { event, answered }: OutboxRow<ScanFact>,
  isAnswered: boolean,
): Omit<OwnScan, 'isCorrected'> => ({
  id: event.id,
  fact: event.fact,
  at: event.occurredAt,
  came: !isAnswered ? 'on-phone' : answered?.answer.answer === 'set-aside' ? 'set-aside' : 'sent',
  answer: isAnswered ? (answered?.answer ?? null) : null,
})

/** All that the person scanned and that is on this phone, the latest first. */
export const ownScans = ({
  unsaved,
  unsent,
  answered,
}: Pick<PhoneView<ScanFact>, 'unsaved' | 'unsent' | 'answered'>): OwnScan[] => {
  const all = [
    ...answered.map((row) => ofRow(row, true)),
    ...unsent.map((row) => ofRow(row, false)),
    ...unsaved.map(({ id, fact, occurredAt }) => ({
      id,
      fact,
      at: occurredAt,
      came: 'not-saved' as const,
      answer: null,
    })),
  ]
  const corrected = new Set(all.filter(({ came }) => came !== 'set-aside').map(({ fact }) => fact.corrects))
  return all
    .map((scan) => Object.assign(scan, { isCorrected: corrected.has(scan.id) }))
    .toSorted((one, other) => (one.id < other.id ? 1 : -1))
}

/** How many scans count that were made on a day in London, `2026-11-28`. */
export const scannedOn = (
  scans: readonly Pick<OwnScan, 'at' | 'came' | 'isCorrected'>[],
  day: string,
): number =>
  scans.filter(({ at, came, isCorrected }) => !isCorrected && came !== 'set-aside' && londonDay(at) === day)
    .length

import { batchLimit, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import type { PersonId } from '@mettrace/protocol/words/values'
import { put, type Change } from '../store/store.ts'
import { outboxKey, type OutboxRow } from '../store/tables.ts'

/** Whether the server still has to answer an event. After a restore, what it answered before counts for nothing. */
export const isUnsent = ({ answered }: Pick<OutboxRow, 'answered'>, epoch: string | null): boolean =>
  answered === null || answered.epoch !== epoch

/** Events of one person that are still to be sent, in the phone's order. */
export const unsentOf = <Told>(
  rows: Iterable<OutboxRow<Told>>,
  person: PersonId,
  epoch: string | null,
): OutboxRow<Told>[] =>
  Array.from(rows)
    .filter((row) => row.event.author === person && isUnsent(row, epoch))
    .toSorted((one, other) => one.event.sequence - other.event.sequence)

/** As many of them as one batch may hold, by number and by bytes; at least one. */
export const firstBatch = <Told>(rows: readonly OutboxRow<Told>[]): OutboxRow<Told>[] => {
  const batch: OutboxRow<Told>[] = []
  let bytes = 0
  for (const row of rows.slice(0, batchLimit.events)) {
    bytes += new TextEncoder().encode(JSON.stringify(row.event)).length
    if (batch.length > 0 && bytes > batchLimit.bytes) break
    batch.push(row)
  }
  return batch
}

/** Rows of a batch as they are once each has kept its own answer; an event without one is not among them. */
export const answeredRows = <Told>(
  batch: readonly OutboxRow<Told>[],
  { epoch, serverTime, answers }: BatchAnswer,
): OutboxRow<Told>[] => {
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  return batch.flatMap((row) => {
    const answer = byId.get(row.event.id)
    return answer ? [{ ...row, answered: { epoch, at: serverTime, answer } }] : []
  })
}

export const kept = (rows: readonly OutboxRow<unknown>[]): Change[] =>
  rows.map((row) => put('outbox', outboxKey(row.event.sequence), row))

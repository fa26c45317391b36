import type { Judged } from '../../packages/protocol/judge/judge-batch.ts'
import { keepEvent, takenAwayBy, toldBy } from '../../packages/protocol/judge/running.ts'
import { sequenceKey } from '../../packages/protocol/judge/standing.ts'
import { homesOf } from '../../packages/protocol/events/facts.ts'
import type { PhoneEvent } from '../../packages/protocol/events/event.ts'
import type { HomeId, PersonId } from '../../packages/protocol/words/values.ts'
import { pageOf } from './city.ts'
import type { NewRow } from './feed.ts'
import { homesIn, kitRows, outcomeOf, type Records } from './records.ts'

/** Homes whose last outcome an event may change: its own, and those of what it takes away. */
const touchedBy = (records: Records, event: PhoneEvent): HomeId[] => {
  const taken = takenAwayBy(event.fact)
  const before = taken === undefined ? undefined : records.events.get(taken)
  return [...homesOf(toldBy(event.fact)), ...(before ? touchedBy(records, before.event) : [])]
}

const outcomeRows = (records: Records, touched: Iterable<HomeId>): NewRow[] =>
  [...new Set(touched)].flatMap((home) => {
    const data = outcomeOf(records, home)
    return Array.from(records.rounds.keys())
      .filter((assignment) => homesIn(records, assignment).includes(home))
      .map((assignment) => ({ page: pageOf(assignment, 'outcomes'), id: home, data }))
  })

const safetyRows = (records: Records, { id, fact }: PhoneEvent): NewRow[] =>
  fact.kind === 'safety-note'
    ? Array.from(records.rounds.keys())
        .filter((assignment) => homesIn(records, assignment).includes(fact.home))
        .map((assignment) => ({ page: pageOf(assignment, 'safety'), id, data: { home: fact.home } }))
    : []

/** Writes what was judged into the tables, in the order of the batch; returns what pages are told. */
export const writeJudged = (records: Records, judged: readonly Judged[], person: PersonId): NewRow[] => {
  const before = new Map(records.kits)
  const touched: HomeId[] = []
  const rows: NewRow[] = []
  for (const { id, write, answer, content, event } of judged) {
    if (write !== 'event') continue
    records.written.push(id)
    records.answered.set(id, { content, answer })
    if (answer.answer === 'set-aside')
      rows.push({ page: pageOf(person, 'set-aside'), id, data: { event: answer, decided: 'waiting' } })
    if (!event) continue
    records.sequences.set(sequenceKey(event.device, event.sequence), id)
    const taken = answer.answer === 'accepted'
    keepEvent(records as never, event, taken)
    if (!taken) continue
    touched.push(...touchedBy(records, event))
    rows.push(...safetyRows(records, event))
  }
  for (const [kit, { holder }] of records.kits) rows.push(...kitRows(kit, before.get(kit)!.holder, holder))
  return [...rows, ...outcomeRows(records, touched)]
}

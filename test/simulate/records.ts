import { toldBy, type Running } from '../../packages/protocol/judge/running.ts'
import type { Round } from '../../packages/protocol/judge/standing.ts'
import type { AssignmentId, EventId, HomeId, PersonId, Serial } from '../../packages/protocol/words/values.ts'
import { homesOf } from '../../packages/protocol/events/facts.ts'
import { assignments, homes, kits, pageOf, persons } from './city.ts'
import type { ToldLook } from './looks.ts'
import { beginTransaction, commit, type Feed, type NewRow } from './feed.ts'

/** The server's database in memory: everything that a crash of the server leaves, and a backup copies. */
export type Records = Omit<Running, 'sender' | 'rounds'> & {
  epoch: string
  rounds: Map<AssignmentId, Round & { homes: Map<HomeId, number | null> }>
  feed: Feed
  /** Every event that was written, in order; a table whose key would be its id. */
  written: EventId[]
  /** Every home that was told to be opened, in order; a table whose key would be the whole of it. */
  looked: ToldLook[]
}

/** Homes that are in an assignment now. */
export const homesIn = ({ rounds }: Records, assignment: AssignmentId): HomeId[] =>
  Array.from(rounds.get(assignment)!.homes)
    .filter(([, until]) => until === null)
    .map(([home]) => home)

export const assignmentsOf = ({ rounds }: Records, person: PersonId): AssignmentId[] =>
  Array.from(rounds)
    .filter(([, round]) => round.person === person && round.until === null)
    .map(([assignment]) => assignment)

/** What became of a home the last time, of what stands. */
export const outcomeOf = (
  { events, written }: Records,
  home: HomeId,
): { outcome: string; event: EventId } | null => {
  for (const id of written.toReversed()) {
    const known = events.get(id)
    if (!known?.taken || !known.stands) continue
    const told = toldBy(known.event.fact)
    if (homesOf(told).includes(home) && told.kind !== 'safety-note') return { outcome: told.kind, event: id }
  }
  return null
}

const kitRow = (kit: Serial, holder: string): NewRow[] =>
  holder.startsWith('person:')
    ? [{ page: pageOf(holder.slice('person:'.length), 'kits'), id: kit, data: { kit } }]
    : []

/** What pages are told when a kit changes hands. */
export const kitRows = (kit: Serial, from: string, to: string): NewRow[] =>
  from === to
    ? []
    : [...kitRow(kit, from).map(({ page, id }) => ({ page, id, data: null })), ...kitRow(kit, to)]

/** The town before anybody has walked it: six homes and eight kits for each officer. */
export const newRecords = (): Records => {
  const share = Math.floor(homes.length / assignments.length)
  const rounds = new Map(
    assignments.map((assignment, at) => {
      const own = homes.slice(at * share, (at + 1) * share)
      return [
        assignment,
        { person: persons[at]!, until: null, homes: new Map(own.map((home) => [home, null])) },
      ]
    }),
  )
  const records: Records = {
    epoch: 'epoch-0',
    answered: new Map(),
    sequences: new Map(),
    events: new Map(),
    rounds,
    homes: new Set(homes),
    kits: new Map(kits.map((kit, at) => [kit, { holder: `person:${persons[at % 3]!}` }])),
    transfers: new Map(),
    cards: new Map(),
    signs: new Set(),
    others: new Map(),
    feed: { rows: [], next: 1n, open: new Set() },
    written: [],
    looked: [],
  }
  const rows: NewRow[] = assignments.flatMap((assignment) =>
    homesIn(records, assignment).map((home) => ({
      page: pageOf(assignment, 'homes'),
      id: home,
      data: { home },
    })),
  )
  for (const [kit, { holder }] of records.kits) rows.push(...kitRows(kit, 'elsewhere', holder))
  commit(records.feed, beginTransaction(records.feed), rows)
  return records
}

/** A backup: what is committed now. Transactions that are open are not in it, and their numbers are not given again. */
export const copyOfRecords = (records: Records): Records => ({
  ...records,
  answered: new Map(records.answered),
  sequences: new Map(records.sequences),
  events: new Map(records.events),
  rounds: new Map(
    Array.from(records.rounds, ([id, round]) => [id, { ...round, homes: new Map(round.homes) }]),
  ),
  kits: new Map(records.kits),
  cards: new Map(records.cards),
  feed: { rows: [...records.feed.rows], next: records.feed.next, open: new Set() },
  written: [...records.written],
  looked: [...records.looked],
})

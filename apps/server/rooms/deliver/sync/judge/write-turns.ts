import { changeRecords } from '../../../../foundation/records/records.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { boundTurns } from '../bound-events.ts'
import type { CardTurn, Turn } from './what-follows.ts'
import { Overtaken } from '../../../../foundation/phones/take-in-parts.ts'
import type { Sender } from './write-events.ts'

/** The number of each turn, after those that there were as it was judged. */
const numbered = <T>(
  all: readonly T[],
  keyOf: (each: T) => string,
  before: ReadonlyMap<string, number>,
): number[] => {
  const had = new Map(before)
  return all.map((each) => {
    const turn = (had.get(keyOf(each)) ?? 0) + 1
    had.set(keyOf(each), turn)
    return turn
  })
}

/** Writes which events stand no more, or again. Errors: Overtaken where one of them has just been turned. */
export const writeTurns = async (
  tx: Transaction,
  turns: readonly Turn[],
  before: ReadonlyMap<string, number>,
  { actor, place }: Sender,
): Promise<void> => {
  if (turns.length === 0) return
  const { touched } = await changeRecords<{ id: string; home: string | null; kit: string | null }>(
    tx,
    {
      operation: 'alteration',
      kind: 'home',
      of: ({ home }) => home,
      bindsOf: (rows) => [
        { table: boundTurns, rows: rows.flatMap(({ id, kit }) => (kit === null ? [] : id)) },
      ],
    },
    `insert into engagement.event_turn (event, turn, stands, how, by_event, id, ward, bcu, actor)
     select told.*, coalesce(e.ward, $7), coalesce(e.bcu, $8), $9
     from unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::uuid[], $6::uuid[]) told (event, turn, stands, how, by_event, id)
     join engagement.phone_event e on e.id = told.event
     order by told.event, told.turn on conflict do nothing
     returning id, (select t.home from engagement.phone_event t where t.id = event) as home,
               (select t.kit from engagement.phone_event t where t.id = event) as kit`,
    [
      turns.map(({ event }) => event),
      numbered(turns, ({ event }) => event, before),
      turns.map(({ stands }) => stands),
      turns.map(({ how }) => how),
      turns.map(({ by }) => by),
      turns.map(() => uuidv7()),
      place?.ward ?? null,
      place?.bcu ?? null,
      actor,
    ],
  )
  if (touched < turns.length) throw new Overtaken('Some of these events have just been undone.')
}

/** Writes which cards are left, and which no more. Errors: Overtaken where one of them has just been left. */
export const writeCards = async (
  tx: Transaction,
  cards: readonly CardTurn[],
  before: ReadonlyMap<string, number>,
  { actor }: Sender,
): Promise<void> => {
  if (cards.length === 0) return
  const { rowCount } = await tx.query(
    `insert into engagement.left_card (card, turn, is_left, event, actor)
     select told.*, $5 from unnest($1::text[], $2::int[], $3::boolean[], $4::uuid[]) told (card, turn, is_left, event)
     order by told.card, told.turn on conflict do nothing`,
    [
      cards.map(({ card }) => card),
      numbered(cards, ({ card }) => card, before),
      cards.map(({ isLeft }) => isLeft),
      cards.map(({ event }) => event),
      actor,
    ],
  )
  if ((rowCount ?? 0) < cards.length) throw new Overtaken('Some of these cards have just been left.')
}

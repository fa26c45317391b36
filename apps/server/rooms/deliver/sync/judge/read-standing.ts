import type { BatchRequest } from '@mettrace/protocol/batch/batch'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import { kitsOf, cardsOf } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { KitHolder, KitState, Standing } from '@mettrace/protocol/judge/standing'
import {
  momentOf,
  type DeviceId,
  type EventId,
  type HomeId,
  type PersonId,
  type Serial,
  type TransferId,
} from '@mettrace/protocol/words/values'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { recordOfAccount } from '../../../../foundation/person-account.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { knownHomes, placesOfHomes } from '../../../../places/known-homes.ts'
import { addressOf, homesOfIds } from '../../../../places/register.ts'
import { kitsNamed, transfersNamed, type NamedKit } from '../../../supply/phones/kits-named.ts'
import { spotOfSign, type SpotOfSign } from '../../signs/phone-signs.ts'
import { namedBy, readable } from './batch-words.ts'
import { knownEvents, knownSequences } from './known-events.ts'
import { roundsNamed, type Place } from './rounds.ts'

/** All that a batch may touch, and what writing it needs besides. */
export type Read = {
  standing: Standing
  placeOf: ReadonlyMap<string, Place>
  /** Turns that events, and cards, have had: the next is one more, whoever else is at it. */
  turns: ReadonlyMap<EventId, number>
  cardTurns: ReadonlyMap<string, number>
  /** Where signs of the batch hang that are in areas of the sender's, by their events. */
  spotOf: ReadonlyMap<EventId, SpotOfSign>
}

type CardRow = { card: string; turn: number; isLeft: boolean; event: string }

const cardsNamed = async (tx: Transaction, cards: readonly string[]): Promise<CardRow[]> => {
  const { rows } = await tx.query<CardRow>(
    `select distinct on (card) card, turn, is_left as "isLeft", event from engagement.left_card
     where card = any ($1) order by card, turn desc`,
    [cards],
  )
  return rows
}

type OtherRow = { home: string; actor: string; at: Date }

/** The last visit of each home by another officer, these two days: the rules tell the author of one today. */
const othersAt = (tx: Transaction, actor: string, homes: readonly string[], now: Date): Promise<OtherRow[]> =>
  readRecords<OtherRow>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select distinct on (home) home, actor, at from engagement.visit
     where home = any ($2::uuid[]) and actor <> $1 and at > $3::timestamptz - interval '2 days' and engagement.stands(event)
     order by home, at desc`,
    [actor, homes, now],
  )

const holderOf = ({ holder, disputed }: NamedKit): KitHolder =>
  disputed === 0 && /^(person|home):/.test(holder) ? (holder as KitHolder) : 'elsewhere'

/** Addresses of homes that kits of others are at, for words to whoever recorded one of them elsewhere. */
const wheres = async (tx: Transaction, kits: readonly NamedKit[]): Promise<Map<string, string>> => {
  const homes = kits.flatMap(({ holder }) => (holder.startsWith('home:') ? holder.slice(5) : []))
  if (homes.length === 0) return new Map()
  return new Map((await homesOfIds(tx, homes)).map((home) => [home.id, addressOf(home)]))
}

const spotsOf = async (tx: Transaction, events: readonly PhoneEvent[]): Promise<Map<EventId, SpotOfSign>> => {
  const found = new Map<EventId, SpotOfSign>()
  for (const { id, fact } of events) {
    const spot = fact.kind === 'sign' ? await spotOfSign(tx, fact) : undefined
    if (spot) found.set(id, spot)
  }
  return found
}

/** Reads what stands against a batch, set by set: as many questions for two hundred events as for one. */
export const readStanding = async (
  tx: Transaction,
  sender: { person: PersonId; device: DeviceId },
  events: BatchRequest['events'],
  now: Date,
): Promise<Read> => {
  const actor = `person:${sender.person}`
  const named = namedBy(readable(events))
  const known = await knownEvents(
    tx,
    events.map(({ id }) => id),
    named.targets,
  )
  const earlier = [...known.events.values()].map(({ event }) => toldBy(event.fact))
  const earlierHomes = namedBy([...known.events.values()].map(({ event }) => event))
  const homes = [...new Set([...named.homes, ...earlierHomes.homes])]
  const { rounds, placeOf } = await roundsNamed(
    tx,
    [...new Set([...named.assignments, ...earlierHomes.assignments])],
    homes,
  )
  const [kits, transfers, cards, others, registered, sequences] = [
    await kitsNamed(tx, [...named.kits, ...earlier.flatMap(kitsOf)]),
    await transfersNamed(tx, named.transfers),
    await cardsNamed(tx, [...named.cards, ...earlier.flatMap(cardsOf)]),
    await othersAt(tx, actor, named.homes, now),
    await knownHomes(tx, named.homes),
    await knownSequences(tx, sender.device, named.sequences),
  ]
  // Of records that a sergeant accepted the home need be in no round.
  const earlierPlaces = await placesOfHomes(
    tx,
    earlierHomes.homes.filter((home) => !placeOf.has(home)),
  )
  const elsewhere = kits.filter(({ holder }) => holder !== actor)
  const where = await wheres(tx, elsewhere)
  const nameOf = await actorNames(
    tx,
    [...others, ...elsewhere].map((each) => each.actor),
  )
  const stateOf = (kit: NamedKit): KitState => {
    const at = where.get(kit.holder.slice(5))
    return {
      holder: holderOf(kit),
      ...(kit.holder !== actor && { who: nameOf(kit.actor), at: momentOf(kit.at.getTime()) }),
      ...(at !== undefined && { where: at }),
      ...(kit.stopped !== null && { stopped: true }),
    }
  }
  const spotOf = await spotsOf(tx, readable(events))
  return {
    spotOf,
    placeOf: new Map([...earlierPlaces, ...placeOf]),
    turns: known.turns,
    cardTurns: new Map(cards.map(({ card, turn }) => [card, turn])),
    standing: {
      sender,
      answered: known.answered,
      sequences,
      events: known.events,
      rounds,
      homes: new Set([
        ...registered,
        ...Array.from(rounds.values(), (round) => Array.from(round.homes.keys())).flat(),
      ]) as Set<HomeId>,
      kits: new Map(kits.map((kit) => [kit.serial as Serial, stateOf(kit)])),
      transfers: new Map(
        transfers.map(({ id, to, serials }) => [
          id as TransferId,
          { to: recordOfAccount(to ?? '') as PersonId, kits: new Set(serials as Serial[]) },
        ]),
      ),
      cards: new Map(cards.flatMap(({ card, isLeft, event }) => (isLeft ? [[card, event as EventId]] : []))),
      signs: new Set(spotOf.keys()),
      others: new Map(
        others.map(({ home, actor: other, at }) => [
          home as HomeId,
          { person: recordOfAccount(other) as PersonId, who: nameOf(other), at: momentOf(at.getTime()) },
        ]),
      ),
    },
  }
}

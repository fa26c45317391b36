import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import type { StreetCosts, StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Box } from '../../../places/clip-line.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import { walkedGround, type WalkedGround } from '../../../places/walked-ground.ts'
import type { RoundsFound, RoundsWork } from './rounds-worker.ts'

const worker = new URL('rounds-worker.ts', import.meta.url)

/** Streets so far beyond the outermost homes are walked too, metres. */
const margin = 400

/** Of every two doors one answers; a kit takes twelve minutes there, a refusal two, and nobody in one. Not measured. */
const minutesAtDoor = 0.5 * (0.9 * 12 + 0.1 * 2) + 0.5 * 1

/** Share of somebody's hours that is spent at doors: beside six minutes at a door the ten metres to it take eight seconds. */
const shareAtDoors = 0.95

/** A round as it is told: whole metres and minutes; `order` are ids of homes, `done` minutes until each is done with. */
export type MadeRound = {
  id: string
  ward: string
  homes: number
  metres: number
  crossings: number
  minutes: number
  order: string[]
  done: number[]
}

/** Metres and crossings of walking in all, minutes by which rounds of a ward differ on average, and what the objective is made of, minutes. */
export type MadeRounds = {
  rounds: MadeRound[]
  walking: number
  crossings: number
  balance: number
  baseline: { walking: number; crossings: number }
  parts: StreetCosts
}

/** What is to be read around homes, of which there is one at least. */
export const boxOfHomes = (homes: readonly PlacedHome[]): Box => {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { easting, northing } of homes) {
    box.west = Math.min(box.west, easting - margin)
    box.east = Math.max(box.east, easting + margin)
    box.south = Math.min(box.south, northing - margin)
    box.north = Math.max(box.north, northing + margin)
  }
  return box
}

/** Streets and barriers around homes; nothing where there is none. */
export const groundAround = async (tx: Transaction, homes: readonly PlacedHome[]): Promise<WalkedGround> =>
  homes.length === 0 ? { streets: [], barriers: [] } : walkedGround(tx, boxOfHomes(homes))

const summed = (all: readonly StreetRounds[]): { walking: number; crossings: number } => {
  const rounds = all.flatMap((each) => each.rounds)
  return {
    walking: Math.round(rounds.reduce((sum, { metres }) => sum + metres, 0)),
    crossings: rounds.reduce((sum, { crossings }) => sum + crossings, 0),
  }
}

const noCosts: StreetCosts = {
  walking: 0,
  crossings: 0,
  doors: 0,
  rounds: 0,
  balance: 0,
  compactness: 0,
  total: 0,
}

const sumOfCosts = (all: readonly StreetCosts[]): StreetCosts => {
  const sum = { ...noCosts }
  for (const costs of all)
    for (const [part, minutes] of Object.entries(costs) as [keyof StreetCosts, number][]) sum[part] += minutes
  return sum
}

/** By how much rounds of one ward differ from their average, minutes, on average over all rounds. */
const balanceOf = (all: readonly StreetRounds[]): number => {
  const off = all.flatMap(({ rounds }) => {
    const mean = rounds.reduce((sum, { minutes }) => sum + minutes, 0) / rounds.length
    return rounds.map(({ minutes }) => Math.abs(minutes - mean))
  })
  return Number((off.reduce((sum, each) => sum + each, 0) / Math.max(1, off.length)).toFixed(1))
}

/** By where homes stand and what they are called, never by their ids: the same homes have the same rounds in every register. */
const inOrder = (homes: readonly PlacedHome[]): PlacedHome[] => {
  const keyed = homes.map((home) => {
    const { easting, northing, street, number, core, floor, flat } = home
    return { home, key: JSON.stringify([easting, northing, street, number, core, floor, flat]) }
  })
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ home }) => home)
}

/**
 * What else rounds rest on. `mostHours`: the longest that anybody who walks is on duty, minutes; `first`: homes to be called at first
 * of all, by their place in that order.
 */
export type MakingRounds = { mostHours?: number | null; first?: ReadonlyMap<string, number> }

/**
 * Rounds of some homes, made in a thread: each of one ward, as officers are posted and assignments are. No transaction may
 * be open. `named`: how a round is called, by its place. Rounds with homes that come first of all come first, and go there first.
 */
export const makeRounds = async (
  homes: readonly PlacedHome[],
  ground: WalkedGround,
  named: (place: number) => string,
  { mostHours = null, first = new Map() }: MakingRounds = {},
): Promise<MadeRounds> => {
  const wards = [...Map.groupBy(inOrder(homes), ({ ward }) => ward)].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  const found = await inWorker<RoundsWork, RoundsFound>(worker, {
    wards: wards.map(([, of]) =>
      of.map(({ id, easting, northing, street, number, core, floor, flat }): StreetHome => ({
        easting,
        northing,
        street,
        number,
        core,
        floor,
        flat,
        minutes: minutesAtDoor,
        first: first.has(id),
      })),
    ),
    ground,
    mostMinutes: mostHours === null ? null : shareAtDoors * mostHours,
  })
  const made = found.flatMap(({ own }, at) => {
    const [ward, of] = wards[at]!
    return own.rounds.map((round) => ({ ...round, ward, order: round.order.map((home) => of[home]!.id) }))
  })
  const turnOf = (order: readonly string[]): number =>
    Math.min(first.size, ...order.map((home) => first.get(home) ?? first.size))
  const rounds = made.toSorted((one, other) => turnOf(one.order) - turnOf(other.order))
  const own = found.map((each) => each.own)
  return {
    rounds: rounds.map(({ ward, order, done, metres, crossings, minutes }, at) => ({
      id: named(at + 1),
      ward,
      homes: order.length,
      metres: Math.round(metres),
      crossings,
      minutes: Math.round(minutes),
      order,
      done: done.map((each) => Number(each.toFixed(1))),
    })),
    ...summed(own),
    balance: balanceOf(own),
    baseline: summed(found.map(({ baseline }) => baseline)),
    parts: sumOfCosts(own.map(({ costs }) => costs)),
  }
}

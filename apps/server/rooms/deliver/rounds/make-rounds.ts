import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import type { StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import type { Box } from '../../../places/clip-line.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import type { WalkedGround } from '../../../places/walked-ground.ts'
import type { RoundsFound, RoundsWork } from './rounds-worker.ts'

const worker = new URL('rounds-worker.ts', import.meta.url)

/** Streets so far beyond the outermost homes are walked too, metres. */
const margin = 400

/** Of every two doors one answers; a kit takes twelve minutes there, a refusal two, and nobody in one. Not measured. */
const minutesAtDoor = 0.5 * (0.9 * 12 + 0.1 * 2) + 0.5 * 1

/** Rounds as they are told: metres and minutes of walking in all, crossings, and minutes by which rounds differ on average. */
export type MadeRounds = {
  rounds: { id: string; homes: number; metres: number; crossings: number; minutes: number; order: string[] }[]
  walking: number
  crossings: number
  balance: number
  baseline: { walking: number; crossings: number }
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

const summed = ({ rounds }: StreetRounds): { walking: number; crossings: number } => ({
  walking: Math.round(rounds.reduce((sum, { metres }) => sum + metres, 0)),
  crossings: rounds.reduce((sum, { crossings }) => sum + crossings, 0),
})

/** Rounds of some homes, made in a thread. No transaction may be open. `named`: how a round is called, by its place. */
export const makeRounds = async (
  homes: readonly PlacedHome[],
  ground: WalkedGround,
  named: (place: number) => string,
): Promise<MadeRounds> => {
  const visited = homes.map(({ easting, northing, street, number, core, floor, flat }): StreetHome => ({
    easting,
    northing,
    street,
    number,
    core,
    floor,
    flat,
    minutes: minutesAtDoor,
  }))
  const { own, baseline } = await inWorker<RoundsWork, RoundsFound>(worker, { homes: visited, ground })
  const mean = own.rounds.reduce((sum, { minutes }) => sum + minutes, 0) / Math.max(1, own.rounds.length)
  const off = own.rounds.reduce((sum, { minutes }) => sum + Math.abs(minutes - mean), 0)
  return {
    rounds: own.rounds.map(({ order, metres, crossings, minutes }, at) => ({
      id: named(at + 1),
      homes: order.length,
      metres: Math.round(metres),
      crossings,
      minutes: Math.round(minutes),
      order: order.map((home) => homes[home]!.id),
    })),
    ...summed(own),
    balance: Number((off / Math.max(1, own.rounds.length)).toFixed(1)),
    baseline: summed(baseline),
  }
}

/**
 * Rounds from door to door on real streets, beside those that doors on the middle of the road would give: one command.
 *
 *   node bench/street-rounds.ts [--short] [--seconds 2] [--seed 1] [--draw FOLDER]
 *
 * Doors stand every 9 m on both sides of the streets of Westminster, from the shared data. Both are found by the same
 * solver in the same seconds (the baseline has them for its search alone, the product for everything) and walked on the
 * same pavements. `--draw` draws the rounds into a folder.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { StreetPieces } from '@mettrace/analysis/displacement/street-network'
import { centreLineRounds } from '@mettrace/analysis/rounds/streets/centre-line'
import { usualWishes } from '@mettrace/analysis/rounds/streets/round-wishes'
import { streetGraph } from '@mettrace/analysis/rounds/streets/street-graph'
import { streetRounds } from '@mettrace/analysis/rounds/streets/street-rounds'
import { groundOf } from '@mettrace/analysis/rounds/streets/streets-ground'
import type { StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'
import { readNetworks } from '../apps/server/places/formats/network-files.ts'
import { piecesOf } from '../apps/server/places/street-pieces.ts'
import { encodeLine } from '../apps/server/places/wkb.ts'
import { sharedData } from '../test/shared-data.ts'
import { doorsAlong } from './support/routing/doors-along.ts'
import { drawRounds } from './support/routing/draw-rounds.ts'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    draw: { type: 'string' },
  },
})
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('--seconds is a number above 0, --seed a whole number.')
  process.exit(2)
}

/** Parts of Westminster with unlike streets: a grid, crescents, terraces beside a canal. */
const places = [
  { name: 'Pimlico', easting: 529_500, northing: 178_300 },
  { name: 'Marylebone', easting: 528_000, northing: 181_600 },
  { name: 'Maida Vale', easting: 525_900, northing: 182_500 },
] as const

/** Streets that reach into a square around a place. */
const around = (pieces: StreetPieces, easting: number, northing: number, half: number): StreetPieces => {
  const kept = Array.from({ length: pieces.metres.length }, (_, at) => at).filter((at) => {
    const [x, y] = [
      (pieces.fromEasting[at]! + pieces.toEasting[at]!) / 2,
      (pieces.fromNorthing[at]! + pieces.toNorthing[at]!) / 2,
    ]
    return Math.abs(x - easting) < half && Math.abs(y - northing) < half
  })
  const pick = (all: ArrayLike<number>): number[] => kept.map((at) => all[at]!)
  return {
    fromEasting: pick(pieces.fromEasting),
    fromNorthing: pick(pieces.fromNorthing),
    toEasting: pick(pieces.toEasting),
    toNorthing: pick(pieces.toNorthing),
    metres: pick(pieces.metres),
  }
}

const perHome = ({ rounds }: StreetRounds): number =>
  rounds.reduce((sum, { metres }) => sum + metres, 0) /
  rounds.reduce((sum, { order }) => sum + order.length, 0)
const perRound = ({ rounds }: StreetRounds): number =>
  rounds.reduce((sum, { crossings }) => sum + crossings, 0) / rounds.length
const told = (name: string, found: StreetRounds): string => {
  const homes = found.rounds.map(({ order }) => order.length)
  const parts = Object.entries(found.costs).map(([part, minutes]) => `${part} ${minutes.toFixed(0)}`)
  return (
    `  ${name}: ${perHome(found).toFixed(1)} m a home, ${perRound(found).toFixed(1)} crossings a round, ` +
    `${found.rounds.length} rounds of ${Math.min(...homes)} to ${Math.max(...homes)} homes; minutes: ${parts.join(', ')}`
  )
}

/** Seconds of the processor, for a machine that has other work. */
const now = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

const measure = (
  pieces: StreetPieces,
  { name, easting, northing }: (typeof places)[number],
  most: number,
): void => {
  const streets = { pieces: around(pieces, easting, northing, 60 + 20 * Math.sqrt(most)), barriers: [] }
  const homes = doorsAlong(
    streetGraph(streets.pieces, () => false),
    { easting, northing, most },
  )
  const start = now()
  const passed = (): number => now() - start
  const ground = groundOf(homes, streets, usualWishes)
  const own = streetRounds(homes, ground, usualWishes, { seed, spent: () => passed() / (0.9 * seconds) })
  const took = passed()
  let begun: number | null = null
  const baseline = centreLineRounds(homes, ground, usualWishes, {
    seed,
    spent: () => (passed() - (begun ??= passed())) / seconds,
  })
  console.log(`${name}, ${homes.length} homes, ${took.toFixed(2)} s`)
  console.log(told('sides of streets', own))
  console.log(told('centre lines', baseline))
  console.log(
    `  walking ${(perHome(own) / perHome(baseline)).toFixed(2)} of the baseline, ` +
      `crossings ${(perRound(own) / perRound(baseline)).toFixed(3)}`,
  )
  if (values.draw) writeFileSync(join(values.draw, `${name}-${most}.svg`), drawRounds(ground, homes, own))
}

const file = sharedData('packs', 'westminster_drive_osmnx_2024-02-17.graphml.gz')
if (!file) console.log('No streets are there: nothing was measured.')
else {
  const { links } = await readNetworks(file)
  const pieces = piecesOf(
    links.map(({ line, metres }) => ({ line: new Uint8Array(encodeLine(line)), metres })),
  )
  for (const place of values.short ? places.slice(0, 1) : places) {
    for (const most of values.short ? [624] : [624, 2006]) measure(pieces, place, most)
  }
}

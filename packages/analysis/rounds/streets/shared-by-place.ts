import type { Round, RoutingProblem } from '../routing-problem.ts'
import type { Face } from './faces.ts'
import type { StreetGraph } from './street-graph.ts'

/** Halvings of the ground in each direction. */
const halvings = 10

/** How far along Hilbert's curve a place of the unit square is: places near each other are mostly near along it. */
const alongCurve = (x: number, y: number): number => {
  let [along, px, py] = [0, x, y]
  for (let size = 2 ** (halvings - 1); size >= 1; size /= 2) {
    const [right, up] = [px >= 0.5, py >= 0.5]
    along += size * size * (right ? (up ? 2 : 3) : up ? 1 : 0)
    ;[px, py] = [2 * px - Number(right), 2 * py - Number(up)]
    if (!up) [px, py] = right ? [1 - py, 1 - px] : [py, px]
  }
  return along
}

/**
 * Rounds to begin a search from: pieces in the order of a curve that fills the ground (Bartholdi and Platzman 1982,
 * doi 10.1016/0167-6377(82)90015-9), one round after another until each takes its share of the minutes or is full.
 */
export const sharedByPlace = (
  { links }: StreetGraph,
  pieces: readonly Face[],
  { service, load, balance }: RoutingProblem,
): Round[] => {
  const places = pieces.map(([stop]) => {
    const { link, along } = stop!.spot
    const { line, metres } = links[link]!
    const at = Math.max(
      0,
      metres.findIndex((corner) => corner >= along),
    )
    return [line[2 * at]!, line[2 * at + 1]!] as const
  })
  const [west, south] = [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]
  const size = 1 + Math.max(...places.map(([x, y]) => Math.max(x - west, y - south)))
  const key = places.map(([x, y]) => alongCurve((x - west) / size, (y - south) / size))
  const rounds: number[][] = []
  let [minutes, full] = [Infinity, 0]
  for (const piece of [...pieces.keys()].toSorted((a, b) => key[a]! - key[b]! || a - b)) {
    if (minutes + service[piece]! / 2 > balance!.target || full + load[piece]! > 1) {
      rounds.push([])
      minutes = full = 0
    }
    rounds.at(-1)!.push(piece)
    minutes += service[piece]!
    full += load[piece]!
  }
  return rounds.map((tasks) => ({ tasks: Int32Array.from(tasks), backwards: new Uint8Array(tasks.length) }))
}

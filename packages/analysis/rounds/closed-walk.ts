import type { Streets } from './shortest-ways.ts'

/**
 * A walk that takes each of some streets once, as often as it is named, and ends where it begins: Hierholzer 1873. The
 * streets hang together, and an even number of them meets at every place.
 */
export const closedWalk = ({ places, from, to }: Streets, streets: readonly number[]): Int32Array => {
  const at: number[][] = Array.from({ length: places }, () => [])
  for (const [which, street] of streets.entries()) {
    at[from[street]!]!.push(which)
    at[to[street]!]!.push(which)
  }
  const done = new Uint8Array(streets.length)
  const walk: number[] = []
  const start = streets.length > 0 ? from[streets[0]!]! : 0
  const behind: { place: number; by: number }[] = [{ place: start, by: -1 }]
  for (let here = behind.at(-1); here; here = behind.at(-1)) {
    const which = at[here.place]!.pop()
    if (which === undefined) {
      if (here.by >= 0) walk.push(here.by)
      behind.pop()
    } else if (done[which] === 0) {
      done[which] = 1
      const street = streets[which]!
      behind.push({ place: from[street] === here.place ? to[street]! : from[street]!, by: street })
    }
  }
  return Int32Array.from(walk.toReversed())
}

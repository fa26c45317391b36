import type { Blocks } from './blocks.ts'
import { streetName } from './names.ts'
import { cornersOf, sidesOf, type Side } from './outlines.ts'
import { Chance } from './random.ts'
import type { Point } from './shape.ts'

export type Street = {
  name: string
  /** Sides of blocks that it runs along, in order, and the points it runs through. */
  sides: Side[]
  line: Point[]
}

/** Cosine of the sharpest turn after which a street still has its name. */
const straightOn = -0.75

const isTown = ({ use }: Blocks, block: number): boolean => use[block] !== 'water' && use[block] !== 'country'
const isOpen = ({ use }: Blocks, block: number): boolean => use[block] !== 'homes'

/** Streets between the blocks: a street goes on where it meets others, as straight as it can. */
export const layStreets = (blocks: Blocks, seed: number): Street[] => {
  const chance = new Chance(seed)
  const corners = cornersOf(blocks)
  // No street runs through a park or a wood, along the water's edge one does.
  const sides = [...sidesOf(blocks)].filter(
    ({ left, right }) =>
      (isTown(blocks, left) || isTown(blocks, right)) && !(isOpen(blocks, left) && isOpen(blocks, right)),
  )
  const at = new Map<number, number[]>()
  for (const [side, { from, to }] of sides.entries()) {
    for (const corner of [from, to]) at.set(corner, [...(at.get(corner) ?? []), side])
  }
  const away = (side: number, corner: number): Point => {
    const { from, to } = sides[side]!
    const [[x1, y1], [x2, y2]] = [corners[corner]!, corners[corner === from ? to : from]!]
    const length = Math.hypot(x2 - x1, y2 - y1) || 1
    return [(x2 - x1) / length, (y2 - y1) / length]
  }
  /** The side that goes on from this one at a corner, if both would choose one another. */
  const onward = (side: number, corner: number): number | undefined => {
    const best = (from: number): number | undefined => {
      const [x, y] = away(from, corner)
      let [found, straightest]: [number | undefined, number] = [undefined, straightOn]
      for (const other of at.get(corner) ?? []) {
        if (other === from) continue
        const [ox, oy] = away(other, corner)
        const cosine = x * ox + y * oy
        if (cosine < straightest) [found, straightest] = [other, cosine]
      }
      return found
    }
    const next = best(side)
    return next !== undefined && best(next) === side ? next : undefined
  }
  const done = new Uint8Array(sides.length)
  const follow = (side: number, corner: number): { sides: number[]; corners: number[] } => {
    const run = { sides: [] as number[], corners: [] as number[] }
    for (let next = onward(side, corner), end = corner; next !== undefined && done[next] === 0;) {
      done[next] = 1
      const { from, to } = sides[next]!
      end = end === from ? to : from
      run.sides.push(next)
      run.corners.push(end)
      next = onward(next, end)
    }
    return run
  }
  const streets: Street[] = []
  for (const [side, { from, to }] of sides.entries()) {
    if (done[side] === 1) continue
    done[side] = 1
    const [back, on] = [follow(side, from), follow(side, to)]
    const through = [...back.corners.toReversed(), from, to, ...on.corners]
    streets.push({
      name: streetName(chance),
      sides: [...back.sides.toReversed(), side, ...on.sides].map((each) => sides[each]!),
      line: through.map((corner) => corners[corner]!),
    })
  }
  return streets
}

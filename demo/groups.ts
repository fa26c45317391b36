import { Delaunay } from 'd3-delaunay'
import { Chance } from './random.ts'
import type { Point } from './shape.ts'

/**
 * Gathers weighted points into so many groups of about one weight each that lie together: k-means on the plane (Lloyd
 * 1982), a group that is too heavy drawing less. Returns the group of each point, 0 to groups − 1, some perhaps empty.
 */
export const gather = (
  points: readonly Point[],
  weights: ArrayLike<number>,
  groups: number,
  chance: Chance,
): Int32Array => {
  const of = new Int32Array(points.length)
  if (groups <= 1 || points.length <= groups) return groups <= 1 ? of : of.map((_, at) => at)
  let middles: Point[] = []
  const taken = new Set<number>()
  while (taken.size < groups) taken.add(chance.below(points.length))
  for (const at of taken) middles.push(points[at]!)
  for (let turn = 0; turn < 24; turn++) {
    const nearest = Delaunay.from(middles)
    let last = 0
    for (const [at, [x, y]] of points.entries()) of[at] = last = nearest.find(x, y, last)
    const sums = middles.map(() => [0, 0, 0])
    for (const [at, [x, y]] of points.entries()) {
      const weight = weights[at]! + 1e-6
      const sum = sums[of[at]!]!
      sum[0]! += weight * x
      sum[1]! += weight * y
      sum[2]! += weight
    }
    const mean = sums.reduce((all, [, , weight]) => all + weight!, 0) / groups
    middles = middles.map((middle, group) => {
      const [x, y, weight] = sums[group] as [number, number, number]
      if (weight > 0.25 * mean) return [x / weight, y / weight]
      // A group that is nearly empty starts again beside the heaviest.
      const heaviest = sums.reduce((best, sum, at) => (sum[2]! > sums[best]![2]! ? at : best), 0)
      const [hx, hy, heavy] = sums[heaviest] as [number, number, number]
      return turn < 20 ? [hx / heavy + chance.between(-40, 40), hy / heavy + chance.between(-40, 40)] : middle
    })
  }
  return of
}

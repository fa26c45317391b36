import type { CoarseResponse } from './coarse-response.ts'
import type { NearestAreas } from './nearest-areas.ts'

/** One ring of neighbours of one area, reduced to what the covariances need. */
export type Ring = {
  /** Mean correlation of the near field between the area and its ring, and the ring with itself. */
  withArea: number
  withItself: number
  /** Share of the ring in the area's own group, and probability that two draws from the ring share a group. */
  sameGroup: number
  sharedGroup: number
  /** Σ w²: one over the effective number of areas. */
  concentration: number
}

/** Both rings of one area. */
export type Surroundings = {
  inner: Ring
  outer: Ring
  /** Correlation of the near field, and shared groups, between the two rings. */
  innerOuter: number
  innerOuterGroup: number
}

const emptyRing: Ring = { withArea: 0, withItself: 0, sameGroup: 0, sharedGroup: 0, concentration: 0 }

const emptySurroundings = (): Surroundings => ({
  inner: { ...emptyRing },
  outer: { ...emptyRing },
  innerOuter: 0,
  innerOuterGroup: 0,
})

export type Place = { eastings: ArrayLike<number>; northings: ArrayLike<number>; groups: ArrayLike<number> }

/** Describes both rings of every area; near-field correlation is exp(−distance/reach). */
export const surroundingsOf = (
  place: Place,
  around: NearestAreas,
  coarse: CoarseResponse,
  reach: number,
): Surroundings[] => {
  return Array.from({ length: place.groups.length }, (_, area) => {
    const result = emptySurroundings()
    describe(area, place, around, coarse, reach, result)
    return result
  })
}

const describe = (
  area: number,
  place: Place,
  { inner, outer, index, distance }: NearestAreas,
  { allMass }: CoarseResponse,
  reach: number,
  result: Surroundings,
): void => {
  const total = inner + outer
  const start = area * total
  const weight = scratch
  const { eastings, northings, groups } = place
  for (const [ring, from, to] of [
    [result.inner, 0, inner],
    [result.outer, inner, total],
  ] as const) {
    let sum = 0
    for (let k = from; k < to; k++) sum += allMass[index[start + k]!]!
    ring.withArea = 0
    ring.sameGroup = 0
    ring.concentration = 0
    for (let k = from; k < to; k++) {
      const w = allMass[index[start + k]!]! / sum
      weight[k] = w
      ring.withArea += w * Math.exp(-distance[start + k]! / reach)
      ring.concentration += w * w
      if (groups[index[start + k]!] === groups[area]) ring.sameGroup += w
    }
    ring.withItself = ring.concentration
    ring.sharedGroup = ring.concentration
  }
  result.innerOuter = 0
  result.innerOuterGroup = 0
  for (let k = 0; k < total; k++) {
    const a = index[start + k]!
    for (let l = 0; l < k; l++) {
      const b = index[start + l]!
      const de = eastings[a]! - eastings[b]!
      const dn = northings[a]! - northings[b]!
      const w = weight[k]! * weight[l]!
      const near = w * Math.exp(-Math.sqrt(de * de + dn * dn) / reach)
      const shared = groups[a] === groups[b] ? w : 0
      if (k < inner) {
        result.inner.withItself += 2 * near
        result.inner.sharedGroup += 2 * shared
      } else if (l >= inner) {
        result.outer.withItself += 2 * near
        result.outer.sharedGroup += 2 * shared
      } else {
        result.innerOuter += near
        result.innerOuterGroup += shared
      }
    }
  }
}

const scratch = new Float64Array(64)

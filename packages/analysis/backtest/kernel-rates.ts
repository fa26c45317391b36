import Flatbush from 'flatbush'

/** Weighted points in metres. */
export type WeightedPoints = {
  eastings: ArrayLike<number>
  northings: ArrayLike<number>
  weights: ArrayLike<number>
}

/** A spatial kernel: its value at a distance in metres, and the distance beyond which it is zero. */
export type Kernel = { at: (metres: number) => number; reach: number }

/** Gaussian kernel with a bandwidth in metres, cut off at four bandwidths. */
export const gaussianKernel = (bandwidth: number): Kernel => {
  return {
    at: (metres) => Math.exp((-0.5 * metres * metres) / (bandwidth * bandwidth)),
    reach: 4 * bandwidth,
  }
}

/**
 * Distance weight of prospective hotspotting: 1/(1 + whole 50 m bands), nothing beyond 400 m (Bowers, Johnson
 * & Pease 2004, British Journal of Criminology 44).
 */
export const prospectiveKernel: Kernel = { at: (metres) => 1 / (1 + Math.floor(metres / 50)), reach: 400 }

/** Σ weight · kernel(distance) at every site; points at one place should be gathered beforehand. */
export const kernelSums = (
  sites: { eastings: ArrayLike<number>; northings: ArrayLike<number> },
  points: WeightedPoints,
  kernel: Kernel,
): Float64Array => {
  const count = points.weights.length
  const sums = new Float64Array(sites.eastings.length)
  if (count === 0) return sums
  const tree = new Flatbush(count)
  for (let k = 0; k < count; k++)
    tree.add(points.eastings[k]!, points.northings[k]!, points.eastings[k]!, points.northings[k]!)
  tree.finish()
  const { reach } = kernel
  for (let i = 0; i < sums.length; i++) {
    const east = sites.eastings[i]!
    const north = sites.northings[i]!
    for (const k of tree.search(east - reach, north - reach, east + reach, north + reach)) {
      const metres = Math.hypot(points.eastings[k]! - east, points.northings[k]! - north)
      if (metres <= reach) sums[i]! += points.weights[k]! * kernel.at(metres)
    }
  }
  return sums
}

/**
 * Kernel estimate of burglaries per home at every area's centre: the kernel sum of burglaries over that of
 * homes (Bithell 1990, Statistics in Medicine 9), so that dense housing is not taken for danger.
 */
export const kernelRates = (
  areas: { eastings: ArrayLike<number>; northings: ArrayLike<number>; homes: ArrayLike<number> },
  burglaries: WeightedPoints,
  kernel: Kernel,
): Float64Array => {
  const above = kernelSums(areas, burglaries, kernel)
  const below = kernelSums(areas, { ...areas, weights: areas.homes }, kernel)
  return above.map((value, i) => (below[i]! > 0 ? value / below[i]! : 0))
}

import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../special/cholesky.ts'
import type { NearestAreas } from './nearest-areas.ts'
import type { History } from './relative-forecast.ts'

/** What is known about an area besides how many burglaries it had, from burglaries, homes and place alone. */
export const traitNames = ['repeats', 'premises', 'homesAround', 'homesHere'] as const
export type Trait = (typeof traitNames)[number]

/** n × traitNames.length, row-major by area; every column has mean 0 and deviation 1, or is 0 where nothing tells areas apart. */
export type AreaTraits = Float64Array

/** Months of burglaries that traits look at. */
const windowMonths = 24
/** Burglaries of neither kind added to every area: shares of few burglaries tell little. */
const addedCount = 5
/** Deviations beyond which a trait is cut off, so that no single odd area weighs too much. */
const farthest = 3

/**
 * Traits of every area at the end of the first `length` months:
 *
 * - repeats: share of its burglaries at a spot burgled in the twelve months before, beyond what areas as busy and as
 *   large have (the excess of repeats over chance that near-repeat research describes: Johnson & Bowers 2004). What is
 *   heaped on few spots passes sooner than what is spread over many;
 * - premises: share of its burglaries that the source places at premises and not in a street;
 * - homesAround: log homes per square metre over both rings of neighbours;
 * - homesHere: log homes per square metre of the area's own spacing, beyond that.
 *
 * `exposure`: homes with a floor. Repeats and premises that are not told count as none.
 */
export const areaTraits = (history: History, length: number, exposure: Float64Array): AreaTraits => {
  const areas = exposure.length
  const burglaries = recent(history, length, history.counts)
  const share = (part: ArrayLike<number> | undefined) => {
    const sums = recent(history, length, part ?? [])
    return sums.map((sum, i) => sum / (burglaries[i]! + addedCount))
  }
  const busy = burglaries.map((sum) => Math.log1p(sum))
  const around = homesAround(history.around, exposure)
  const columns: Record<Trait, Float64Array> = {
    repeats: residuals(share(history.repeats), [
      busy,
      busy.map((value) => value * value),
      exposure.map((homes) => Math.log(homes)),
    ]),
    premises: share(history.premises),
    homesAround: around,
    homesHere: homesHere(history.around, exposure).map((value, i) => value - around[i]!),
  }
  const traits = new Float64Array(areas * traitNames.length)
  traitNames.forEach((trait, k) => {
    standardised(columns[trait]).forEach((value, i) => {
      traits[i * traitNames.length + k] = value
    })
  })
  return traits
}

/** Sums over the last months of the window; nothing where `values` is empty. */
const recent = ({ homes, months }: History, length: number, values: ArrayLike<number>): Float64Array => {
  const sums = new Float64Array(homes.length)
  if (values.length === 0) return sums
  const first = months[length - 1]! - windowMonths
  const from = months.findIndex((month) => month > first)
  for (let i = 0; i < sums.length; i++)
    for (let t = from; t < length; t++) sums[i]! += values[i * months.length + t]!
  return sums
}

const homesAround = (
  { inner, outer, index, distance }: NearestAreas,
  exposure: Float64Array,
): Float64Array => {
  const ring = inner + outer
  return exposure.map((_, i) => {
    let homes = 0
    for (let k = i * ring; k < (i + 1) * ring; k++) homes += exposure[index[k]!]!
    return ring > 0 ? Math.log(homes) - 2 * Math.log(Math.max(1, distance[(i + 1) * ring - 1]!)) : 0
  })
}

const homesHere = ({ inner, outer, distance }: NearestAreas, exposure: Float64Array): Float64Array => {
  const ring = inner + outer
  return exposure.map((homes, i) => {
    let metres = 0
    for (let k = i * ring; k < i * ring + inner; k++) metres += distance[k]! / inner
    return inner > 0 ? Math.log(homes) - 2 * Math.log(Math.max(1, metres)) : 0
  })
}

/** What is left of `values` after least squares on a constant and `columns`. */
const residuals = (values: Float64Array, columns: readonly Float64Array[]): Float64Array => {
  const size = columns.length
  const centred = columns.map((column) => centre(column))
  const left = centre(values)
  const gram = new Float64Array(size * size)
  const slopes = new Float64Array(size)
  for (let a = 0; a < size; a++) {
    slopes[a] = dot(centred[a]!, left)
    for (let b = 0; b <= a; b++) gram[a * size + b] = dot(centred[a]!, centred[b]!)
    // Columns that do not differ between areas, or say the same, take no part.
    gram[a * size + a]! += 1e-9 * values.length
  }
  if (!choleskyInPlace(gram, size)) return left
  solveLowerInPlace(gram, size, slopes)
  solveUpperInPlace(gram, size, slopes)
  return left.map((value, i) => value - slopes.reduce((sum, slope, a) => sum + slope * centred[a]![i]!, 0))
}

const standardised = (values: Float64Array): Float64Array => {
  const centred = centre(values)
  const deviation = Math.sqrt(dot(centred, centred) / centred.length)
  if (!(deviation > 1e-6)) return new Float64Array(values.length)
  return centred.map((value) => Math.min(farthest, Math.max(-farthest, value / deviation)))
}

const centre = (values: Float64Array): Float64Array => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

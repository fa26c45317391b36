import { NoAnswer } from '../reason.ts'
import { choleskyInPlace, solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'

/** Share of the largest square at which a mixture has reached the origin: a millionth of the distance. */
const reached = 1e-12

/**
 * Weights w ≥ 0 that add to one and minimise ‖Σ wⱼ dⱼ‖² + ridge · Σ wⱼ²: the mixture of points nearest the origin, found
 * exactly by Wolfe's (1976, Mathematical Programming 11) method, which walks from face to face and ends after finitely
 * many. Made for small ridges, where few weights are above zero; `ridgeMixture` is for large ones.
 * Where mixtures reach the origin itself it stops at the first and says so: there may be many, and the ridge should choose.
 *
 * `products(j)` gives the inner products of point j with all `count` points.
 */
export const nearestMixture = (
  count: number,
  squares: ArrayLike<number>,
  products: (j: number) => Float64Array,
  ridge: number,
): { weights: Float64Array; reachesOrigin: boolean } => {
  const largest = Array.from(squares).reduce((most, value) => Math.max(most, value), 0)
  if (largest === 0) return { weights: new Float64Array(count).fill(1 / count), reachesOrigin: false }
  // A floor far below what any figure shows, so that points that repeat one another share their weight.
  const curve = Math.max(ridge, 1e-13 * largest)
  const rows = new Map<number, Float64Array>()
  const row = (j: number): Float64Array => {
    const known = rows.get(j)
    if (known) return known
    const made = products(j)
    rows.set(j, made)
    return made
  }
  let face = [nearestPoint(squares)]
  let weights = [1]
  let best = Infinity
  let reachesOrigin = false
  for (let round = 0; round < 50 * (count + 10); round++) {
    const { affine, value } = nearestOnFace(face, row, curve)
    const falling = face.flatMap((_, a) => (affine[a]! <= 0 ? [a] : []))
    if (falling.length > 0) {
      // Walk towards the face's own best until a weight is used up, and leave that point behind.
      const share = Math.min(1, ...falling.map((a) => weights[a]! / (weights[a]! - affine[a]!)))
      const gone = falling.reduce((first, a) =>
        weights[a]! / (weights[a]! - affine[a]!) < weights[first]! / (weights[first]! - affine[first]!)
          ? a
          : first,
      )
      weights = weights.map((weight, a) => weight + share * (affine[a]! - weight))
      face = face.toSpliced(gone, 1)
      weights = weights.toSpliced(gone, 1)
      continue
    }
    weights = Array.from(affine)
    reachesOrigin = value < reached * largest
    if (reachesOrigin) break
    if (!(value < best * (1 - 1e-14))) break
    best = value
    const gradient = new Float64Array(count)
    for (const [a, j] of face.entries()) {
      const inner = row(j)
      for (let k = 0; k < count; k++) gradient[k]! += weights[a]! * inner[k]!
    }
    let next = -1
    const inFace = new Set(face)
    for (let k = 0; k < count; k++)
      if (!inFace.has(k) && (next === -1 || gradient[k]! < gradient[next]!)) next = k
    if (next === -1 || gradient[next]! >= value * (1 - 1e-11) - 1e-15 * largest) break
    face = [...face, next]
    weights = [...weights, 0]
  }
  const whole = new Float64Array(count)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  for (const [a, j] of face.entries()) whole[j] = weights[a]! / total
  return { weights: whole, reachesOrigin }
}

const nearestPoint = (squares: ArrayLike<number>): number => {
  let nearest = 0
  for (let j = 1; j < squares.length; j++) if (squares[j]! < squares[nearest]!) nearest = j
  return nearest
}

/** Weights that add to one, of any sign, whose mixture of a face's points is nearest; and the objective there. */
const nearestOnFace = (
  face: readonly number[],
  row: (j: number) => Float64Array,
  ridge: number,
): { affine: Float64Array; value: number } => {
  const size = face.length
  const matrix = new Float64Array(size * size)
  for (const [a, j] of face.entries()) {
    const inner = row(j)
    for (let b = 0; b <= a; b++) matrix[a * size + b] = inner[face[b]!]! + (a === b ? ridge : 0)
  }
  if (!choleskyInPlace(matrix, size)) throw new NoAnswer({ code: 'series-repeat' })
  const affine = new Float64Array(size).fill(1)
  solveLowerInPlace(matrix, size, affine)
  solveUpperInPlace(matrix, size, affine)
  const total = affine.reduce((sum, value) => sum + value, 0)
  for (let a = 0; a < size; a++) affine[a]! /= total
  return { affine, value: 1 / total }
}

import { sumOf } from './groups.ts'

const sharesOfAll = (values: readonly number[]): number[] => {
  if (!values.every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError('counts are finite and not negative')
  const all = sumOf(values)
  return values.map((value) => value / all)
}

const checkPair = (one: readonly number[], other: readonly number[]): void => {
  if (one.length !== other.length)
    throw new RangeError(`two counts for each group: ${one.length} and ${other.length}`)
}

/**
 * Gini coefficient of values each of one member: 0 where all are equal, 1 − 1/n where one has all (Gini 1912). Null where
 * there are none, or all are 0.
 */
export const gini = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const all = sumOf(sorted)
  if (!(all > 0)) return null
  const count = sorted.length
  return sumOf(sorted.map((value, at) => (2 * (at + 1) - count - 1) * value)) / (count * all)
}

/** For each group its share of one thing over its share of another: above 1 it has more of the first. Null where it has none of the other. */
export const shareRatios = (one: readonly number[], other: readonly number[]): (number | null)[] => {
  checkPair(one, other)
  const [ofOne, ofOther] = [sharesOfAll(one), sharesOfAll(other)]
  return ofOne.map((share, group) => (ofOther[group]! > 0 ? share / ofOther[group]! : null))
}

/** The share of one thing that would have to go to other groups to follow another: half the sum of differences (Duncan and Duncan 1955). */
export const dissimilarity = (one: readonly number[], other: readonly number[]): number => {
  checkPair(one, other)
  const ofOther = sharesOfAll(other)
  return sumOf(sharesOfAll(one).map((share, group) => Math.abs(share - ofOther[group]!))) / 2
}

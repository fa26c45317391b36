/** Leaves from `start` up to but not including `end`. */
export type LeafRange = { start: number; end: number }

/** A full subtree: the `index`-th of those with 2^level leaves. */
export type SubtreePlace = { level: number; index: number }

/** Largest power of two below `leaves`, which is at least 2: where a tree of that size parts (RFC 9162, 2.1.1). */
export const splitOf = (leaves: number): number => {
  let split = 1
  while (split * 2 < leaves) split *= 2
  return split
}

const refuseUnless = (right: boolean, words: string): void => {
  if (!right) throw new RangeError(words)
}

/** Refuses what cannot be a number of leaves: whole, not negative, below 2^53. */
export const checkSize = (size: number): void =>
  refuseUnless(Number.isSafeInteger(size) && size >= 0, `${size} is not a number of leaves.`)

/**
 * The full subtrees that a range is made of, from left to right. The range starts where a subtree at least as large as
 * it may start, as every range of a proof does.
 */
export const fullSubtrees = ({ start, end }: LeafRange): SubtreePlace[] => {
  const places: SubtreePlace[] = []
  let from = start
  while (from < end) {
    let level = 0
    let leaves = 1
    while (from % (leaves * 2) === 0 && from + leaves * 2 <= end) {
      leaves *= 2
      level++
    }
    places.push({ level, index: from / leaves })
    from += leaves
  }
  return places
}

/**
 * The ranges whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf's sibling upwards:
 * PATH of RFC 9162, 2.1.3.1. Errors: RangeError for a leaf that is not in the tree.
 */
export const inclusionRanges = (index: number, size: number): LeafRange[] => {
  checkSize(size)
  refuseUnless(
    Number.isSafeInteger(index) && index >= 0 && index < size,
    `There is no leaf ${index} in a tree of ${size}.`,
  )
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.toReversed()
}

/**
 * The ranges whose roots prove that the tree of `second` leaves goes on from the tree of its first `first`:
 * PROOF of RFC 9162, 2.1.4.1. Errors: RangeError unless 0 < first ≤ second.
 */
export const consistencyRanges = (first: number, second: number): LeafRange[] => {
  checkSize(second)
  refuseUnless(
    Number.isSafeInteger(first) && first > 0 && first <= second,
    `A tree of ${second} leaves has no earlier tree of ${first}.`,
  )
  const ranges: LeafRange[] = []
  let [start, end] = [0, second]
  while (end > first) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  // The verifier knows the root of the earlier tree; only a part of it must be told.
  if (start > 0) ranges.push({ start, end })
  return ranges.toReversed()
}

import { nodeHash, sameHash } from './hash.ts'
import { consistencyRanges, inclusionRanges } from './ranges.ts'
import { rangeRoot, type SubtreeRoots } from './root.ts'

/** Proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling upwards (RFC 9162, 2.1.3.1). */
export const proveInclusion = (index: number, size: number, roots: SubtreeRoots): Uint8Array[] =>
  inclusionRanges(index, size).map((range) => rangeRoot(range, roots))

/** Proof that the tree of `second` leaves goes on from the tree of `first` (RFC 9162, 2.1.4.1). */
export const proveConsistency = (first: number, second: number, roots: SubtreeRoots): Uint8Array[] =>
  consistencyRanges(first, second).map((range) => rangeRoot(range, roots))

const half = (value: number): number => Math.floor(value / 2)
const odd = (value: number): boolean => value % 2 === 1
const isPlace = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size

export type InclusionClaim = {
  leaf: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** Whether a proof shows that the leaf is where it is said to be (RFC 9162, 2.1.3.2). Never throws. */
export const inclusionHolds = ({ leaf, index, size, proof, root }: InclusionClaim): boolean => {
  if (!isPlace(index, size)) return false
  let [node, last] = [index, size - 1]
  let hash = leaf
  for (const step of proof) {
    if (last === 0) return false
    if (odd(node) || node === last) {
      hash = nodeHash(step, hash)
      while (!odd(node) && node > 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(hash, step)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && sameHash(hash, root)
}

export type ConsistencyClaim = {
  first: number
  second: number
  proof: readonly Uint8Array[]
  firstRoot: Uint8Array
  secondRoot: Uint8Array
}

/** Whether a proof shows that the second tree goes on from the first (RFC 9162, 2.1.4.2). Never throws. */
export const consistencyHolds = ({
  first,
  second,
  proof,
  firstRoot,
  secondRoot,
}: ConsistencyClaim): boolean => {
  if (!isPlace(first - 1, second)) return false
  if (first === second) return proof.length === 0 && sameHash(firstRoot, secondRoot)
  let [node, last] = [first - 1, second - 1]
  while (odd(node)) [node, last] = [half(node), half(last)]
  // A first tree that is a full subtree of the second is not told again.
  const steps = node === 0 ? [firstRoot, ...proof] : proof
  const [start, ...others] = steps
  if (!start) return false
  let [firstHash, secondHash] = [start, start]
  for (const step of others) {
    if (last === 0) return false
    if (odd(node) || node === last) {
      firstHash = nodeHash(step, firstHash)
      secondHash = nodeHash(step, secondHash)
      while (!odd(node) && node > 0) [node, last] = [half(node), half(last)]
    } else {
      secondHash = nodeHash(secondHash, step)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && sameHash(firstHash, firstRoot) && sameHash(secondHash, secondRoot)
}

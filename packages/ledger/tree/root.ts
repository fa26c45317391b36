import { emptyRoot, nodeHash } from './hash.ts'
import { fullSubtrees, type LeafRange, type SubtreePlace } from './ranges.ts'

/** Tells the root of a full subtree. Errors: whatever a store says that does not have it. */
export type SubtreeRoots = (place: SubtreePlace) => Uint8Array

/** Joins the roots of full subtrees, largest first, into the root of all their leaves. */
export const joinSubtrees = (roots: readonly Uint8Array[]): Uint8Array =>
  roots.length === 0 ? emptyRoot : roots.reduceRight((right, left) => nodeHash(left, right))

/** Root of a range of leaves: MTH of RFC 9162, 2.1.1. */
export const rangeRoot = (range: LeafRange, roots: SubtreeRoots): Uint8Array =>
  joinSubtrees(fullSubtrees(range).map((place) => roots(place)))

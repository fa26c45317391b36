import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { GrowingTree } from './growing-tree.ts'
import { emptyRoot, leafHash, nodeHash } from './hash.ts'
import { consistencyHolds, inclusionHolds, proveConsistency, proveInclusion } from './proofs.ts'
import { consistencyRanges, inclusionRanges, splitOf } from './ranges.ts'
import { rangeRoot, type SubtreeRoots } from './root.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex')

/** Leaves of the vector that transparency-dev/merkle and Certificate Transparency test with. */
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
/** Roots of its first 1 to 8 leaves. */
const knownRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition of RFC 9162, 2.1.1, word for word. */
const definedRoot = (leaves: readonly Uint8Array[]): Uint8Array => {
  const [only] = leaves
  if (only === undefined) return emptyRoot
  if (leaves.length === 1) return only
  const split = splitOf(leaves.length)
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)))
}

const leavesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, at) => leafHash(Uint8Array.of(at & 255, at >> 8)))

/** A grown tree, the roots it had, and the full subtrees that it closed. */
const grow = (leaves: readonly Uint8Array[]): { roots: Uint8Array[]; subtrees: SubtreeRoots } => {
  const tree = new GrowingTree()
  const closed = new Map<string, Uint8Array>()
  const roots = [tree.root()]
  for (const leaf of leaves) {
    tree.append(leaf, (level, index, root) => closed.set(`${level}/${index}`, root))
    roots.push(tree.root())
  }
  const subtrees: SubtreeRoots = ({ level, index }) => {
    const root = closed.get(`${level}/${index}`)
    if (!root) throw new RangeError(`no subtree ${level}/${index}`)
    return root
  }
  return { roots, subtrees }
}

const most = testCounts.full ? 2000 : 256
const grown = grow(leavesOf(most))

describe('roots', () => {
  test('are those of the published vector, from the empty tree to eight leaves', () => {
    const tree = new GrowingTree()
    expect(hex(tree.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    for (const [at, leaf] of knownLeaves.entries()) {
      tree.append(leafHash(bytes(leaf)))
      expect(hex(tree.root())).toBe(knownRoots[at])
    }
  })

  test('are what the definition says for every size', () => {
    const leaves = leavesOf(130)
    for (let size = 0; size <= leaves.length; size++) {
      expect(hex(grown.roots[size] ?? emptyRoot)).toBe(hex(definedRoot(leaves.slice(0, size))))
    }
  })

  test('come out the same from the full subtrees alone, and from a tree that goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 56 }), (first, more) => {
        const leaves = leavesOf(first + more)
        const begun = new GrowingTree()
        for (const leaf of leaves.slice(0, first)) begun.append(leaf)
        const gone = new GrowingTree(begun.size, begun.roots())
        for (const leaf of leaves.slice(first)) gone.append(leaf)
        expect(hex(gone.root())).toBe(hex(grown.roots[first + more] ?? emptyRoot))
        expect(hex(rangeRoot({ start: 0, end: first + more }, grown.subtrees))).toBe(hex(gone.root()))
      }),
    )
  })
})

describe('inclusion', () => {
  test(`is proved for every leaf of every tree up to ${most} leaves, and for no other place`, () => {
    const leaves = leavesOf(most)
    for (let size = 1; size <= most; size++) {
      const root = grown.roots[size] ?? emptyRoot
      // Every leaf of the small trees, a spread of the large ones.
      const step = size <= 256 ? 1 : 37
      for (let index = size % step; index < size; index += step) {
        const proof = proveInclusion(index, size, grown.subtrees)
        const claim = { leaf: leaves[index] ?? emptyRoot, index, size, proof, root }
        if (!inclusionHolds(claim)) throw new Error(`${index} of ${size} is not proved`)
        if (inclusionHolds({ ...claim, index: (index + 1) % size }) && size > 1)
          throw new Error(`${index} of ${size} passes for its neighbour`)
      }
    }
  })

  test('refuses a leaf that is not there, and sizes that are none', () => {
    for (const [index, size] of [
      [3, 3],
      [-1, 3],
      [0, 0],
      [0.5, 3],
      [0, 2 ** 60],
    ] as const) {
      expect(() => inclusionRanges(index, size)).toThrow(RangeError)
      expect(inclusionHolds({ leaf: emptyRoot, index, size, proof: [], root: emptyRoot })).toBe(false)
    }
  })
})

describe('consistency', () => {
  test(`is proved for every pair of trees up to ${most} leaves`, { timeout: 600_000 }, () => {
    for (let second = 1; second <= most; second++) {
      for (let first = 1; first <= second; first++) {
        const proof = proveConsistency(first, second, grown.subtrees)
        const [firstRoot = emptyRoot, secondRoot = emptyRoot] = [grown.roots[first], grown.roots[second]]
        if (!consistencyHolds({ first, second, proof, firstRoot, secondRoot }))
          throw new Error(`${first} of ${second} is not proved`)
      }
    }
  })

  test('refuses an earlier tree that is empty or larger', () => {
    for (const [first, second] of [
      [0, 3],
      [4, 3],
      [1.5, 3],
      [1, -1],
    ] as const) {
      expect(() => consistencyRanges(first, second)).toThrow(RangeError)
      const nothing = { firstRoot: emptyRoot, secondRoot: emptyRoot }
      expect(consistencyHolds({ first, second, proof: [], ...nothing })).toBe(false)
    }
  })
})

/** Every way in which a list of hashes can be spoilt a little. */
const spoilt = (proof: readonly Uint8Array[]): Uint8Array[][] => [
  [...proof, emptyRoot],
  [emptyRoot, ...proof],
  ...proof.flatMap((hash, at) => [
    proof.toSpliced(at, 1),
    proof.toSpliced(at, 0, hash),
    proof.with(at, hash.with(at % 32, (hash[at % 32] ?? 0) ^ 1)),
    ...(at > 0 ? [proof.with(at, proof[at - 1] ?? hash).with(at - 1, hash)] : []),
  ]),
]

describe('an altered proof', () => {
  const places = fc
    .integer({ min: 1, max: 256 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }))

  test('of inclusion is never accepted', () => {
    fc.assert(
      fc.property(places, ({ size, index }) => {
        const proof = proveInclusion(index, size, grown.subtrees)
        const leaf = leafHash(Uint8Array.of(index & 255, index >> 8))
        const claim = { leaf, index, size, proof, root: grown.roots[size] ?? emptyRoot }
        expect(inclusionHolds(claim)).toBe(true)
        for (const other of spoilt(proof)) expect(inclusionHolds({ ...claim, proof: other })).toBe(false)
        expect(inclusionHolds({ ...claim, leaf: leafHash(bytes('ff')) })).toBe(false)
      }),
    )
  })

  test('of consistency is never accepted', () => {
    fc.assert(
      fc.property(places, ({ size: second, index }) => {
        const first = index + 1
        const proof = proveConsistency(first, second, grown.subtrees)
        const [firstRoot = emptyRoot, secondRoot = emptyRoot] = [grown.roots[first], grown.roots[second]]
        const claim = { first, second, proof, firstRoot, secondRoot }
        expect(consistencyHolds(claim)).toBe(true)
        for (const other of spoilt(proof)) expect(consistencyHolds({ ...claim, proof: other })).toBe(false)
        expect(consistencyHolds({ ...claim, firstRoot: leafHash(bytes('ff')) })).toBe(false)
        expect(consistencyHolds({ ...claim, secondRoot: leafHash(bytes('ff')) })).toBe(false)
      }),
    )
  })
})

import { joinSubtrees } from './root.ts'
import { nodeHash } from './hash.ts'

/** A tree that grows by leaves and keeps only the roots of its full subtrees, largest first: log2(size) hashes. */
export class GrowingTree {
  #size: number
  readonly #roots: Uint8Array[]

  /** Goes on from a tree of `size` leaves, given by the roots of its full subtrees, largest first. */
  constructor(size = 0, roots: readonly Uint8Array[] = []) {
    this.#size = size
    this.#roots = [...roots]
  }

  get size(): number {
    return this.#size
  }

  /** Adds the hash of the next leaf. Calls `completed` with each full subtree that this closes, smallest first. */
  append(leaf: Uint8Array, completed?: (level: number, index: number, root: Uint8Array) => void): void {
    let root = leaf
    let [level, index] = [0, this.#size]
    completed?.(level, index, root)
    while (index % 2 === 1) {
      const left = this.#roots.pop()
      if (!left) throw new RangeError(`A tree of ${this.#size} leaves needs more roots than were given.`)
      root = nodeHash(left, root)
      index = (index - 1) / 2
      level++
      completed?.(level, index, root)
    }
    this.#roots.push(root)
    this.#size++
  }

  /** Root of the tree as it is now. */
  root(): Uint8Array {
    return joinSubtrees(this.#roots)
  }

  /** Roots of the full subtrees, largest first: what a tree goes on from. */
  roots(): Uint8Array[] {
    return [...this.#roots]
  }
}

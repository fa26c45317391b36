import type { CodeDesign } from '../design/code-design.ts'
import { chanceOf, type Confusion } from './confusion.ts'

/** What was read of a code: for each position a distribution over its symbols, and never a mere text. */
export type Reading = {
  readonly design: CodeDesign
  /**
   * Chance of each symbol of each position, as `design.starts` lays them out; those of a position sum to 1. They are what
   * the sight alone says, all symbols being equally likely before it: proportional to the chance of what was seen.
   */
  readonly chances: Float64Array
  /** 1 where a symbol is what was read, or one of those between which the reader could not decide; unread: all of them. */
  readonly possible: Uint8Array
}

/** How far from 1 the chances of a position may sum: what rounding leaves in the last figures of a file. */
const rounding = 1e-6

/**
 * A reading from distributions that a laboratory or reader gives: for each position the chances by symbol; symbols that
 * are left out have none. What has a chance counts as read.
 * Errors: a RangeError that says the position where a symbol is unknown, a chance is no number from 0 to 1, or the sum is
 * not 1; and where there are more or fewer positions than the design has.
 */
export const readingOfChances = (
  design: CodeDesign,
  positions: readonly Readonly<Record<string, number>>[],
): Reading => {
  const { alphabets, starts } = design
  if (positions.length !== alphabets.length)
    throw new RangeError(`the code has ${alphabets.length} positions, the reading ${positions.length}`)
  const chances = new Float64Array(starts.at(-1)!)
  for (const [position, given] of positions.entries()) {
    let sum = 0
    for (const [symbol, chance] of Object.entries(given)) {
      const at = symbol.length === 1 ? alphabets[position]!.indexOf(symbol) : -1
      if (at < 0)
        throw new RangeError(`position ${position + 1}: ${JSON.stringify(symbol)} is no symbol of it`)
      if (!(chance >= 0 && chance <= 1))
        throw new RangeError(
          `position ${position + 1}: the chance of ${symbol} is ${chance}, not from 0 to 1`,
        )
      chances[starts[position]! + at] = chance
      sum += chance
    }
    if (!(Math.abs(sum - 1) <= rounding))
      throw new RangeError(`position ${position + 1}: the chances sum to ${sum}, not to 1`)
    for (let at = starts[position]!; at < starts[position + 1]!; at++) chances[at]! /= sum
  }
  return { design, chances, possible: Uint8Array.from(chances, (chance) => (chance > 0 ? 1 : 0)) }
}

/**
 * A reading from the symbols that were read: at each position one, several between which the reader could not decide, or
 * none where nothing was read (unread is uniform, and says nothing). With the confusion of reader and lamp a symbol that was
 * read speaks for those too that are taken for it; without, for itself alone.
 * Errors: a RangeError that says the position where a symbol is unknown to the design or the confusion, or where the
 * confusion gives no symbol a chance; and where there are more or fewer positions than the design has.
 */
export const readingOf = (design: CodeDesign, read: readonly string[], confusion?: Confusion): Reading => {
  const { alphabets, starts } = design
  if (read.length !== alphabets.length)
    throw new RangeError(`the code has ${alphabets.length} positions, the reading ${read.length}`)
  const chances = new Float64Array(starts.at(-1)!)
  const possible = new Uint8Array(chances.length)
  for (const [position, alphabet] of alphabets.entries()) {
    const seen = read[position]!
    for (const symbol of seen)
      if (!alphabet.includes(symbol))
        throw new RangeError(`position ${position + 1}: ${JSON.stringify(symbol)} is no symbol of it`)
    const from = starts[position]!
    let sum = 0
    for (const [at, truth] of [...alphabet].entries()) {
      const isSeen = seen === '' || seen.includes(truth)
      possible[from + at] = isSeen ? 1 : 0
      const chance =
        seen === '' || confusion === undefined
          ? Number(isSeen)
          : [...new Set(seen)].reduce((total, symbol) => total + chanceOf(confusion, truth, symbol), 0)
      chances[from + at] = chance
      sum += chance
    }
    if (!(sum > 0)) throw new RangeError(`position ${position + 1}: the confusion gives no symbol a chance`)
    for (let at = from; at < starts[position + 1]!; at++) chances[at]! /= sum
  }
  return { design, chances, possible }
}

/** Positions, from 0, of which nothing was read: every symbol is possible, and none likelier than another. */
export const unreadPositions = ({ design, chances, possible }: Reading): number[] =>
  [...design.alphabets.keys()].filter((position) => {
    const [from, to] = [design.starts[position]!, design.starts[position + 1]!]
    return (
      to - from > 1 &&
      chances.subarray(from, to).every((chance, at) => possible[from + at] && chance === chances[from])
    )
  })

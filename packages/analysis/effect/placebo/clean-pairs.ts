import type { PlaceboProgramme } from './placebo-programmes.ts'

/** What the clean pairs of years can say about a figure. */
export type CleanPairs = {
  pairs: number
  /** The most of them that share no year with one another: overlapping windows are not independent. */
  apart: number
  /** No figure can have a smaller p among so many pairs: 1/(n + 1). */
  leastP: number
  /** The same among those that share no year. */
  leastPApart: number
}

type Pair = Pick<PlaceboProgramme, 'from' | 'clean' | 'ratio'>

/**
 * Counts the pairs of years in which no kit was issued. Holding the programme's figure against n such figures is a
 * permutation test over n + 1 periods (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular
 * Biology 9), so that its p is at least 1/(n + 1), however striking the figure.
 */
export const cleanPairs = (programmes: readonly Pair[]): CleanPairs => {
  const clean = measured(programmes)
  let apart = 0
  let taken = -Infinity
  for (const { from } of clean.toSorted((a, b) => a.from - b.from)) {
    if (from < taken) continue
    apart++
    taken = from + 24
  }
  return {
    pairs: clean.length,
    apart,
    leastP: 1 / (clean.length + 1),
    leastPApart: 1 / (apart + 1),
  }
}

/**
 * Where a figure lies among those of the clean pairs: how many are as low or lower, and the one-sided p,
 * (that number + 1)/(n + 1).
 */
export const placeAmong = (figure: number, programmes: readonly Pair[]): { asLow: number; p: number } => {
  const clean = measured(programmes)
  const asLow = clean.filter(({ ratio }) => ratio <= figure).length
  return { asLow, p: (asLow + 1) / (clean.length + 1) }
}

const measured = (programmes: readonly Pair[]): { from: number; ratio: number }[] =>
  programmes.flatMap(({ from, clean, ratio }) => (clean && ratio !== null ? [{ from, ratio }] : []))

import { narrowCells } from '../bounds/narrow.ts'
import { anyCount, type Interval } from '../tables/interval.ts'
import { bases, leastShown, readerKnows, show, type Shown } from '../tables/shown.ts'
import type { Sum } from '../tables/sums.ts'

/** A count of people, homes or what happened to them. One that is not `published` is protected all the same: an increase, say. */
export type Count = { readonly cell: string; readonly count: number; readonly published: boolean }

/** What is to be published, beside what was published before. */
export type Release = {
  counts: readonly Count[]
  /** Sums between all cells, of this release and of earlier ones. */
  sums: readonly Sum[]
  /** What earlier releases showed, which cannot be taken back. */
  earlier: ReadonlyMap<string, Shown>
  /** Cells of earlier releases that were small. They stay protected. */
  earlierSmall?: readonly string[]
}

/** How much wider than its least the interval of each small count is. */
export const leastWidth = 5

/** Thrown where even with everything of this release withheld a small count is too narrowly known. */
export class CannotProtect extends Error {
  readonly cells: readonly string[]
  constructor(cells: readonly string[]) {
    super(
      `what was published before tells too much of ${cells.length === 1 ? 'a small count' : `${cells.length} small counts`}`,
    )
    this.cells = cells
  }
}

/** How far a cell is coarsened: a place in the list of bases; beyond the list it is withheld. */
type Steps = Map<string, number>

/** Of the neighbours of a cell that can still be coarsened, the one that loses least of itself by the next step. */
const cheapest = (
  cell: string,
  steps: Steps,
  { sums, countOf }: { sums: readonly Sum[]; countOf: ReadonlyMap<string, number> },
): string | undefined => {
  const neighbours = new Set(
    sums.flatMap(({ total, parts }) =>
      total === cell || parts.includes(cell) ? [total, ...parts.filter((part) => part !== cell)] : [],
    ),
  )
  const loss = (one: string): number => bases[steps.get(one)! + 1]! / countOf.get(one)!
  return [...neighbours]
    .filter((one) => steps.has(one) && steps.get(one)! < bases.length)
    .toSorted((one, other) => (loss(one) || Infinity) - (loss(other) || Infinity))[0]
}

/**
 * Decides what a release shows: small counts as small, all others rounded, and what is beside a small count rounded more and more
 * coarsely until nobody who solves all tables of all releases together knows it more narrowly than `leastWidth`. Throws
 * CannotProtect, and Contradiction where counts, sums and earlier tables do not fit.
 */
export const protect = async ({
  counts,
  sums,
  earlier,
  earlierSmall = [],
}: Release): Promise<Map<string, Shown>> => {
  const countOf = new Map(counts.map(({ cell, count }) => [cell, count]))
  const steps: Steps = new Map(
    counts.filter(({ published, count }) => published && count >= leastShown).map(({ cell }) => [cell, 0]),
  )
  const small = [...counts.filter(({ count }) => count < leastShown).map(({ cell }) => cell), ...earlierSmall]
  const shownNow = (): Map<string, Shown> =>
    new Map(
      counts
        .filter(({ published }) => published)
        .map(({ cell, count }) => {
          const base = bases[steps.get(cell) ?? 0]
          return [cell, base === undefined ? { kind: 'withheld' } : show(count, base)]
        }),
    )
  // Rounding coarser widens what it is beside, but is not nested in rounding finely: the end is a look at all of them.
  for (let watched: readonly string[] = small; ;) {
    const shown = shownNow()
    const known = knownOf(earlier, shown)
    const narrow = await narrowCells({ known, sums, cells: watched }, leastWidth)
    if (narrow.length === 0 && watched === small) return shown
    const coarser = new Set(
      narrow.flatMap((cell) => cheapest(cell, steps, { sums, countOf }) ?? anywhere(steps)),
    )
    if (coarser.size === 0 && narrow.length > 0) throw new CannotProtect(narrow)
    for (const cell of coarser) steps.set(cell, steps.get(cell)! + 1)
    watched = narrow.length > 0 ? narrow : small
  }
}

/** What is known of each cell by all releases: of one that was shown twice, what both say. */
const knownOf = (...releases: ReadonlyMap<string, Shown>[]): Map<string, Interval> => {
  const known = new Map<string, Interval>()
  for (const release of releases)
    for (const [cell, shown] of release) {
      const [before, now] = [known.get(cell) ?? anyCount, readerKnows(shown)]
      known.set(cell, { low: Math.max(before.low, now.low), high: Math.min(before.high, now.high) })
    }
  return known
}

/** Any cell that can still be coarsened, where no neighbour can. */
const anywhere = (steps: Steps): string[] =>
  [...steps].filter(([, step]) => step < bases.length).map(([cell]) => cell)

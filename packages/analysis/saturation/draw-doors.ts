/** A home as a draw of doors sees it. */
export type Door = {
  readonly id: string
  /** In which nobody had a hand, and that anybody can work out again: a digest of the seed in the log and the id. */
  readonly draw: string
  /** Reported as protected. */
  readonly isReported: boolean
}

/** Doors to check among those reported as protected, and among the others. */
export type DrawSize = { readonly reported: number; readonly others: number }

/**
 * Doors for a spot check in two strata: of each the homes with the smallest draws, all of them where there are fewer. In
 * the order of their draws, the strata mixed, so that the list tells nobody what was reported. The order in which the homes
 * are given does not matter, and a larger number adds doors to a smaller one and drops none.
 * Returns the ids. Throws RangeError for sizes that are not whole numbers from 0, or equal draws.
 */
export const drawDoors = (doors: readonly Door[], { reported, others }: DrawSize): string[] => {
  if (![reported, others].every((size) => Number.isInteger(size) && size >= 0))
    throw new RangeError(`doors are drawn in whole numbers from 0, found ${reported} and ${others}`)
  if (new Set(doors.map(({ draw }) => draw)).size !== doors.length)
    throw new RangeError('two homes have the same draw')
  const left = { reported, others }
  return doors
    .toSorted((a, b) => (a.draw < b.draw ? -1 : 1))
    .filter(({ isReported }) => left[isReported ? 'reported' : 'others']-- > 0)
    .map(({ id }) => id)
}

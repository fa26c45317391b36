/** A home as a draw of doors sees it. */
export type Door = {
  readonly id: string
  /** In which nobody had a hand, and that anybody can work out again: a digest of the seed in the log and the id. */
  readonly draw: string
  /** Another such digest, by which the doors that were drawn are put in order. */
  readonly turn: string
  /** Reported as protected. */
  readonly isReported: boolean
}

/** Doors to check among those reported as protected, and among the others. */
export type DrawSize = { readonly reported: number; readonly others: number }

const inOrder = (one: string, other: string): number => (one < other ? -1 : 1)

const checkSize = (size: number): void => {
  if (!(Number.isInteger(size) && size >= 0))
    throw new RangeError(`doors are drawn in whole numbers from 0, found ${size}`)
}

const byDraw = (doors: readonly Door[]): Door[] => {
  for (const digest of ['draw', 'turn'] as const)
    if (new Set(doors.map((door) => door[digest])).size !== doors.length)
      throw new RangeError(`two homes have the same ${digest}`)
  return doors.toSorted((one, other) => inOrder(one.draw, other.draw))
}

/** Drawn doors in the order of their turns, which tells nothing of how they were drawn. */
const mixed = (drawn: readonly Door[]): string[] =>
  drawn.toSorted((one, other) => inOrder(one.turn, other.turn)).map(({ id }) => id)

/**
 * Doors for a spot check in two strata: of each the homes with the smallest draws, all of them where there are fewer. In an
 * order of its own: in that of their draws, the last doors would all be of the stratum that more is drawn of, and so the list
 * would tell what was reported. The order in which the homes are given does not matter, and a larger number adds doors to a
 * smaller one and drops none.
 * Returns the ids. Throws RangeError for sizes that are not whole numbers from 0, or equal draws or turns.
 */
export const drawDoors = (doors: readonly Door[], { reported, others }: DrawSize): string[] => {
  for (const size of [reported, others]) checkSize(size)
  const left = { reported, others }
  return mixed(byDraw(doors).filter(({ isReported }) => left[isReported ? 'reported' : 'others']-- > 0))
}

/**
 * Doors of all homes alike, whatever was reported: what a rule of lot quality is reckoned for. As many of each stratum come
 * as chance brings. Returns the ids, in an order of their own. Throws RangeError as `drawDoors` does.
 */
export const drawAlike = (doors: readonly Door[], size: number): string[] => {
  checkSize(size)
  return mixed(byDraw(doors).slice(0, size))
}

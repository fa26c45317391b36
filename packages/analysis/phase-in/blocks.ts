/** A deployment area as the order of starts sees it. */
export type PhaseUnit = {
  /** Its name, by which anybody can redo the order. */
  readonly id: string
  /** Expected burglaries for each home. */
  readonly rate: number
  /** BCU or other group that it lies in; starts are spread within each. */
  readonly group: string
}

/**
 * Blocks of areas that are alike: within each group by rate, so many at a time; a last block of less than half is
 * joined to the one before. Returns the block of each unit, numbered from 0.
 * Throws RangeError for a size below 2.
 */
export const blocksOf = (units: readonly PhaseUnit[], size: number): Int32Array => {
  if (!(Number.isInteger(size) && size >= 2))
    throw new RangeError(`a block must have 2 areas or more, found ${size}`)
  const block = new Int32Array(units.length)
  let next = 0
  const groups = Map.groupBy(units.keys(), (at) => units[at]!.group)
  for (const group of [...groups.keys()].toSorted()) {
    const members = groups
      .get(group)!
      .toSorted((a, b) => units[b]!.rate - units[a]!.rate || (units[a]!.id < units[b]!.id ? -1 : 1))
    const whole = Math.max(1, Math.floor(members.length / size) + (members.length % size >= size / 2 ? 1 : 0))
    for (const [place, at] of members.entries())
      block[at] = next + Math.min(whole - 1, Math.floor(place / size))
    next += whole
  }
  return block
}

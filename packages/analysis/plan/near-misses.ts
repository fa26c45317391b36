/**
 * Place of each area by expected burglaries per home, 1 the highest; equal rates share the higher place; 0 for areas
 * without homes, which have no rate.
 */
export const ranksByRate = (expected: Float64Array, homes: Float64Array): Int32Array => {
  const rates = expected.map((burglaries, area) => burglaries / homes[area]!)
  const order = [...homes.keys()]
    .filter((area) => homes[area]! > 0)
    .toSorted((a, b) => rates[b]! - rates[a]! || a - b)
  const ranks = new Int32Array(homes.length)
  order.forEach((area, place) => {
    const before = place > 0 ? order[place - 1]! : undefined
    ranks[area] = before !== undefined && rates[before] === rates[area] ? ranks[before]! : place + 1
  })
  return ranks
}

/**
 * Areas not chosen, those with the most expected burglaries per kit first, at most `count` of them: the ones a planner
 * will ask about. Areas without homes or without expected burglaries are no misses; nor are excluded ones.
 */
export const nearMisses = (
  expected: Float64Array,
  kits: Float64Array,
  chosen: readonly number[],
  exclude: readonly number[],
  count: number,
): number[] => {
  const settled = new Set([...chosen, ...exclude])
  const perKit = (area: number): number => expected[area]! / kits[area]!
  return [...expected.keys()]
    .filter((area) => kits[area]! > 0 && expected[area]! > 0 && !settled.has(area))
    .toSorted((a, b) => perKit(b) - perKit(a) || a - b)
    .slice(0, count)
}

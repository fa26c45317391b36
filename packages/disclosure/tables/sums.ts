/**
 * A count that is the sum of others, each part once. An increase is one too: this month's count is last month's and what was added.
 */
export type Sum = { readonly total: string; readonly parts: readonly string[] }

/** Sums that share cells, directly or by others. `isForest`: whether no two ways lead from one of its cells to another. */
export type Component = { cells: string[]; sums: Sum[]; isForest: boolean }

const cellsOf = ({ total, parts }: Sum): string[] => [total, ...parts]

/** The sums in the groups that bear on each other. Cells that are in no sum are in none of them. */
export const componentsOf = (sums: readonly Sum[]): Component[] => {
  const leaders = new Map<string, string>()
  const leaderOf = (cell: string): string => {
    let leader = cell
    for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader))
      leader = next
    leaders.set(cell, leader)
    return leader
  }
  for (const sum of sums) for (const cell of cellsOf(sum)) leaders.set(leaderOf(cell), leaderOf(sum.total))
  const groups = new Map<string, Sum[]>()
  for (const sum of sums) {
    const leader = leaderOf(sum.total)
    groups.set(leader, [...(groups.get(leader) ?? []), sum])
  }
  return [...groups.values()].map((group) => {
    const cells = [...new Set(group.flatMap(cellsOf))]
    const ends = group.reduce((count, sum) => count + cellsOf(sum).length, 0)
    // A connected graph of cells and sums has no way round where its lines are one fewer than its points.
    return { cells, sums: group, isForest: ends === cells.length + group.length - 1 }
  })
}

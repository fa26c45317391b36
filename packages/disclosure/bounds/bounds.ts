import { anyCount, type Interval } from '../tables/interval.ts'
import { componentsOf, type Component, type Sum } from '../tables/sums.ts'
import { openModel } from './model.ts'
import { tighten } from './tighten.ts'

/** A question to all tables that were published. */
export type Question = {
  /** What each table says of a cell; nothing is known of others but that they count. */
  known: ReadonlyMap<string, Interval>
  sums: readonly Sum[]
  cells: readonly string[]
}

const solve = async (
  component: Component,
  known: ReadonlyMap<string, Interval>,
  wanted: readonly string[],
): Promise<[string, Interval][]> => {
  const model = await openModel(component, known)
  const columnOf = new Map(component.cells.map((cell, at) => [cell, at]))
  const end = (sense: 'minimize' | 'maximize', column: number): number => {
    const found = model.find({ sense, columns: [column] })
    return found === 'endless' ? Infinity : found[column]!
  }
  try {
    return wanted.map((cell) => {
      const column = columnOf.get(cell)!
      return [cell, { low: end('minimize', column), high: end('maximize', column) }]
    })
  } finally {
    model.close()
  }
}

/**
 * What a reader who has all tables, and all sums between their cells, can still conclude of each cell: the least and the most that
 * it can be, exactly. Throws Contradiction where the tables cannot all be true.
 */
export const boundsOf = async ({ known, sums, cells }: Question): Promise<Map<string, Interval>> => {
  const tightened = tighten(known, sums)
  const bounds = new Map(cells.map((cell) => [cell, tightened.get(cell) ?? anyCount]))
  for (const component of componentsOf(sums)) {
    if (component.isForest) continue
    const own = new Set(component.cells)
    const open = cells.filter((cell) => own.has(cell))
    if (open.length === 0) continue
    for (const [cell, interval] of await solve(component, tightened, open)) bounds.set(cell, interval)
  }
  return bounds
}

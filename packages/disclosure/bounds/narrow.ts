import { anyCount, widthOf, type Interval } from '../tables/interval.ts'
import { componentsOf, type Component } from '../tables/sums.ts'
import type { Question } from './bounds.ts'
import { openModel, type Found } from './model.ts'
import { tighten } from './tighten.ts'

/** Cells that have been seen with counts far enough apart, each in tables that fit, need no question of their own. */
class Seen {
  readonly #least: number
  readonly #open: Map<number, { low: number; high: number }>

  constructor(columns: readonly number[], least: number) {
    this.#least = least
    this.#open = new Map(columns.map((column) => [column, { low: Infinity, high: -Infinity }]))
  }

  get open(): number[] {
    return [...this.#open.keys()]
  }

  isOpen(column: number): boolean {
    return this.#open.has(column)
  }

  look(found: Found): void {
    if (found === 'endless') return
    for (const [column, seen] of this.#open) {
      const count = found[column]!
      seen.low = Math.min(seen.low, count)
      seen.high = Math.max(seen.high, count)
      if (seen.high - seen.low >= this.#least) this.#open.delete(column)
    }
  }

  close(column: number): void {
    this.#open.delete(column)
  }
}

/** Those that cannot be so many apart. All at once first: as few of all as can be, as many, and then one after the other. */
const narrowOf = async (
  component: Component,
  known: ReadonlyMap<string, Interval>,
  { cells, least }: { cells: readonly string[]; least: number },
): Promise<string[]> => {
  const model = await openModel(component, known)
  const columnOf = new Map(component.cells.map((cell, at) => [cell, at]))
  const seen = new Seen(
    cells.map((cell) => columnOf.get(cell)!),
    least,
  )
  try {
    for (let before = Infinity; seen.open.length < before;) {
      before = seen.open.length
      seen.look(model.find({ sense: 'minimize', columns: seen.open }))
      seen.look(model.find({ sense: 'maximize', columns: seen.open }))
    }
    return cells.filter((cell) => {
      const column = columnOf.get(cell)!
      for (const sense of ['minimize', 'maximize'] as const) {
        if (!seen.isOpen(column)) return false
        const found = model.find({ sense, columns: [column] })
        if (found === 'endless') seen.close(column)
        else seen.look(found)
      }
      return seen.isOpen(column)
    })
  } finally {
    model.close()
  }
}

/**
 * Cells that a reader who has all tables knows more narrowly than `least`: whose most is less than that above their least. None
 * are missing where it is empty; where sums one by one already show some, the solver is not asked for more. Throws
 * Contradiction where the tables cannot all be true.
 */
export const narrowCells = async ({ known, sums, cells }: Question, least: number): Promise<string[]> => {
  const tightened = tighten(known, sums)
  const bySums = cells.filter((cell) => widthOf(tightened.get(cell) ?? anyCount) < least)
  if (bySums.length > 0) return bySums
  const narrow: string[] = []
  for (const component of componentsOf(sums)) {
    if (component.isForest) continue
    const own = new Set(component.cells)
    const open = cells.filter((cell) => own.has(cell))
    if (open.length > 0) narrow.push(...(await narrowOf(component, tightened, { cells: open, least })))
  }
  return narrow
}

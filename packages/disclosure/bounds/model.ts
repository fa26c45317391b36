import loader, { type Highs, type Model } from 'highs'
import { anyCount, type Interval } from '../tables/interval.ts'
import type { Component } from '../tables/sums.ts'
import { Contradiction } from './tighten.ts'

/** How much of each column is wanted: as little of their sum as can be, or as much. */
export type Wanted = { sense: 'minimize' | 'maximize'; columns: readonly number[] }

/** Counts that fit all tables, by column; or that the sum which is wanted has no end. */
export type Found = Float64Array | 'endless'

/** All counts that fit the tables of a component. `find` answers in whole numbers. */
export type TableModel = { find: (wanted: Wanted) => Found; close: () => void }

// Its types are those of CommonJS, where the loader is a member of what is imported. What runs is a module.
const loadHighs = loader as unknown as typeof loader.default

let loading: Promise<Highs> | undefined

/** The solver is a megabyte of WebAssembly, and loaded when first asked. */
const solver = (): Promise<Highs> => (loading ??= loadHighs())

/** One column for each cell, one row for each sum: its parts less its total make nothing. */
const load = (highs: Highs, { cells, sums }: Component, known: ReadonlyMap<string, Interval>): Model => {
  const columnOf = new Map(cells.map((cell, at) => [cell, at]))
  const bounds = cells.map((cell) => known.get(cell) ?? anyCount)
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { total, parts } of sums) {
    indices.push(...parts.map((part) => columnOf.get(part)!), columnOf.get(total)!)
    values.push(...parts.map(() => 1), -1)
    starts.push(indices.length)
  }
  const nothing = new Float64Array(sums.length)
  const model = highs.createModel({
    numCols: cells.length,
    numRows: sums.length,
    colCost: new Float64Array(cells.length),
    colLower: bounds.map(({ low }) => low),
    colUpper: bounds.map(({ high }) => (high === Infinity ? highs.infinity : high)),
    rowLower: nothing,
    rowUpper: nothing,
    matrix: { format: 'csr', numRows: sums.length, numCols: cells.length, starts, indices, values },
  })
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 })
  return model
}

const roundingOfSolver = 1e-6

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < roundingOfSolver

/** The solver's −0 is none. */
const inWhole = (found: Found): Found =>
  found === 'endless' ? found : found.map((value) => Math.round(value) || 0)

/**
 * Opens the tables of a component for questions, by linear programming with the basis of the question before, and in whole numbers
 * by branch and cut where that gives fractions (HiGHS; Huangfu and Hall 2018, Mathematical Programming Computation 10). `find`
 * throws Contradiction where the tables cannot be true, and an Error where the solver does not end with an answer.
 */
export const openModel = async (
  component: Component,
  known: ReadonlyMap<string, Interval>,
): Promise<TableModel> => {
  const highs = await solver()
  const { modelStatus, objectiveSense, variableType } = highs.constants
  const model = load(highs, component, known)
  const all = { kind: 'range', from: 0, to: component.cells.length - 1 } as const
  const setType = (type: 0 | 1): void =>
    void model.changeColsIntegrality(all, new Int32Array(component.cells.length).fill(type))
  const run = (): Found => {
    model.run()
    const status = model.getModelStatus()
    if (status === modelStatus.optimal) return model.getSolution().colValue
    if (status === modelStatus.unbounded) return 'endless'
    if (status === modelStatus.infeasible) throw new Contradiction('the tables cannot all be true')
    throw new Error(`the solver ends with status ${status}`)
  }
  return {
    find: ({ sense, columns: wanted }) => {
      const costs = new Float64Array(component.cells.length)
      for (const column of wanted) costs[column] = 1
      model.changeColsCost(all, costs)
      model.changeObjectiveSense(objectiveSense[sense])
      const found = run()
      if (found === 'endless' || found.every(isWhole)) return inWhole(found)
      setType(variableType.integer)
      const whole = run()
      setType(variableType.continuous)
      return inWhole(whole)
    },
    close: () => model.dispose(),
  }
}

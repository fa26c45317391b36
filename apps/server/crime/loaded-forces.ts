import { formatMonth, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { monthsByForce } from './forces.ts'

/** Months, `2015-01`, that a force's street files have, and those that they lack though files of a force have them around. */
export type ForceMonths = {
  /** Empty for files that name no force. */
  force: string
  loaded: string[]
  silent: string[]
}

/** From the first month to the last that is loaded of any force: what each force's files have and lack. */
export const monthsOfForces = (loaded: ReadonlyMap<string, ReadonlySet<Month>>): ForceMonths[] => {
  let [first, last] = [Infinity, -Infinity]
  for (const months of loaded.values())
    for (const month of months) [first, last] = [Math.min(first, month), Math.max(last, month)]
  const range = first > last ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const named = [...loaded].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return named.map(([force, months]) => ({
    force,
    loaded: range.filter((month) => months.has(month)).map(formatMonth),
    silent: range.filter((month) => !months.has(month)).map(formatMonth),
  }))
}

/** What street files are loaded, by force and month. */
export const loadedForces = async (tx: Transaction): Promise<ForceMonths[]> =>
  monthsOfForces(await monthsByForce(tx))

/** Months of a list, `2015-01`, that are missing between its first and its last. */
export const holesOf = (months: readonly Month[]): string[] => {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const has = new Set(months)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    .filter((month) => !has.has(month))
    .map(formatMonth)
}

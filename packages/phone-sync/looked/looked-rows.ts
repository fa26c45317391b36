import { lookedLimit, type LookedDay } from '@mettrace/protocol/batch/looked'
import type { PersonId } from '@mettrace/protocol/words/values'
import { put, type Change } from '../store/store.ts'
import type { LookedRow } from '../store/tables.ts'

/** Rows as the store has them; null where whoever is unlocked may not read one. */
export type LookedRows = ReadonlyMap<string, LookedRow | null>

/** Rows of one person that can be read. */
export const ownLooked = (rows: LookedRows, person: PersonId): [string, LookedRow][] =>
  [...rows].flatMap(([key, row]) => (row !== null && key.startsWith(`${person} `) ? [[key, row]] : []))

/** A person's rows that the server of this epoch has not taken yet, as many as one batch may hold, of the earliest days. */
export const untoldOf = (
  rows: LookedRows,
  person: PersonId,
  epoch: string | null,
): (readonly [key: string, row: LookedRow])[] => {
  const untold = ownLooked(rows, person).filter(([, { told }]) => told === null || told !== epoch)
  const days = [...new Set(untold.map(([, { day }]) => day))].toSorted()
  const some = new Set(days.slice(0, lookedLimit.days))
  return untold.filter(([, { day }]) => some.has(day)).slice(0, lookedLimit.homes)
}

/** What is told of rows: of each day its homes, each once and sorted, so that nothing says which was opened first. */
export const lookedDays = (rows: readonly (readonly [string, LookedRow])[]): LookedDay[] =>
  [...Map.groupBy(rows, ([, { day }]) => day)]
    .map(([day, of]) => ({ day, homes: [...new Set(of.map(([, { home }]) => home))].toSorted() }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))

/** Rows as they are once the server of an epoch has taken them. */
export const told = (rows: readonly (readonly [string, LookedRow])[], epoch: string): Change[] =>
  rows.map(([key, row]) => put('looked', key, { ...row, told: epoch }))

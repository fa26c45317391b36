import { pageDigest } from '@mettrace/protocol/pages/digest'
import {
  pageName,
  type Change,
  type PageName,
  type PageRow,
  type PageState,
} from '@mettrace/protocol/pages/pages'
import type { PersonId } from '@mettrace/protocol/words/values'
import type { PageValue } from '../store/tables.ts'

/**
 * A page as the phone holds it, with what it comes to: worked out from its rows when it is first asked for, never remembered beside
 * them. To open a phone nobody asks.
 */
export type HeldPage = { rows: ReadonlyMap<string, PageRow>; digest: string }
export type HeldPages = ReadonlyMap<PageName, HeldPage>

export const heldPage = (rows: Iterable<PageRow>): HeldPage => {
  const byId = new Map(Array.from(rows, (row) => [row.id, row]))
  let digest: string | undefined
  return {
    rows: byId,
    get digest() {
      return (digest ??= pageDigest(byId.values()))
    },
  }
}

/** Pages of one person among those that a store holds. */
export const pagesOf = (
  person: PersonId,
  stored: ReadonlyMap<string, PageValue>,
): Map<PageName, HeldPage> => {
  const held = new Map<PageName, HeldPage>()
  for (const [key, { rows }] of stored)
    if (key.startsWith(`${person} `)) held.set(pageName.parse(key.slice(person.length + 1)), heldPage(rows))
  return held
}

/** Pages with changes put in, in their order; only those that changed. A row that is gone leaves its page. */
export const changedPages = (held: HeldPages, changes: readonly Change[]): Map<PageName, HeldPage> => {
  const rowsOf = new Map<PageName, Map<string, PageRow>>()
  for (const { page, id, version, data } of changes) {
    const rows = rowsOf.get(page) ?? new Map(held.get(page)?.rows)
    rowsOf.set(page, rows)
    if (data === null || data === undefined) rows.delete(id)
    else rows.set(id, { id, version, data })
  }
  return new Map(Array.from(rowsOf, ([page, rows]) => [page, heldPage(rows.values())]))
}

/** Whether a page holds what the server says. */
export const agrees = (held: HeldPage | undefined, { count, digest }: PageState): boolean =>
  held !== undefined && held.rows.size === count && held.digest === digest

/** Whether pages are those that the server names, no other, and each holds what it should. */
export const allAgree = (held: HeldPages, states: readonly PageState[]): boolean =>
  held.size === states.length && states.every((state) => agrees(held.get(state.page), state))

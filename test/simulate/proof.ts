import { heldPage, pagesOf } from '../../packages/phone-sync/fetch/held-pages.ts'
import type { CursorValue, PageValue } from '../../packages/phone-sync/store/tables.ts'
import { positionOf } from '../../packages/protocol/pages/cursor.ts'
import type { PageName } from '../../packages/protocol/pages/pages.ts'
import type { PersonId } from '../../packages/protocol/words/values.ts'
import type { Handset } from './handset.ts'
import type { Station } from './station.ts'

/** What a cursor of a phone said that its pages hold, at some moment: each page's digest. */
export type Claim = CursorValue & { phone: number; digests: ReadonlyMap<PageName, string> }

/** What the cursors of a phone say now, but for those whose pages were wiped. `only`: of one cursor. */
export const claimsOf = (
  { wiped }: { readonly wiped: ReadonlySet<string> },
  { disk, number }: Handset,
  only?: string,
): Claim[] =>
  [...disk.rows('state')].flatMap(([key, value]) => {
    if (!key.startsWith('cursor ') || (only ?? key) !== key || wiped.has(`${number} ${key}`)) return []
    const person = key.slice('cursor '.length) as PersonId
    const held = pagesOf(person, disk.rows('pages') as ReadonlyMap<string, PageValue>)
    const digests = new Map(Array.from(held, ([page, { digest }]) => [page, digest]))
    return [{ ...(value as CursorValue), phone: number, digests }]
  })

/** Whether a phone held exactly what its cursor speaks for: the log of that epoch up to there, and no other page. */
export const proofOf = (
  { scopes, pagesAt }: Pick<Station, 'scopes' | 'pagesAt'>,
  { phone, epoch, cursor, scope, digests }: Claim,
): string[] => {
  const pages = scopes.get(scope)
  if (!pages) return [`phone ${phone}: a scope that the server never gave`]
  const wanted = pagesAt(epoch, positionOf(cursor), pages)
  return [...new Set([...digests.keys(), ...wanted.keys()])]
    .filter((page) => {
      const rows = wanted.get(page)
      return rows === undefined || digests.get(page) !== heldPage(rows.values()).digest
    })
    .map((page) => `phone ${phone}: ${page} is not what cursor ${cursor} of ${epoch} says`)
}

import { crossings, ruleOf, type Crossing, type DataKind, type Verb } from './access-table.ts'
import { isPersonRole, personRoles, type Role } from './roles.ts'

/** Where a person works in their role: codes of wards or BCUs; for the force, one empty code. */
export type Postings = { role: Role; places: readonly string[] }

/** Whose ward and BCU a row belongs to; null where it belongs to none. */
export type Belonging = { ward: string | null; bcu: string | null }

/** What a route, a page or a button asks of a role. */
export type Needs = { verb: Verb; kind: DataKind } | { crossing: Crossing }

/** Whether a role may do that with some row at all. */
export const allows = (role: Role, needs: Needs): boolean =>
  'crossing' in needs
    ? (crossings[needs.crossing] as readonly Role[]).includes(role)
    : ruleOf(role, needs.kind)[needs.verb] !== undefined

/**
 * Whether a person may do something with a row: the access table in words of its own, which a test holds against the
 * policies of the database. Without a posting nothing is allowed.
 */
export const mayRow = (
  { role, places }: Postings,
  verb: Verb,
  kind: DataKind,
  { ward, bcu }: Belonging,
): boolean => {
  if (isPersonRole(role) && places.length === 0) return false
  const scope = ruleOf(role, kind)[verb]
  if (scope === undefined) return false
  if (scope === 'all') return true
  const posted = isPersonRole(role) ? personRoles[role].posted : 'force'
  const place = posted === 'ward' ? ward : posted === 'bcu' ? bcu : null
  return place !== null && places.includes(place)
}

import { isPersonRole, personRoles, type Role } from '../../../foundation/access/roles.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { namedOutlines } from '../../../places/outlines.ts'
import { wardAndBcuNames } from '../../../places/place-names.ts'
import type { Vintage } from '../../../places/place-points.ts'
import { deploymentOf } from '../deployments/deployments.ts'
import { placeOfAreas } from '../deployments/place-of-deployment.ts'
import { countedAs, type SaturationPlace } from './place.ts'

export const placeKinds = ['deployment', 'ward', 'bcu', 'area'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** A place that a page is asked for: what it is called, what is counted of it, and its target where it has one of its own. */
export type AskedPlace = {
  kind: PlaceKind
  id: string
  name: string
  /** Number of a deployment. */
  number: number | null
  place: SaturationPlace
  target: number | null
}

/** Whoever is posted to wards sees no BCU whole, and is shown none. */
export const kindsShown = (role: Role): readonly PlaceKind[] =>
  isPersonRole(role) && personRoles[role].posted === 'ward'
    ? placeKinds.filter((kind) => kind !== 'bcu')
    : placeKinds

/** The same where there is none and where it is not of the actor's places. */
const noSuchPlace = (): MetTraceError =>
  new MetTraceError('not_found', 'There is no such place, or none of its homes is in your wards.')

const deploymentAsked = async (tx: Transaction, id: string, today: string): Promise<AskedPlace> => {
  const found = idFrom(id) && (await deploymentOf(tx, id, today))
  if (!found) throw noSuchPlace()
  const { name, number, saturation } = found
  return { kind: 'deployment', id, name, number, place: placeOfAreas(found), target: saturation }
}

const areaAsked = async (tx: Transaction, code: string): Promise<AskedPlace> => {
  const vintage: Vintage | undefined = await countedGround(tx)
  if (!vintage || !(await countedAs(tx, code)).area) throw noSuchPlace()
  const [area] = await namedOutlines(tx, vintage, [code])
  return {
    kind: 'area',
    id: code,
    name: area?.name ?? code,
    number: null,
    place: { areas: { vintage, codes: [code] } },
    target: null,
  }
}

/**
 * The place of a page by its kind and its id or code. Errors: `not_found`, the same where there is none and where nothing of it is
 * counted in the actor's own places.
 */
export const placeAsked = async (
  tx: Transaction,
  role: Role,
  { kind, id }: { kind: string; id: string },
  today: string,
): Promise<AskedPlace> => {
  if (kind === 'deployment') return deploymentAsked(tx, id, today)
  if (kind === 'area') return areaAsked(tx, id)
  if ((kind !== 'ward' && kind !== 'bcu') || !kindsShown(role).includes(kind)) throw noSuchPlace()
  if (!(await countedAs(tx, id))[kind]) throw noSuchPlace()
  const named = (await wardAndBcuNames(tx)).find((each) => each.kind === kind && each.code === id)
  return { kind, id, name: named?.name ?? id, number: null, place: { [kind]: id }, target: null }
}

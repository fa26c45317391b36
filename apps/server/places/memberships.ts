import type { Transaction } from '../foundation/with-actor.ts'
import { boroughsOfAreas } from './boroughs.ts'
import { areaIndexOf } from './place-points.ts'

type Area = { code: string; name: string | null; easting: number; northing: number }

/** Which larger area each area lies in: a place in `names`, or −1 where that is not known. */
export type Membership = { of: Int32Array; names: string[] }

const membershipOf = (names: readonly (string | undefined)[]): Membership => {
  const known = [...new Set(names.filter((name) => name !== undefined))].toSorted()
  const placeOf = new Map(known.map((name, at) => [name, at]))
  return {
    of: Int32Array.from(names, (name) => (name === undefined ? -1 : (placeOf.get(name) ?? -1))),
    names: known,
  }
}

/** Names of borough outlines by their codes: where a name is missing, the code stands for it. */
const boroughNames = async (tx: Transaction): Promise<Map<string, string>> => {
  const { rows } = await tx.query<{ code: string; name: string | null }>(
    `select distinct on (code) code, name from places.area where kind = 'borough' order by code, valid_from desc`,
  )
  return new Map(rows.map(({ code, name }) => [code, name ?? code]))
}

/** Borough of each area: from its official name, else from the borough outline that holds its centre. */
export const boroughMembership = async (tx: Transaction, areas: readonly Area[]): Promise<Membership> => {
  const { borough, boroughNames: found } = await boroughsOfAreas(tx, areas)
  const names = await boroughNames(tx)
  return membershipOf(
    Array.from(borough, (at) => {
      const name = found[at]
      return name === undefined ? undefined : (names.get(name) ?? name)
    }),
  )
}

/**
 * Basic Command Unit of each area: by a look-up from its borough, by name or code, or from the area itself, into a
 * column whose name has BCU in it; else the BCU outline that holds its centre. None is known where neither is loaded.
 */
export const bcuMembership = async (tx: Transaction, areas: readonly Area[]): Promise<Membership> => {
  const { of, names } = await boroughMembership(tx, areas)
  const codeOf = new Map([...(await boroughNames(tx))].map(([code, name]) => [name, code]))
  const { rows } = await tx.query<{ from: string; to: string }>(
    `select from_code as from, min(to_code) as to from places.lookup
     where to_column ~* 'bcu' and from_code = any ($1)
       and to_column = (select min(to_column) from places.lookup where to_column ~* 'bcu')
     group by from_code having count(distinct to_code) = 1`,
    [[...names, ...codeOf.values(), ...areas.map(({ code }) => code)]],
  )
  const bcuOf = new Map(rows.map(({ from, to }) => [from, to]))
  const found = areas.map(({ code }, at) => {
    const borough = names[of[at] ?? -1]
    return bcuOf.get(code) ?? bcuOf.get(borough ?? '') ?? bcuOf.get(codeOf.get(borough ?? '') ?? '')
  })
  if (found.includes(undefined)) {
    const { rows: vintages } = await tx.query<{ valid_from: string }>(
      `select valid_from from places.vintage where kind = 'bcu' order by valid_from desc limit 1`,
    )
    const validFrom = vintages[0]?.valid_from
    if (validFrom !== undefined) {
      const outlines = await areaIndexOf(tx, { kind: 'bcu', validFrom })
      for (const [at, { easting, northing }] of areas.entries())
        found[at] ??= outlines.find(easting, northing)
    }
  }
  return membershipOf(found)
}

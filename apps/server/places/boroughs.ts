import type { Transaction } from '../foundation/with-actor.ts'
import { areaIndexOf } from './place-points.ts'

type Area = { code: string; name: string | null; easting: number; northing: number }

/** The Office for National Statistics names a small area after its district: "Camden 001A". */
const districtOfName = (name: string | null): string | undefined => /^(.+) \d{3}[A-Z]$/.exec(name ?? '')?.[1]

/**
 * Borough of each area: from its official name, else from the borough outline that holds its centre. Areas of which
 * neither is known are −1.
 */
export const boroughsOfAreas = async (
  tx: Transaction,
  areas: readonly Area[],
): Promise<{ borough: Int32Array; boroughNames: string[] }> => {
  const names = areas.map(({ name }) => districtOfName(name))
  if (names.includes(undefined)) {
    const { rows } = await tx.query<{ valid_from: string }>(
      `select valid_from from places.vintage where kind = 'borough' order by valid_from desc limit 1`,
    )
    const validFrom = rows[0]?.valid_from
    if (validFrom !== undefined) {
      const outlines = await areaIndexOf(tx, { kind: 'borough', validFrom })
      for (const [at, { easting, northing }] of areas.entries())
        names[at] ??= outlines.find(easting, northing)
    }
  }
  const boroughNames = [...new Set(names.filter((name) => name !== undefined))].toSorted()
  const numberOf = new Map(boroughNames.map((name, at) => [name, at]))
  return {
    borough: Int32Array.from(names, (name) => (name === undefined ? -1 : (numberOf.get(name) ?? -1))),
    boroughNames,
  }
}

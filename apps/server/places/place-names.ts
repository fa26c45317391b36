import type { Transaction } from '../foundation/with-actor.ts'

export type PlaceChoice = { code: string; name: string }

/** Wards or BCUs to post people to: those of the latest boundaries, or for BCUs of the look-ups. */
export const placesToPost = async (tx: Transaction, kind: 'ward' | 'bcu'): Promise<PlaceChoice[]> => {
  const { rows } = await tx.query<PlaceChoice>(
    `select code, coalesce(name, code) as name from places.area
     where kind = $1 and valid_from = (select max(valid_from) from places.vintage where kind = $1)
     order by 2, 1`,
    [kind],
  )
  if (rows.length > 0 || kind === 'ward') return rows
  const { rows: looked } = await tx.query<PlaceChoice>(
    `select distinct to_code as code, to_code as name from places.lookup where to_column ~* 'bcu' order by 1`,
  )
  return looked
}

/** Places by their codes as people call them, with the code beside: `Abbey (E05000001)`. */
export type WardWords = (code: string) => string

const inWords = async (tx: Transaction, kind: string, codes: readonly string[]): Promise<WardWords> => {
  const { rows } = await tx.query<PlaceChoice>(
    `select distinct on (code) code, coalesce(name, code) as name from places.area
     where kind = $1 and code = any ($2) order by code, valid_from desc`,
    [kind, [...new Set(codes)]],
  )
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return (code) => {
    const name = names.get(code) ?? code
    return name === code ? code : `${name} (${code})`
  }
}

export const wardsInWords = (tx: Transaction, codes: readonly string[]): Promise<WardWords> =>
  inWords(tx, 'ward', codes)

export const bcusInWords = (tx: Transaction, codes: readonly string[]): Promise<WardWords> =>
  inWords(tx, 'bcu', codes)

/** Small areas, which streets are counted in. */
export const areasInWords = (tx: Transaction, codes: readonly string[]): Promise<WardWords> =>
  inWords(tx, 'lsoa', codes)

export type NamedPlace = { kind: string; code: string; name: string | null }

/** Wards and BCUs by name, as their latest boundaries have it. */
export const wardAndBcuNames = async (tx: Transaction): Promise<NamedPlace[]> => {
  const { rows } = await tx.query<NamedPlace>(
    `select distinct on (kind, code) kind, code, name from places.area
     where kind in ('ward', 'bcu') order by kind, code, valid_from desc`,
  )
  return rows
}

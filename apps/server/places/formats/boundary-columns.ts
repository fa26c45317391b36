import { MetTraceError } from '../../foundation/errors.ts'

export type BoundaryKind = 'oa' | 'lsoa' | 'ward' | 'borough' | 'bcu'

/** Headings of official codes by kind of area, as the Office for National Statistics and the GLA write them. */
const codePatterns: Record<BoundaryKind, readonly RegExp[]> = {
  oa: [/^oa\d{2}cd$/i, /^oa_?code$/i, /^geo_?code$/i],
  lsoa: [/^lsoa\d{2}cd$/i, /^lsoa_?code$/i, /^geo_?code$/i],
  ward: [/^wd\d{2}cd$/i, /^ward_?code$/i, /^gss_?code$/i],
  borough: [/^(lad|ltla|ctyua|lb)\d{2}cd$/i, /^(lad|borough)_?code$/i, /^gss_?code$/i],
  bcu: [/^bcu\d{0,2}_?(cd|code)$/i, /^gss_?code$/i],
}
const anyCode = [/^code$/i, /^id$/i]

const namePatterns: Record<BoundaryKind, readonly RegExp[]> = {
  oa: [/^oa\d{2}nm$/i],
  lsoa: [/^lsoa\d{2}nm$/i, /^lsoa_?name$/i],
  ward: [/^wd\d{2}nm$/i, /^ward_?name$/i],
  borough: [/^(lad|ltla|ctyua|lb)\d{2}nm$/i, /^(lad|borough)_?name$/i],
  bcu: [/^bcu\d{0,2}_?(nm|name)$/i],
}
const anyName = [/^name$/i]

const firstMatch = (properties: readonly string[], patterns: readonly RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = properties.find((property) => pattern.test(property))
    if (found !== undefined) return found
  }
  return undefined
}

const named = (properties: readonly string[], wanted: string, file: string): string => {
  const found =
    properties.find((property) => property === wanted) ??
    properties.find((property) => property.toLowerCase() === wanted.toLowerCase())
  if (found !== undefined) return found
  throw new MetTraceError('column_missing', `These boundaries have no column "${wanted}".`, {
    file,
    column: wanted,
    found: properties.join(', '),
    expected: wanted,
  })
}

/**
 * Columns of code and name: the ones named, else the ones that such files have.
 * Errors: `column_missing` with what was found, for a column that was named and, for the code, when none is known.
 */
export const boundaryColumns = (
  properties: readonly string[],
  wanted: { kind: BoundaryKind; code?: string; name?: string },
  file: string,
): { code: string; name: string | null } => {
  const code =
    wanted.code === undefined
      ? firstMatch(properties, [...codePatterns[wanted.kind], ...anyCode])
      : named(properties, wanted.code, file)
  if (code === undefined) {
    throw new MetTraceError(
      'column_missing',
      'The column of the official code could not be found. Name it with --code.',
      {
        file,
        found: properties.join(', ') || 'no columns',
        expected: 'a column such as LSOA11CD or GSS_CODE',
      },
    )
  }
  const name =
    wanted.name === undefined
      ? (firstMatch(properties, [...namePatterns[wanted.kind], ...anyName]) ?? null)
      : named(properties, wanted.name, file)
  return { code, name }
}

import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/**
 * Relations that end in `found (code, homes, carried)`, the homes of the codes of a relation `asked (code)` that stands
 * before them: an area's own, of the latest day; without a count of its own those of the areas that a look-up turns into
 * it (a split area shared out equally, merged ones added up); of several look-ups the one whose areas all have homes.
 */
export const homesFound = `
  counted as (
    select distinct on (code) code, homes from places.home_count order by code, as_of desc, source
  ), uncounted as (
    select code from asked where code not in (select code from counted)
  ), pair as (
    select from_column, to_column, from_code, to_code from places.lookup
    where to_code in (select code from uncounted)
  ), sharing as (
    select from_column, to_column, from_code, count(*) as parts
    from places.lookup join (select distinct from_column, to_column from pair) as used using (from_column, to_column)
    group by from_column, to_column, from_code
  ), carried as (
    select p.to_code as code, sum(c.homes::float8 / s.parts) as homes, count(c.code) = count(*) as whole
    from pair p join sharing s using (from_column, to_column, from_code)
    left join counted c on c.code = p.from_code
    group by p.to_code, p.from_column, p.to_column
  ), found as (
    select code, homes, false as carried from counted where code in (select code from asked)
    union all
    (select distinct on (code) code, round(homes)::int, true
     from carried where homes is not null order by code, whole desc, homes desc)
  )`

/**
 * Homes of areas, in the order of `codes`; none where nothing is known of an area.
 * Errors: `not_enough` when no area has homes.
 */
export const homesOfAreas = async (
  tx: Transaction,
  codes: readonly string[],
): Promise<{ homes: Float64Array; warnings: string[] }> => {
  const { rows } = await tx.query<{ code: string; homes: number; carried: boolean }>(
    `with asked as (select unnest($1::text[]) as code), ${homesFound}
     select code, homes, carried from found`,
    [codes],
  )
  const found = new Map(rows.map(({ code, homes }) => [code, homes]))
  if (found.size === 0) {
    throw new MetTraceError(
      'not_enough',
      'No homes are loaded for these areas. Import them first: mettrace import homes FILE --code COLUMN --homes COLUMN.',
    )
  }
  const carried = rows.filter((row) => row.carried).length
  const missing = codes.filter((code) => !found.has(code))
  const warnings: string[] = []
  if (carried > 0)
    warnings.push(
      `Homes of ${carried} ${carried === 1 ? 'area' : 'areas'} are carried over from another vintage by the look-up.`,
    )
  if (missing.length > 0) {
    warnings.push(
      `Areas without homes loaded, which count as having none: ${missing.length} (${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}).`,
    )
  }
  return { homes: Float64Array.from(codes, (code) => found.get(code) ?? 0), warnings }
}

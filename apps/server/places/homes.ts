import { count } from '../foundation/words/figures.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { editionInWords, homeRule, isCovered, registerOf, type Register } from './register-counts.ts'
import { unusedSources } from './home-sources.ts'
import type { AreaKind } from './area-kinds.ts'
import type { Queries, Transaction } from '../foundation/with-actor.ts'

/**
 * Relations that end in `found (code, homes, carried)`, the homes of the codes of a relation `asked (code)` that stands
 * before them: an area's own, of the latest day, from a source in use; without a count of its own those of the areas that a look-up turns into
 * it (a split area shared out equally, merged ones added up); of several look-ups the one whose areas all have homes.
 */
const homesFound = `
  ${unusedSources}, counted as (
    select distinct on (code) code, homes from places.home_count h
    where not exists (select from unused u where u.as_of = h.as_of and u.source = h.source)
    order by code, as_of desc, source
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

/** Boundaries that are loaded: how many areas they have, and how many homes in all of them. */
export type LoadedVintage = { kind: AreaKind; validFrom: string; areas: number; homes: number }

export const loadedVintages = async (tx: Queries): Promise<LoadedVintage[]> => {
  const { rows } = await tx.query<LoadedVintage>(
    `with asked as (select distinct code from places.area), ${homesFound}
     select a.kind, a.valid_from as "validFrom", count(*)::int as areas, coalesce(sum(f.homes), 0)::int as homes
     from places.area a left join found f using (code)
     group by a.kind, a.valid_from order by a.kind, a.valid_from`,
  )
  return rows
}

/** How many homes of areas are the register's, how many are households, and by which edition and rule. */
const sourceWords = ({ edition, rule }: Register, registered: number, others: number): string =>
  `Homes of ${count(registered, 'area')} are those of the register: ${editionInWords(edition)}; ${rule.words}.` +
  (others === 0 ? '' : ` Of ${count(others, 'area')} they are households: the register does not cover them.`)

type FoundHomes = { code: string; homes: number; carried: boolean }

const foundHomes = async (tx: Queries, codes: readonly string[]): Promise<FoundHomes[]> => {
  const { rows } = await tx.query<FoundHomes>(
    `with asked as (select unnest($1::text[]) as code), ${homesFound}
     select code, homes, carried from found`,
    [codes],
  )
  return rows
}

/**
 * Homes of areas, in the order of `codes`; none where nothing is known of an area. Where an accepted edition of addresses
 * covers an area they are the homes of the register, elsewhere households.
 * Errors: `not_enough` when no area has homes.
 */
export const homesOfAreas = async (
  tx: Transaction,
  codes: readonly string[],
): Promise<{ homes: Float64Array; warnings: string[] }> => {
  const rows = await foundHomes(tx, codes)
  const found = new Map(rows.map(({ code, homes }) => [code, homes]))
  const register = await registerOf(tx, codes)
  const registered = new Set<string>()
  for (const code of register ? codes : []) {
    const homes = register?.of.get(code)?.homes
    if (homes === undefined || !isCovered(homes, found.get(code))) continue
    registered.add(code)
    found.set(code, homes)
  }
  if (found.size === 0) {
    throw new MetTraceError(
      'not_enough',
      'No homes are loaded for these areas. Import them first: mettrace import homes FILE --code COLUMN --homes COLUMN.',
    )
  }
  const carried = rows.filter((row) => row.carried && !registered.has(row.code)).length
  const missing = codes.filter((code) => !found.has(code))
  const warnings: string[] = []
  if (register && registered.size > 0)
    warnings.push(sourceWords(register, registered.size, found.size - registered.size))
  if (carried > 0)
    warnings.push(`Homes of ${count(carried, 'area')} are carried over from another vintage by the look-up.`)
  if (missing.length > 0) {
    warnings.push(
      `Areas without homes loaded, which count as having none: ${missing.length} (${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}).`,
    )
  }
  return { homes: Float64Array.from(codes, (code) => found.get(code) ?? 0), warnings }
}

/** Households of areas, by code, whatever the register says; nothing of an area of which none are known. */
export const householdsOf = async (
  tx: Queries,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await foundHomes(tx, codes)
  return new Map(rows.flatMap(({ code, homes }) => (homes > 0 ? [[code, homes] as const] : [])))
}

/** Homes of one area as the command and pages tell them; what only the register knows is null where it does not cover it. */
export type AreaHomes = {
  homes: number
  excluded: Record<string, number>
  flats: number | null
  multipleOccupation: number | null
  institutions: number | null
  edition: { number: number; format: string; asOf: string } | null
  rule: string
}

/** Homes of an area, or of a ward alone. Errors: `not_found` for a code that no boundaries have, and `not_enough`. */
export const homesOfArea = async (tx: Transaction, code: string, kind?: 'ward'): Promise<AreaHomes> => {
  const { rows } = await tx.query(
    'select from places.area where code = $1 and kind = coalesce($2, kind) limit 1',
    [code, kind ?? null],
  )
  if (rows.length === 0)
    throw new MetTraceError(
      'not_found',
      `No boundaries that are loaded have the ${kind ?? 'area'} ${code}.`,
      {
        found: code,
      },
    )
  const { rows: found } = await tx.query<{ homes: number; carried: boolean }>(
    `with asked as (select $1::text as code), ${homesFound} select homes, carried from found`,
    [code],
  )
  const households = found[0]?.homes
  const register = await registerOf(tx, [code])
  const registered = register?.of.get(code)
  if (register && registered && isCovered(registered.homes, households)) {
    const { number, format, asOf } = register.edition
    const { kind: _kind, ...counted } = registered
    return { ...counted, edition: { number, format, asOf }, rule: register.rule.words }
  }
  if (households === undefined)
    throw new MetTraceError(
      'not_enough',
      `Nothing is known of the homes of ${code}. Import an address file that covers it, or households.`,
    )
  return {
    homes: households,
    excluded: {},
    flats: null,
    multipleOccupation: null,
    institutions: null,
    edition: null,
    rule: found[0]?.carried
      ? 'households, carried over from another vintage by the look-up'
      : 'households, as imported',
  }
}

/** Homes of an area before an edition and after it, as its counts have them; null where nothing is known. */
export type AreaEffect = {
  kind: string
  validFrom: string
  code: string
  name: string | null
  before: number | null
  after: number
}

/**
 * What an edition does to the homes of areas: before it, those of the edition that it was compared with where there was
 * one, else households. Without `ward`, of every kind of area.
 */
export const effectOfEdition = async (
  tx: Transaction,
  edition: { id: string; standsOn: number },
  { ward }: { ward?: { validFrom: string } } = {},
): Promise<AreaEffect[]> => {
  const { bedsits } = await homeRule(tx)
  const homesByRule = bedsits ? 'dwellings + undivided + bedsits' : 'dwellings + undivided + shared'
  const { rows } = await tx.query<AreaEffect>(
    `with a as (select kind, valid_from, code, ${homesByRule} as homes from places.address_count where edition = $1),
     b as (
       select kind, valid_from, code, ${homesByRule} as homes from places.address_count c
       join places.address_edition e on e.id = c.edition where e.number = $2
     ), asked as (select code from a union select code from b), ${homesFound}
     select coalesce(a.kind, b.kind) as kind, coalesce(a.valid_from, b.valid_from) as "validFrom",
            coalesce(a.code, b.code) as code, area.name,
            case when $2 > 0 then coalesce(b.homes, 0) else f.homes end as before, coalesce(a.homes, 0) as after
     from a full join b using (kind, valid_from, code)
     left join found f on f.code = coalesce(a.code, b.code)
     left join places.area on area.kind = coalesce(a.kind, b.kind) and area.valid_from = coalesce(a.valid_from, b.valid_from)
       and area.code = coalesce(a.code, b.code)
     where $3::date is null or (coalesce(a.kind, b.kind) = 'ward' and coalesce(a.valid_from, b.valid_from) = $3)
     order by 1, 2, 3`,
    [edition.id, edition.standsOn, ward?.validFrom ?? null],
  )
  return rows
}

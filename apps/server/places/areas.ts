import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Vintage } from './place-points.ts'

/** An area: its code, its name where its boundaries give one, and its middle, metres. */
export type Area = { code: string; name: string | null; easting: number; northing: number }

/** Areas of a vintage, in the order of their codes byte by byte. */
export const areasOf = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<Area[]> => {
  const { rows } = await tx.query<Area>(
    `select code, name, centre_easting as easting, centre_northing as northing
     from places.area where kind = $1 and valid_from = $2 order by code collate "C"`,
    [kind, validFrom],
  )
  return rows
}

/** Every set of boundaries that is loaded. */
export const vintagesLoaded = async (tx: Transaction): Promise<Vintage[]> => {
  const { rows } = await tx.query<Vintage>(
    'select kind, valid_from as "validFrom" from places.vintage order by kind, valid_from',
  )
  return rows
}

/**
 * The boundaries named by the day they came into force, or those in force on a day: of several the last, and when none
 * had come into force yet, the earliest.
 * Errors: `not_enough` when no such boundaries are loaded.
 */
export const chooseVintage = async (
  tx: Transaction,
  kind: string,
  wanted: { on: string; validFrom?: string | undefined },
): Promise<Vintage> => {
  const { rows } = await tx.query<{ valid_from: string }>(
    `select valid_from from places.vintage where kind = $1 and valid_from = coalesce($3::date, valid_from)
     order by (valid_from <= $2::date and coalesce(valid_to, 'infinity') >= $2::date) desc,
              (valid_from <= $2::date) desc,
              case when valid_from <= $2::date then valid_from end desc nulls last,
              valid_from
     limit 1`,
    [kind, wanted.on, wanted.validFrom ?? null],
  )
  const validFrom = rows[0]?.valid_from
  if (validFrom === undefined) {
    throw new MetTraceError(
      'not_enough',
      `No boundaries of the kind ${kind}${wanted.validFrom ? ` of ${wanted.validFrom}` : ''} are loaded. Import them first: mettrace import areas FILE --kind ${kind} --valid-from DATE.`,
    )
  }
  return { kind, validFrom }
}

/** Areas with boundaries in force at $1 (kind) and $2 (first day): relation `placed (easting, northing, code)`. */
export const placedPoints = `(select easting, northing, code from places.point_area where kind = $1 and valid_from = $2)`

/**
 * Relations that end in `resolved (given, code)`, the area of a vintage ($1 kind, $2 first day) that each code of a
 * relation `given (code)` stands for: the code itself, else the only one that a look-up gives for it; null where nothing
 * knows the code.
 */
export const resolvedCodes = `
  direct as (
    select g.code as given, g.code
    from given g join places.area a on a.kind = $1 and a.valid_from = $2 and a.code = g.code
  ), candidate as (
    select l.from_code as given, l.to_code as code from places.lookup l join given g on g.code = l.from_code
    union
    select l.to_code, l.from_code from places.lookup l join given g on g.code = l.to_code
  ), resolved as (
    select given, code from direct
    union all
    select c.given, min(c.code)
    from candidate c join places.area a on a.kind = $1 and a.valid_from = $2 and a.code = c.code
    where c.given not in (select given from direct)
    group by c.given having count(*) = 1
    union all
    -- A code that nothing knows belongs to another force: its snapped point must not be taken for a place of ours.
    select g.code, null
    from given g
    where exists (select from places.area where kind = 'lsoa')
      and not exists (select from places.area a where a.code = g.code)
      and not exists (select from candidate c where c.given = g.code)
  )`

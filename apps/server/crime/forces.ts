import type { Transaction } from '../foundation/with-actor.ts'
import type { Month } from '../foundation/month.ts'
import { placedPoints, resolvedCodes } from '../places/areas.ts'
import type { Vintage } from '../places/place-points.ts'
import type { CountedCity } from './types.ts'

/**
 * Its files hold crimes on railways all over the country, and no area is its own (Railways and Transport Safety Act
 * 2003, Part 3): where it is silent, the force of the area still tells of the area.
 */
export const withoutAreas = 'British Transport Police'

/** Files that name no force, and those imported before forces were kept: they may be any force's. */
export const notSaid = ''

/** The one force that publishes MPS recorded crime counts, by the name that it has in street files. */
const metropolitan = 'Metropolitan Police Service'

/**
 * Works out which force polices each area of a vintage, where files of several are loaded. Nobody publishes it for every
 * kind and vintage of area, but the files tell: a force's crimes stand in its own areas, but for a few snapped across the
 * border. So it is the force with most burglaries there, for each month of its files: by the sum alone a force of which
 * little is loaded would lose its areas to what a neighbour's many months have snapped into them.
 */
export const findForces = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<void> => {
  await tx.query('delete from target.area_force where kind = $1 and valid_from = $2', [kind, validFrom])
  const { rows } = await tx.query(
    'select from target.loaded_force where force not in ($1, $2) group by force limit 2',
    [withoutAreas, notSaid],
  )
  if (rows.length < 2) return
  await tx.query(
    `insert into target.area_force (kind, valid_from, code, force)
     with given as (
       select distinct code from target.burglary where source = 'street' and code is not null
     ), ${resolvedCodes}, loaded as (
       select force, count(*) as months from target.loaded_force where force not in ($3, $4) group by force
     ), reported as (
       select coalesce(r.code, p.code) as code, b.force, count(*) as burglaries
       from target.burglary b
       left join resolved r on r.given = b.code
       left join ${placedPoints} p on r.given is null and p.easting = b.easting and p.northing = b.northing
       where b.source = 'street' group by 1, 2
     )
     select distinct on (code) $1, $2::date, code, force
     from reported join loaded using (force)
     where code is not null
     order by code, burglaries::float8 / months desc, force`,
    [kind, validFrom, withoutAreas, notSaid],
  )
}

/**
 * Takes note of the months that files of each force have. Months of files that said none are taken back once every
 * burglary of theirs has come again with its force.
 */
export const rememberForces = async (
  tx: Transaction,
  loaded: readonly { force: string; month: string }[],
): Promise<void> => {
  const months = loaded.map(({ month }) => month)
  await tx.query(
    `insert into target.loaded_force (force, month)
     select * from unnest($1::text[], $2::date[]) on conflict do nothing`,
    [loaded.map(({ force }) => force), months],
  )
  await tx.query(
    `delete from target.loaded_force f
     where f.force = $1 and f.month = any ($2::date[])
       and exists (select from target.loaded_force named where named.month = f.month and named.force <> $1)
       and not exists (select from target.burglary b
                       where b.month = f.month and b.source = 'street' and b.force is null)`,
    [notSaid, months],
  )
}

/** The force of each area where files of several are loaded, and the months that each one's files have. */
export type Forces = { ofArea: Map<string, string>; months: Map<string, Set<Month>> }

export const forcesOf = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<Forces> => {
  const { rows: areas } = await tx.query<{ code: string; force: string }>(
    'select code, force from target.area_force where kind = $1 and valid_from = $2',
    [kind, validFrom],
  )
  return {
    ofArea: new Map(areas.map(({ code, force }) => [code, force])),
    months: await monthsByForce(tx),
  }
}

/** The months that the files of each force have. */
export const monthsByForce = async (tx: Transaction): Promise<Forces['months']> => {
  const { rows } = await tx.query<{ force: string; months: Month[] }>(
    `select force, array_agg((extract(year from month) * 12 + extract(month from month) - 1)::int) as months
     from target.loaded_force group by force`,
  )
  return new Map(rows.map(({ force, months }) => [force, new Set(months)]))
}

/**
 * The forces that police the areas of a city, by name; empty where no file that is loaded names one. Where files of one
 * force alone are loaded, it polices all of them.
 */
export const policedBy = async (
  tx: Transaction,
  { kind, validFrom, source, codes }: Pick<CountedCity, 'kind' | 'validFrom' | 'source' | 'codes'>,
): Promise<string[]> => {
  if (source === 'mps') return [metropolitan]
  const { rows } = await tx.query<{ force: string }>(
    `select distinct force from target.area_force
     where kind = $1 and valid_from = $2 and code = any ($3::text[]) order by force`,
    [kind, validFrom, codes],
  )
  return rows.length > 0 ? rows.map(({ force }) => force) : forcesLoaded(tx)
}

/** Every force whose street files are loaded and that has areas of its own, by name. */
export const forcesLoaded = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ force: string }>(
    'select distinct force from target.loaded_force where force not in ($1, $2) order by force',
    [withoutAreas, notSaid],
  )
  return rows.map(({ force }) => force)
}

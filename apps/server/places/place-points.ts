import type { Transaction } from '../foundation/with-actor.ts'
import { areaIndex, type AreaIndex } from './formats/point-in-areas.ts'
import { decodeWkb } from './wkb.ts'

export type Point = { easting: number; northing: number }
export type Vintage = { kind: string; validFrom: string }

export const pointKey = ({ easting, northing }: Point): string => `${easting},${northing}`

/** Every code that boundaries of a kind or a look-up know; empty when no such boundaries are loaded. */
export const knownCodes = async (tx: Transaction, kind: string): Promise<Set<string>> => {
  const { rows } = await tx.query<{ code: string }>(
    `with area as (select distinct code from places.area where kind = $1)
     select code from area
     union select from_code from places.lookup where exists (select from area) and to_code in (select code from area)
     union select to_code from places.lookup where exists (select from area) and from_code in (select code from area)`,
    [kind],
  )
  return new Set(rows.map(({ code }) => code))
}

/** The outlines of a vintage as an index that tells which area holds a point. */
export const areaIndexOf = async (tx: Transaction, vintage: Vintage): Promise<AreaIndex> => {
  const { rows } = await tx.query<{ code: string; boundary: Buffer }>(
    'select code, boundary from places.area where kind = $1 and valid_from = $2',
    [vintage.kind, vintage.validFrom],
  )
  return areaIndex(rows.map(({ code, boundary }) => ({ code, polygons: decodeWkb(boundary) })))
}

/** The outlines that some of the points may lie in: those whose box holds one. */
const nearbyIndexOf = async (
  tx: Transaction,
  vintage: Vintage,
  points: readonly Point[],
): Promise<AreaIndex> => {
  const { rows } = await tx.query<{ code: string; boundary: Buffer }>(
    `select code, boundary from places.area a
     where kind = $1 and valid_from = $2 and exists (
       select from unnest($3::int[], $4::int[]) as p (easting, northing)
       where p.easting between a.min_easting and a.max_easting and p.northing between a.min_northing and a.max_northing)`,
    [
      vintage.kind,
      vintage.validFrom,
      points.map(({ easting }) => easting),
      points.map(({ northing }) => northing),
    ],
  )
  return areaIndex(rows.map(({ code, boundary }) => ({ code, polygons: decodeWkb(boundary) })))
}

/** Above this many points it is cheaper to read every outline than to ask which are near. */
const fewPoints = 500

/** Finds the area of each point, and remembers it, also when there is none. */
export const placePoints = async (
  tx: Transaction,
  vintage: Vintage,
  points: readonly Point[],
): Promise<void> => {
  if (points.length === 0) return
  const index =
    points.length > fewPoints ? await areaIndexOf(tx, vintage) : await nearbyIndexOf(tx, vintage, points)
  await tx.query(
    `insert into places.point_area (kind, valid_from, easting, northing, code)
     select $1, $2, * from unnest($3::int[], $4::int[], $5::text[])
     on conflict do nothing`,
    [
      vintage.kind,
      vintage.validFrom,
      points.map(({ easting }) => easting),
      points.map(({ northing }) => northing),
      points.map(({ easting, northing }) => index.find(easting, northing) ?? null),
    ],
  )
}

/** Which of the points lie in an area of a kind, of any vintage; by `pointKey`. */
export const areasOfPoints = async (
  tx: Transaction,
  kind: string,
  points: readonly Point[],
): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  if (points.length === 0) return found
  const { rows } = await tx.query<{ valid_from: string }>(
    'select valid_from from places.vintage where kind = $1 order by valid_from',
    [kind],
  )
  for (const { valid_from: validFrom } of rows) {
    const vintage = { kind, validFrom }
    const index =
      points.length > fewPoints ? await areaIndexOf(tx, vintage) : await nearbyIndexOf(tx, vintage, points)
    for (const point of points) {
      const code = index.find(point.easting, point.northing)
      if (code !== undefined) found.set(pointKey(point), code)
    }
  }
  return found
}

/** Tells which of the points lie in an area of any kind; all of them where no boundaries are loaded. */
export const insideAreas = async (
  tx: Transaction,
  points: readonly Point[],
): Promise<(point: Point) => boolean> => {
  // Boroughs, which are few, hold most of what is held at all.
  const { rows: kinds } = await tx.query<{ kind: string }>(
    'select kind from places.area group by kind order by count(*)',
  )
  if (kinds.length === 0) return () => true
  const inside = new Set<string>()
  let left = [...new Map(points.map((point) => [pointKey(point), point])).values()]
  for (const { kind } of kinds) {
    if (left.length === 0) break
    for (const key of (await areasOfPoints(tx, kind, left)).keys()) inside.add(key)
    left = left.filter((point) => !inside.has(pointKey(point)))
  }
  return (point) => inside.has(pointKey(point))
}

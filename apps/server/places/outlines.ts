import type { Transaction } from '../foundation/with-actor.ts'
import type { Vintage } from './place-points.ts'

export type Outline = { code: string; boundary: Buffer }

/** Outlines of a vintage (WKB, British National Grid), in the order of their codes byte by byte; made-up areas have none. */
export const outlinesOf = async (
  tx: Transaction,
  { kind, validFrom }: { kind: string; validFrom: string | null },
): Promise<(Outline & { name: string | null })[]> => {
  const { rows } = await tx.query<Outline & { name: string | null }>(
    `select code, name, boundary from places.area where kind = $1 and valid_from = $2 order by code collate "C"`,
    [kind, validFrom],
  )
  return rows
}

/** Outlines of some areas of a vintage (WKB, British National Grid). */
export const outlinesOfCodes = async (
  tx: Transaction,
  { kind, validFrom }: Vintage,
  codes: readonly string[],
): Promise<Outline[]> => {
  const { rows } = await tx.query<Outline>(
    `select code, boundary from places.area
     where kind = $1 and valid_from = $2 and code = any ($3)`,
    [kind, validFrom, codes],
  )
  return rows
}

/** Eastings and northings, metres, between which every area of a vintage lies; null where there is none. */
export type Extent = {
  west: number | null
  south: number | null
  east: number | null
  north: number | null
}

export const extentOf = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<Extent> => {
  const { rows } = await tx.query<Extent>(
    `select min(min_easting) as west, min(min_northing) as south, max(max_easting) as east, max(max_northing) as north
     from places.area where kind = $1 and valid_from = $2`,
    [kind, validFrom],
  )
  return rows[0] ?? { west: null, south: null, east: null, north: null }
}

/** Streets and ground of the made-up city, to be drawn. */
export type Ground = {
  streets: { name: string; line: Buffer }[]
  ground: { kind: string; name: string; boundary: Buffer }[]
}

export const groundToDraw = async (tx: Transaction): Promise<Ground> => {
  const { rows: streets } = await tx.query<Ground['streets'][number]>('select name, line from places.street')
  const { rows: ground } = await tx.query<Ground['ground'][number]>(
    'select kind, name, boundary from places.ground',
  )
  return { streets, ground }
}

/** An area with its name, its outline (WKB, British National Grid) and its centre, metres. */
export type NamedOutline = Outline & { name: string | null; easting: number; northing: number }

/** Some areas of a kind: of one vintage, or each of the latest boundaries that have it. */
export const namedOutlines = async (
  tx: Transaction,
  { kind, validFrom }: { kind: string; validFrom: string | null },
  codes: readonly string[],
): Promise<NamedOutline[]> => {
  const { rows } = await tx.query<NamedOutline>(
    `select distinct on (code) code, name, boundary, centre_easting as easting, centre_northing as northing
     from places.area where kind = $1 and code = any ($3) and ($2::date is null or valid_from = $2)
     order by code, valid_from desc`,
    [kind, validFrom, codes],
  )
  return rows
}

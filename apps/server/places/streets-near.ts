import type { Transaction } from '../foundation/with-actor.ts'
import type { Box } from './clip-line.ts'
import { wardsOfAreas } from './wards.ts'

/** What is drawn around homes; lines as WKB, outlines as WKB MultiPolygon, metres. */
export type Surroundings = {
  streets: { name: string | null; line: Buffer }[]
  areas: { name: string; boundary: Buffer }[]
}

/** Links that begin further away than this from what is looked at are not found; hardly one is as long, metres. */
const longestLink = 1000

/** Streets that may run through a box: those of the made-up city by their names, else links of the network, which have none. */
export const streetsNear = async (
  tx: Transaction,
  { west, south, east, north }: Box,
): Promise<Surroundings['streets']> => {
  const { rows: named } = await tx.query<{ name: string; line: Buffer }>(
    'select name, line from places.street',
  )
  if (named.length > 0) return named
  const { rows } = await tx.query<{ line: Buffer }>(
    `select line from places.street_link
     where from_easting between $1 and $2 and from_northing between $3 and $4 order by key`,
    [west - longestLink, east + longestLink, south - longestLink, north + longestLink].map(Math.round),
  )
  return rows.map(({ line }) => ({ name: null, line }))
}

/** Small areas of a ward that reach into a box, of the newest boundaries. */
const areasNear = async (
  tx: Transaction,
  { west, south, east, north }: Box,
  ward: string,
): Promise<Surroundings['areas']> => {
  const { rows } = await tx.query<{
    code: string
    name: string | null
    boundary: Buffer
    easting: number
    northing: number
  }>(
    `select code, name, boundary, centre_easting as easting, centre_northing as northing from places.area
     where kind = 'lsoa' and valid_from = (select max(valid_from) from places.vintage where kind = 'lsoa')
       and max_easting >= $1 and min_easting <= $2 and max_northing >= $3 and min_northing <= $4
     order by code collate "C"`,
    [west, east, south, north].map(Math.round),
  )
  if (rows.length === 0) return []
  const wards = await wardsOfAreas(tx, rows, [ward])
  return rows
    .filter((_, at) => wards[at] === ward)
    .map(({ code, name, boundary }) => ({ name: name ?? code, boundary }))
}

/** Streets of any ward around some place, and the borders of one ward's own areas there. */
export const surroundingsOf = async (tx: Transaction, box: Box, ward: string): Promise<Surroundings> => ({
  streets: await streetsNear(tx, box),
  areas: await areasNear(tx, box, ward),
})

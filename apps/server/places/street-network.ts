import type { StreetPieces } from '@mettrace/analysis/displacement/street-network'
import type { Database } from '../foundation/database.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { leftOutWarnings } from './formats/left-out.ts'
import { readNetworks } from './formats/network-files.ts'
import { importFiles, type ImportReport } from './import-session.ts'
import { decodeLine, encodeLine } from './wkb.ts'

/**
 * Imports the streets of a network. What was there stays: networks of neighbouring boroughs become one where their
 * junctions have the same place. Of one line the least of the lengths given counts.
 */
export const importNetwork = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> =>
  importFiles(database, actor, 'network', paths, async (tx, path, warn) => {
    progress('reading streets')
    const { links, tallies } = await readNetworks(path)
    for (const tally of tallies) {
      const { otherDirection: _expected, ...odd } = tally.leftOut
      for (const words of leftOutWarnings({ ...tally, leftOut: odd })) warn(words)
    }
    const { rowCount } = await tx.query(
      `insert into places.street_link (line, metres)
       select line, min(metres) from unnest($1::bytea[], $2::float8[]) as given (line, metres) group by line
       on conflict (key) do update set metres = excluded.metres where street_link.metres > excluded.metres`,
      [links.map(({ line }) => encodeLine(line)), links.map(({ metres }) => metres)],
    )
    const leftOut: Record<string, number> = {}
    for (const tally of tallies) {
      for (const [reason, count] of Object.entries(tally.leftOut))
        leftOut[reason] = (leftOut[reason] ?? 0) + count
    }
    const taken = rowCount ?? 0
    return {
      file: path,
      rows: tallies.reduce((sum, tally) => sum + tally.rows, 0),
      taken,
      alreadyPresent: links.length - taken,
      leftOut,
      possibleRepeats: 0,
    }
  })

/** The streets that are loaded, each corner of their lines joined to the next; undefined where none are. */
export const loadedStreets = async (tx: Transaction): Promise<StreetPieces | undefined> => {
  const { rows } = await tx.query<{ line: Buffer; metres: number }>(
    'select line, metres from places.street_link order by key',
  )
  if (rows.length === 0) return undefined
  const lines = rows.map(({ line, metres }) => ({ line: decodeLine(line), metres }))
  const count = lines.reduce((sum, { line }) => sum + line.length / 2 - 1, 0)
  const pieces = {
    fromEasting: new Float64Array(count),
    fromNorthing: new Float64Array(count),
    toEasting: new Float64Array(count),
    toNorthing: new Float64Array(count),
    metres: new Float64Array(count),
  }
  let piece = 0
  for (const { line, metres } of lines) {
    const first = piece
    let drawn = 0
    for (let at = 2; at < line.length; at += 2, piece++) {
      const [x, y, toX, toY] = line.subarray(at - 2, at + 2) as unknown as [number, number, number, number]
      pieces.fromEasting[piece] = x
      pieces.fromNorthing[piece] = y
      pieces.toEasting[piece] = toX
      pieces.toNorthing[piece] = toY
      drawn += pieces.metres[piece] = Math.hypot(toX - x, toY - y)
    }
    // The length that the street has is shared out by what is drawn of it.
    for (let own = first; own < piece; own++) pieces.metres[own] = (pieces.metres[own]! * metres) / drawn
  }
  return pieces
}

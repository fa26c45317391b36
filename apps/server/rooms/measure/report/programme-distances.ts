import { centroidDistances, outlineDistances, type Outline } from '@mettrace/analysis/displacement/distances'
import { networkDistances } from '@mettrace/analysis/displacement/network-distances'
import { ringEdges } from '@mettrace/analysis/displacement/rings'
import { streetNetwork } from '@mettrace/analysis/displacement/street-network'
import { MetTraceError } from '../../../foundation/errors.ts'
import { piecesOf, type StoredStreet } from '../../../places/street-pieces.ts'
import { decodeWkb } from '../../../places/wkb.ts'
import type { ProgrammePanel } from '../programme/programme-panel.ts'
import type { Distances } from './groups.ts'

/** Metres from every area to the nearest covered one; by outline and along the streets up to the last ring. */
export const distancesOf = (
  panel: ProgrammePanel,
  boundaries: readonly Uint8Array[],
  streets: readonly StoredStreet[],
): Distances => {
  const { easting, northing } = panel
  const reach = ringEdges.at(-1)!
  const marked = Uint8Array.from(panel.deployment, (own) => (own >= 0 ? 1 : 0))
  const outlines = boundaries.map((bytes): Outline => decodeWkb(Buffer.from(bytes)).flat())
  return {
    centroid: centroidDistances(easting, northing, marked),
    outline: outlineDistances(outlines, marked, reach),
    network:
      streets.length === 0
        ? undefined
        : networkDistances(streetNetwork(piecesOf(streets)), easting, northing, marked, reach),
  }
}

/**
 * Distances by the way that a programme chose. Errors: `not_enough` for the way along the streets where none are loaded,
 * or only those of elsewhere.
 */
export const chosenDistances = (
  distances: Distances,
  by: keyof Distances,
  { deployment }: ProgrammePanel,
): Float64Array => {
  const chosen = distances[by]
  const where = {
    column: 'controls.by',
    found: by,
    expected: 'centroid, outline, or a network to be imported',
  }
  if (!chosen) throw new MetTraceError('not_enough', 'No street network is loaded to measure along.', where)
  const others = chosen.filter((_, area) => deployment[area]! < 0)
  if (others.some(Number.isNaN) && !others.some(Number.isFinite))
    throw new MetTraceError(
      'not_enough',
      'The streets that are loaded are not those around the areas with kits: no area beside them can be reached.',
      where,
    )
  return chosen
}

import { centroidDistances, outlineDistances, type Outline } from '@mettrace/analysis/displacement/distances'
import { ringEdges } from '@mettrace/analysis/displacement/rings'
import { decodeWkb } from '../../places/wkb.ts'
import type { ProgrammePanel } from '../programme/programme-panel.ts'
import type { Distances } from './groups.ts'

/** Metres from every area to the nearest covered one; by outline up to the last ring. */
export const distancesOf = (panel: ProgrammePanel, boundaries: readonly Uint8Array[]): Distances => {
  const marked = Uint8Array.from(panel.deployment, (own) => (own >= 0 ? 1 : 0))
  const outlines = boundaries.map((bytes): Outline => decodeWkb(Buffer.from(bytes)).flat())
  return {
    centroid: centroidDistances(panel.easting, panel.northing, marked),
    outline: outlineDistances(outlines, marked, ringEdges.at(-1)!),
  }
}

import type { Controls } from './report-types.ts'

/** How the metres to the nearest covered area are measured, as people read it. */
export const distanceWords: Record<Controls['by'], string> = {
  centroid: 'between centroids',
  outline: 'between outlines',
  network: 'along the streets',
}

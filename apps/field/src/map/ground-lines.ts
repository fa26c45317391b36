import type { RowData } from '@mettrace/protocol/pages/rows'
import type { Plane, Point } from './plane.ts'

export type GroundLine = { name: string | null; points: readonly Point[] }

/** Corners of a line of the protocol: millionths of a degree, each the difference from the one before. */
export const cornersOf = (line: readonly number[], plane: Plane): Point[] => {
  const points: Point[] = []
  let [longitude, latitude] = [0, 0]
  for (let at = 0; at + 1 < line.length; at += 2) {
    longitude += line[at]!
    latitude += line[at + 1]!
    points.push(plane.toPoint({ longitude: longitude / 1e6, latitude: latitude / 1e6 }))
  }
  return points
}

/** Streets and borders of all assignments; where two reach into each other, what is the same is drawn once. */
export const groundLines = (
  ground: readonly RowData<'ground'>[],
  plane: Plane,
): { streets: GroundLine[]; areas: GroundLine[] } => {
  const linesOf = (which: 'streets' | 'areas'): GroundLine[] =>
    Array.from(
      new Map(ground.flatMap((each) => each[which]).map((line) => [line.line.join(' '), line])).values(),
      ({ name, line }) => ({ name, points: cornersOf(line, plane) }),
    )
  return { streets: linesOf('streets'), areas: linesOf('areas') }
}

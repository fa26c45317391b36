import Flatbush from 'flatbush'

/** Lines that nobody is sent across: rivers, railways, motorways. Each easting, northing, easting …, metres of EPSG:27700. */
export type BarrierLines = readonly ArrayLike<number>[]

/** Whether the straight way from one point to another meets a barrier. */
export type IsCut = (fromX: number, fromY: number, toX: number, toY: number) => boolean

/** Twice the area of a triangle, above 0 where its corners go round anticlockwise. */
const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

/** A way that only touches a barrier is cut too. */
export const cutBy = (barriers: BarrierLines): IsCut => {
  const pieces: [number, number, number, number][] = barriers.flatMap((line) =>
    Array.from({ length: Math.max(0, line.length / 2 - 1) }, (_, at): [number, number, number, number] => [
      line[2 * at]!,
      line[2 * at + 1]!,
      line[2 * at + 2]!,
      line[2 * at + 3]!,
    ]),
  )
  if (pieces.length === 0) return () => false
  const index = new Flatbush(pieces.length)
  for (const [ax, ay, bx, by] of pieces) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()
  return (px, py, qx, qy) => {
    const near = index.search(Math.min(px, qx), Math.min(py, qy), Math.max(px, qx), Math.max(py, qy))
    return near.some((which) => {
      const [ax, ay, bx, by] = pieces[which]!
      return (
        turn(ax, ay, bx, by, px, py) * turn(ax, ay, bx, by, qx, qy) <= 0 &&
        turn(px, py, qx, qy, ax, ay) * turn(px, py, qx, qy, bx, by) <= 0
      )
    })
  }
}

/** Metres, between which something is looked at. */
export type Box = { west: number; south: number; east: number; north: number }

/** A line's corners: easting, northing, easting, northing …, metres. */
export type Line = readonly number[]

/** The share of a step that lies within a box, from 0 to 1; undefined where none does (Liang and Barsky, 1984). */
const shareInside = (
  [x, y, toX, toY]: readonly [number, number, number, number],
  { west, south, east, north }: Box,
): readonly [number, number] | undefined => {
  let [from, to] = [0, 1]
  const edges = [
    [x - toX, x - west],
    [toX - x, east - x],
    [y - toY, y - south],
    [toY - y, north - y],
  ] as const
  for (const [along, room] of edges) {
    if (along === 0 && room < 0) return undefined
    if (along < 0) from = Math.max(from, room / along)
    if (along > 0) to = Math.min(to, room / along)
  }
  return from <= to ? [from, to] : undefined
}

/** The pieces of a line that lie within a box. A piece of one point is none. */
export const clipLine = (line: Line, box: Box): Line[] => {
  const pieces: number[][] = []
  let piece: number[] = []
  const end = (): void => {
    if (piece.length >= 4) pieces.push(piece)
    piece = []
  }
  for (let at = 2; at + 1 < line.length; at += 2) {
    const step = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!] as const
    const [x, y, toX, toY] = step
    const share = shareInside(step, box)
    if (!share) {
      end()
      continue
    }
    const [from, to] = share
    if (from > 0 || piece.length === 0) {
      end()
      piece.push(x + from * (toX - x), y + from * (toY - y))
    }
    if (to > from) piece.push(x + to * (toX - x), y + to * (toY - y))
    if (to < 1) end()
  }
  end()
  return pieces
}

/** How far a point is from a straight step, metres. */
const awayFrom = (x: number, y: number, fromX: number, fromY: number, toX: number, toY: number): number => {
  const [along, across] = [toX - fromX, toY - fromY]
  const square = along * along + across * across
  const share =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * along + (y - fromY) * across) / square))
  return Math.hypot(x - fromX - share * along, y - fromY - share * across)
}

/** A line with fewer corners, none of which was further than `metres` from what is left (Douglas and Peucker, 1973). */
export const simplerLine = (line: Line, metres: number): Line => {
  const last = line.length / 2 - 1
  const kept = new Set([0, last])
  const toDo: [number, number][] = [[0, last]]
  for (let stretch = toDo.pop(); stretch; stretch = toDo.pop()) {
    const [first, end] = stretch
    let [furthest, most] = [-1, metres]
    for (let at = first + 1; at < end; at++) {
      const away = awayFrom(
        line[2 * at]!,
        line[2 * at + 1]!,
        line[2 * first]!,
        line[2 * first + 1]!,
        line[2 * end]!,
        line[2 * end + 1]!,
      )
      if (away > most) [furthest, most] = [at, away]
    }
    if (furthest < 0) continue
    kept.add(furthest)
    toDo.push([first, furthest], [furthest, end])
  }
  return line.filter((_, at) => kept.has(Math.floor(at / 2)))
}

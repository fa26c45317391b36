import { mostCorners, type RowData } from '@mettrace/protocol/pages/rows'
import { clipLine, simplerLine, type Box, type Line } from '../../../../places/clip-line.ts'
import { toDegrees } from '../../../../places/formats/projection.ts'
import type { Surroundings } from '../../../../places/streets-near.ts'
import { decodeLine, decodeWkb } from '../../../../places/wkb.ts'

/** What a phone draws an assignment on, as its page has it but for the assignment's own id. */
export type Ground = Omit<RowData<'ground'>, 'assignment'>

/** So far beyond the outermost homes streets are drawn, metres. */
const margin = 150

/** What a line may be off by where all is drawn, and then where it is too much for a phone, metres. */
const tolerances = [0.5, 1, 2, 4, 8, 16] as const

const longestName = 120

export const boxAround = (places: readonly { easting: number; northing: number }[]): Box => {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { easting, northing } of places) {
    box.west = Math.min(box.west, easting - margin)
    box.east = Math.max(box.east, easting + margin)
    box.south = Math.min(box.south, northing - margin)
    box.north = Math.max(box.north, northing + margin)
  }
  return box
}

type Drawn = { kind: 'street' | 'area'; name: string | null; line: Line }

const lineInDegrees = (line: Line): number[] => {
  const numbers: number[] = []
  let [lastX, lastY] = [0, 0]
  for (let at = 0; at < line.length; at += 2) {
    const [x, y] = toDegrees(line[at]!, line[at + 1]!).map((degrees) => Math.round(degrees * 1e6)) as [
      number,
      number,
    ]
    numbers.push(x - lastX, y - lastY)
    ;[lastX, lastY] = [x, y]
  }
  return numbers
}

const cornersOf = (lines: readonly Drawn[]): number =>
  lines.reduce((sum, { line }) => sum + line.length / 2, 0)

/** Lines as good as a phone can hold; where even rough ones are too many, those in the middle. */
const fitting = (lines: readonly Drawn[], box: Box): Drawn[] => {
  let simpler: Drawn[] = []
  for (const metres of tolerances) {
    simpler = lines.map((each) => ({ ...each, line: simplerLine(each.line, metres) }))
    if (cornersOf(simpler) <= mostCorners) return simpler
  }
  const middle = [(box.west + box.east) / 2, (box.south + box.north) / 2] as const
  const away = ({ line }: Drawn): number => Math.hypot(line[0]! - middle[0], line[1]! - middle[1])
  let left: number = mostCorners
  return simpler
    .toSorted((one, other) => away(one) - away(other))
    .filter(({ line }) => (left -= line.length / 2) >= 0)
}

/** Streets and borders within a box, as phones draw them. */
export const groundOf = ({ streets, areas }: Surroundings, box: Box): Ground => {
  const within = (kind: Drawn['kind'], name: string | null, line: Float64Array): Drawn[] =>
    clipLine([...line], box).map((piece) => ({
      kind,
      name: name?.slice(0, longestName) ?? null,
      line: piece,
    }))
  const drawn = [
    ...streets.flatMap(({ name, line }) => within('street', name, decodeLine(line))),
    ...areas.flatMap(({ name, boundary }) =>
      decodeWkb(boundary).flatMap((rings) => rings.flatMap((ring) => within('area', name, ring))),
    ),
  ]
  const kept = Map.groupBy(fitting(drawn, box), ({ kind }) => kind)
  const inDegrees = (kind: Drawn['kind']): Ground['streets'] =>
    (kept.get(kind) ?? []).map(({ name, line }) => ({ name, line: lineInDegrees(line) }))
  return { streets: inDegrees('street'), areas: inDegrees('area') }
}

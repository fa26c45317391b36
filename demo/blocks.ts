import { Delaunay } from 'd3-delaunay'
import { Chance } from './random.ts'
import { centre, type Point, type Shape } from './shape.ts'

/** What a block of the city is used for; country lies outside it. */
export type BlockUse = 'homes' | 'park' | 'wood' | 'water' | 'country'

/** Blocks between streets: Voronoi cells of points that stand in rows, each district with rows of its own. */
export type Blocks = {
  delaunay: Delaunay<Point>
  points: Point[]
  use: BlockUse[]
  homes: Int32Array
  /** 1 north of the river, 0 south of it. */
  bank: Uint8Array
}

const districtHomes = 5000
const meanHomes = 42

/** Points in rows turned by an angle, every point belonging to the district whose middle is nearest. */
const rowsOfDistrict = (
  chance: Chance,
  middle: Point,
  reach: number,
  keep: (point: Point) => boolean,
): Point[] => {
  const angle = chance.between(0, Math.PI / 2)
  const [deep, long] = [chance.between(95, 125), chance.between(125, 190)]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const points: Point[] = []
  const [rows, columns] = [Math.ceil(reach / deep), Math.ceil(reach / long)]
  for (let row = -rows; row <= rows; row++) {
    const bend = chance.between(-0.12, 0.12) * long
    for (let column = -columns; column <= columns; column++) {
      const x = (column + (row % 2) * 0.08) * long + bend + chance.between(-0.06, 0.06) * long
      const y = row * deep + chance.between(-0.06, 0.06) * deep
      const point: Point = [middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos]
      if (keep(point)) points.push(point)
    }
  }
  return points
}

const layPoints = (homes: number, shape: Shape, chance: Chance): Point[] => {
  const count = Math.max(4, Math.round((1.35 * homes) / districtHomes))
  const reach = 1.22 * shape.radius
  const middles: Point[] = []
  while (middles.length < count) {
    const point: Point = [
      centre.easting + chance.between(-reach, reach),
      centre.northing + chance.between(-reach, reach),
    ]
    if (shape.out(point) < 1.25) middles.push(point)
  }
  const districts = Delaunay.from(middles)
  const across = 2.6 * reach * Math.sqrt(1 / count) + 400
  return middles.flatMap((middle, at) =>
    rowsOfDistrict(
      chance,
      middle,
      across,
      (point) => shape.out(point) < 1.16 && districts.find(point[0], point[1], at) === at,
    ),
  )
}

/** Open spaces: their middles, sizes and what grows there. */
const layGreens = (
  homes: number,
  shape: Shape,
  chance: Chance,
): { point: Point; reach: number; use: 'park' | 'wood' }[] =>
  Array.from({ length: Math.max(5, Math.round(homes / 5500)) }, () => {
    const angle = chance.between(0, 2 * Math.PI)
    const away = Math.sqrt(chance.between(0.02, 0.95)) * shape.radius
    return {
      point: [centre.easting + away * Math.cos(angle), centre.northing + away * Math.sin(angle)],
      reach: chance.between(90, 210) * (chance.happens(0.15) ? 2.2 : 1),
      use: chance.happens(0.25) ? 'wood' : 'park',
    }
  })

const spread = (weights: Float64Array, total: number): Int32Array => {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let [done, given] = [0, 0]
  return Int32Array.from(weights, (weight) => {
    done += (weight / sum) * total
    const share = Math.round(done) - given
    given += share
    return share
  })
}

/** Lays out the blocks of a city of so many homes. */
export const layBlocks = (homes: number, shape: Shape, seed: number): Blocks => {
  const chance = new Chance(seed)
  const points = layPoints(homes, shape, chance)
  const greens = layGreens(homes, shape, chance)
  const use = points.map((point): BlockUse => {
    if (Math.abs(point[1] - shape.river(point[0])) < shape.riverWidth / 2 + 45) return 'water'
    if (shape.out(point) > 1) return 'country'
    const green = greens.find(
      ({ point: middle, reach }) => Math.hypot(point[0] - middle[0], point[1] - middle[1]) < reach,
    )
    return green?.use ?? 'homes'
  })
  const weights = Float64Array.from(points, (point, at) => {
    if (use[at] !== 'homes') return 0
    const out = shape.out(point)
    return meanHomes * (0.65 + 1.1 * Math.exp(-5 * out * out)) * Math.exp(0.3 * chance.normal())
  })
  return {
    delaunay: Delaunay.from(points),
    points,
    use,
    homes: spread(weights, homes),
    bank: Uint8Array.from(points, ([easting, northing]) => (northing > shape.river(easting) ? 1 : 0)),
  }
}

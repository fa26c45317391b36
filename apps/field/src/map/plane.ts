/** A place on the ground in metres east and north of the middle of a round. */
export type Point = { x: number; y: number }

type Degrees = { latitude: number; longitude: number }

/** Metres of a degree of latitude; over the few kilometres of a round the Earth is flat to a metre. */
const metresOfDegree = 111_195

/** A flat map around a place: equirectangular, true at that place. */
export type Plane = { toPoint: (place: Degrees) => Point; toDegrees: (point: Point) => Degrees }

export const planeAround = ({ latitude, longitude }: Degrees): Plane => {
  const east = metresOfDegree * Math.cos((latitude * Math.PI) / 180)
  return {
    toPoint: (place) => ({
      x: (place.longitude - longitude) * east,
      y: (place.latitude - latitude) * metresOfDegree,
    }),
    toDegrees: ({ x, y }) => ({ longitude: longitude + x / east, latitude: latitude + y / metresOfDegree }),
  }
}

/** What is seen: the place in the middle of the screen, and how many metres a pixel is. */
export type View = { middle: Point; scale: number }
export type Size = { width: number; height: number }

/** Metres of a pixel, between which one may zoom. */
export const scales = { least: 0.04, most: 20 } as const

export const toScreen = ({ middle, scale }: View, { width, height }: Size, { x, y }: Point): Point => ({
  x: width / 2 + (x - middle.x) / scale,
  y: height / 2 - (y - middle.y) / scale,
})

export const toGround = ({ middle, scale }: View, { width, height }: Size, { x, y }: Point): Point => ({
  x: middle.x + (x - width / 2) * scale,
  y: middle.y - (y - height / 2) * scale,
})

/** Moved by pixels: what was under a finger stays under it. */
export const moved = ({ middle, scale }: View, by: Point): View => ({
  middle: { x: middle.x - by.x * scale, y: middle.y + by.y * scale },
  scale,
})

/** Zoomed by a factor, above 1 nearer, about a place on the screen that stays where it is. */
export const zoomed = (view: View, size: Size, factor: number, about: Point): View => {
  const scale = Math.min(scales.most, Math.max(scales.least, view.scale / factor))
  const fixed = toGround(view, size, about)
  return {
    middle: {
      x: fixed.x - (about.x - size.width / 2) * scale,
      y: fixed.y + (about.y - size.height / 2) * scale,
    },
    scale,
  }
}

/** Two fingers: moved with their middle and zoomed by how far they went apart. */
export const pinched = (
  view: View,
  size: Size,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
): View => {
  const middleOf = ([one, other]: readonly [Point, Point]): Point => ({
    x: (one.x + other.x) / 2,
    y: (one.y + other.y) / 2,
  })
  const apart = ([one, other]: readonly [Point, Point]): number =>
    Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
  const [was, is] = [middleOf(from), middleOf(to)]
  return zoomed(moved(view, { x: is.x - was.x, y: is.y - was.y }), size, apart(to) / apart(from), is)
}

import { Chance } from './random.ts'

/** Metres of the British National Grid; the city lies in the North Sea, where no place is. */
export const centre = { easting: 620_000, northing: 440_000 }

export type Point = [easting: number, northing: number]

/** The lie of the land: where the city ends, where its river runs. */
export type Shape = {
  /** Metres from the centre to the edge, in the mean. */
  radius: number
  /** Share of the way from the centre to the edge; above 1 is country. */
  out: (point: Point) => number
  /** Northing of the river's middle at an easting. */
  river: (easting: number) => number
  riverWidth: number
}

/** Homes that a square kilometre of the city has in the mean, parks and water included. */
const homesInSquareKilometre = 2300

export const shapeOf = (homes: number, seed: number): Shape => {
  const chance = new Chance(seed)
  const radius = 1000 * Math.sqrt(homes / homesInSquareKilometre / Math.PI)
  const waves = [2, 3, 5].map((times) => ({
    times,
    size: chance.between(0.03, 0.13) / Math.sqrt(times / 2),
    turn: chance.between(0, 2 * Math.PI),
  }))
  const bends = [1.1, 2.3, 4.7].map((times) => ({
    times,
    size: (chance.between(0.1, 0.2) * radius) / times,
    turn: chance.between(0, 2 * Math.PI),
  }))
  return {
    radius,
    out: ([easting, northing]) => {
      const [x, y] = [easting - centre.easting, northing - centre.northing]
      const angle = Math.atan2(y, x)
      const edge = waves.reduce(
        (sum, { times, size, turn }) => sum + size * Math.sin(times * angle + turn),
        1,
      )
      return Math.hypot(x, y) / (radius * edge)
    },
    river: (easting) => {
      const along = ((easting - centre.easting) / radius) * Math.PI
      return bends.reduce(
        (sum, { times, size, turn }) => sum + size * Math.sin(times * along + turn),
        centre.northing - radius * 0.08,
      )
    },
    riverWidth: Math.min(260, 60 + radius / 60),
  }
}

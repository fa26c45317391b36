import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import type { StreetsGround } from '@mettrace/analysis/rounds/streets/streets-ground'
import type { StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'

/** Pixels of a metre. */
const scale = 2

/** Streets in grey; each round a line of its colour from a filled to an open ring, with its number. */
export const drawRounds = (
  { graph }: StreetsGround,
  homes: readonly StreetHome[],
  { rounds }: StreetRounds,
): string => {
  const [west, east] = [Math.min, Math.max].map((of) => of(...homes.map(({ easting }) => easting))) as [
    number,
    number,
  ]
  const [south, north] = [Math.min, Math.max].map((of) => of(...homes.map(({ northing }) => northing))) as [
    number,
    number,
  ]
  const x = (easting: number): string => (scale * (easting - west + 20)).toFixed(1)
  const y = (northing: number): string => (scale * (north - northing + 20)).toFixed(1)
  const path = (points: readonly (readonly [number, number])[]): string =>
    `M${points.map(([e, n]) => `${x(e)} ${y(n)}`).join('L')}`
  const streets = graph.links.map(({ line }) =>
    path(Array.from({ length: line.length / 2 }, (_, at) => [line[2 * at]!, line[2 * at + 1]!] as const)),
  )
  const drawn = rounds.map(({ order }, at) => {
    const colour = `hsl(${(at * 137) % 360} 70% 40%)`
    const points = order.map((home) => [homes[home]!.easting, homes[home]!.northing] as const)
    const [first, last] = [points[0]!, points.at(-1)!]
    return (
      `<path d="${path(points)}" stroke="${colour}" stroke-width="3"/>` +
      points.map(([e, n]) => `<circle cx="${x(e)}" cy="${y(n)}" r="3" fill="${colour}"/>`).join('') +
      `<circle cx="${x(first[0])}" cy="${y(first[1])}" r="9" fill="${colour}"/>` +
      `<circle cx="${x(last[0])}" cy="${y(last[1])}" r="8" fill="#fff" stroke="${colour}" stroke-width="3"/>` +
      `<text x="${x(first[0])}" y="${y(first[1])}" dy="4" text-anchor="middle" font-size="11" fill="#fff">${at + 1}</text>`
    )
  })
  const [width, height] = [scale * (east - west + 40), scale * (north - south + 40)]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${height.toFixed(0)}" fill="none">` +
    `<rect width="100%" height="100%" fill="#fff"/>` +
    `<path d="${streets.join('')}" stroke="#ccc" stroke-width="10"/>${drawn.join('')}</svg>\n`
  )
}

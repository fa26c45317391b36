import { formatMonth } from '../apps/server/foundation/month.ts'
import type { CommandLine } from './command-line-folder.ts'
import { boundaryText, squareFeature } from './importers.ts'
import { streetText } from './street-rows.ts'

/** A made-up city of twelve square kilometres of London and three years, small enough to work out by hand. */
export const cityCodes = Array.from(
  { length: 12 },
  (_, area) => `E010000${String(area + 1).padStart(2, '0')}`,
)

export const cityHomes = cityCodes.map((_, area) => 503 + 41 * (area % 5))

const firstMonth = 2012 * 12
export const cityMonths = Array.from({ length: 36 }, (_, at) => formatMonth(firstMonth + at))

/** Burglaries of an area in a month, with hot and quiet areas, winters and a hot year that does not last. */
export const cityCount = (area: number, at: number): number => {
  const level = [4, 1, 2, 0, 3, 1][area % 6] ?? 0
  const winter = at % 12 < 2 ? 1 : 0
  const hotYear = area === 1 && at >= 12 && at < 24 ? 4 : 0
  return Math.max(0, level + winter + hotYear + ((at * 7 + area * 5) % 3) - 1)
}

const corner = (area: number): { west: number; south: number } => ({
  west: 530_000 + 1000 * (area % 4),
  south: 180_000 + 1000 * Math.floor(area / 4),
})

/** Near enough to the middle of the area: a degree is some 69.4 km from west to east there, and 111.2 km to the north. */
const middle = (area: number): { longitude: number; latitude: number } => {
  const { west, south } = corner(area)
  return {
    longitude: Math.round((-0.1277 + (west + 500 - 530_000) / 69_400) * 1e6) / 1e6,
    latitude: Math.round((51.504 + (south + 500 - 180_000) / 111_200) * 1e6) / 1e6,
  }
}

const cityCrimes = cityMonths.flatMap((month, at) =>
  cityCodes.flatMap((code, area) =>
    Array.from({ length: cityCount(area, at) }, (_, one) => ({
      id: `${code} ${month} ${one}`,
      month,
      code,
      ...middle(area),
    })),
  ),
)

/** Writes the files of the city and imports them as a user does. */
export const loadCity = async ({ answer, write }: CommandLine): Promise<void> => {
  const squares = cityCodes.map((code, area) => squareFeature(code, corner(area).west, corner(area).south))
  await write('areas.geojson', boundaryText(squares))
  await write(
    'homes.csv',
    ['code,homes', ...cityCodes.map((code, area) => `${code},${cityHomes[area]}`), ''].join('\n'),
  )
  await write('2012-01-metropolitan-street.csv', streetText(cityCrimes))
  await answer('import', 'areas', 'areas.geojson', '--kind', 'lsoa', '--valid-from', '2011-03-27')
  await answer('import', 'homes', 'homes.csv', '--code', 'code', '--homes', 'homes')
  await answer('import', 'street', '2012-01-metropolitan-street.csv')
}

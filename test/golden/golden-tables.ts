import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const table = (heading: string, rows: readonly (readonly (string | number)[])[]): string =>
  [heading, ...rows.map((row) => row.join(',')), ''].join('\n')

const places = [
  ['treated', 207, 110, 3],
  ['control', 308, 318, 5],
  ['displacement', 178, 157, 4],
  ['displacement control', 150, 140, 6],
]

/** Month of the table, from 1, as `2014-01`. */
const monthLabel = (month: number): string =>
  `20${14 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`

/** Thirty areas, fourteen months; half get kits, five in each of three months, and a third of their burglaries go. */
const areas = Array.from({ length: 30 * 14 }, (_, at) => {
  const [area, month] = [Math.floor(at / 14), (at % 14) + 1]
  const wave = Math.max(0, (area % 6) - 2)
  const mean = 9 + (area % 7) + ((area * area * 3 + month * 5 + area * month) % 5) + (month % 12 < 3 ? 3 : 0)
  const start = wave === 0 ? 99 : 6 + 2 * wave
  return [
    `A${String(area).padStart(2, '0')}`,
    monthLabel(month),
    month >= start ? Math.round(mean * 0.67) : mean,
    start === 99 ? '' : monthLabel(start),
    400 + 31 * area,
  ]
})

/** Three years of one place, with a season; from the third on a quarter less. */
const series = Array.from({ length: 36 }, (_, at) => [
  at + 1,
  Math.round((40 + 8 * Math.cos((2 * Math.PI * at) / 12) + ((at * 7) % 9)) * (at < 24 ? 1 : 0.75)),
])

/** Burglaries of a town on a raster, some followed by another one near and soon. */
const points = Array.from({ length: 240 }, (_, at) => {
  const first = at % 3 === 1 ? at - 1 : at
  const day = new Date(Date.UTC(2024, 0, 1 + ((first * 37) % 300) + (at - first) * 4))
  return [
    1000 + ((first * 733) % 2900) + (at - first) * 35,
    2000 + ((first * 389) % 2700) + (at - first) * 20,
    day.toISOString().slice(0, 10),
  ]
})

/** Writes the tables that the golden commands read. */
export const writeTables = async (folder: string): Promise<void> => {
  await writeFile(join(folder, 'places.csv'), table('role,before,after,area', places))
  await writeFile(join(folder, 'areas.csv'), table('area,month,burglaries,start,homes', areas))
  await writeFile(join(folder, 'series.csv'), table('month,count', series))
  await writeFile(join(folder, 'points.csv'), table('x,y,date', points))
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { streetText, type StreetCrime } from './street-rows.ts'

/** A made-up archive of street files, month by month, of burglary and one other type in 400 areas; its folder. */
export const writeStreetArchive = async (
  folder: string,
  months: readonly string[],
  rowsEach: number,
): Promise<string> => {
  for (const month of months) {
    const crimes = Array.from({ length: rowsEach }, (_, at): StreetCrime => {
      const area = (at * 7) % 400
      return {
        id: `${month} ${at}`,
        month,
        longitude: -0.3 + (at % 500) / 1000,
        latitude: 51.4 + (area % 100) / 1000,
        code: `E0100${String(1000 + area)}`,
        type: at % 3 === 0 ? 'Drugs' : 'Burglary',
      }
    })
    await mkdir(join(folder, month), { recursive: true })
    await writeFile(join(folder, month, `${month}-metropolitan-street.csv`), streetText(crimes))
  }
  return folder
}

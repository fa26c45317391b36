import { firstRows, isEmptyRow, openingOf } from '../../../places/formats/separators.ts'
import { isDayUntil } from '../../../foundation/days.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { BookedIn } from './booked-in.ts'
import type { ScanPlace } from './scan-places.ts'
import { shifts } from './shifts.ts'

/** Most detainees of a shift, and most lines of a file. */
export const mostDetainees = 2000
const mostLines = 3000

/** A number of detainees; undefined where it is none. */
export const detaineesFrom = (text: string): number | undefined =>
  /^\d{1,4}$/.test(text) && Number(text) <= mostDetainees ? Number(text) : undefined

/**
 * Lines `suite,day,shift,detainees` of the custody record system, its heading left out where there is one, or what is wrong with
 * them. Cells may be quoted; a suite is named as it is here, and a comma in its name does no harm. All of them count or none.
 */
export const bookedInLines = (
  text: string,
  suites: readonly ScanPlace[],
  today: string,
): { numbers: BookedIn[]; faults: string[] } => {
  const faults: string[] = []
  const opening = openingOf(text)
  const rows = firstRows(opening, opening.delimiters[0] ?? ',', mostLines + 2)
    .map(({ cells, line }) => ({ cells: cells.map((cell) => cell.trim().replaceAll(/\s+/g, ' ')), at: line }))
    .filter(({ cells }, at) => !isEmptyRow(cells) && !(at === 0 && cells[0]?.toLowerCase() === 'suite'))
  if (rows.length > mostLines) return { numbers: [], faults: [`Send ${mostLines} lines or fewer`] }
  const seen = new Set<string>()
  const numbers = rows.flatMap(({ cells, at }): BookedIn[] => {
    const [onDay = '', shiftName = '', detaineesText = ''] = cells.slice(-3)
    const name = cells.slice(0, -3).join(', ')
    const called = suites.filter((suite) => suite.name.toLowerCase() === name.toLowerCase())
    const shift = shifts.find((each) => each === shiftName.toLowerCase())
    const detainees = detaineesFrom(detaineesText)
    const fault =
      cells.length < 4
        ? 'needs suite, day, shift and detainees'
        : called.length !== 1
          ? called.length === 0
            ? 'names no custody suite of yours'
            : 'names a suite that several are called'
          : !isDayUntil(onDay, today)
            ? 'needs a day such as 2026-11-28, not after today'
            : shift === undefined
              ? 'needs a shift: early, late or night'
              : detainees === undefined
                ? `needs a whole number of detainees up to ${mostDetainees}`
                : undefined
    if (fault !== undefined) faults.push(`Line ${at} ${fault}`)
    const [suite] = called
    if (fault !== undefined || !suite || !shift || detainees === undefined) return []
    const told = `${suite.id} ${onDay} ${shift}`
    if (seen.has(told)) faults.push(`Line ${at} tells a shift that another line tells`)
    seen.add(told)
    return [{ id: uuidv7(), place: suite.id, onDay, shift, detainees }]
  })
  return { numbers, faults }
}

import { basename } from 'node:path'
import { codeOf } from './codes.ts'
import { HeldRows } from './held-rows.ts'
import { leaveOut, leftOutWarnings, newTally, numberedRows } from './left-out.ts'
import { wholeNumber } from './numbers.ts'
import { tablesWith } from './tables.ts'

export type HomesRow = { code: string; homes: number }

/**
 * `noArea`: the code is empty. `badValue`: not a whole number. `exactRepeat`: the area and its number stood there
 * before. `contradiction`: the area stood there with another number; the greater is taken, in whatever order.
 */
export type HomesReason = 'noArea' | 'badValue' | 'exactRepeat' | 'contradiction'

export type HomesFile = {
  /** One for each area. */
  rows: HomesRow[]
  rowsRead: number
  leftOut: Partial<Record<HomesReason, number>>
  warnings: string[]
}

/** The census table KS101 counts usual residents: people, not homes. */
const isResidentsColumn = (heading: string): boolean => /^KS101(EW|UK)?\d{4}$/i.test(heading)

/**
 * Homes of areas from any table with a column of codes and a column of numbers.
 * Errors: `column_missing`, and those of `openCsv`.
 */
export const readHomes = async (
  path: string,
  wanted: { code: string; homes: string },
): Promise<HomesFile> => {
  const found = new Map<string, number>()
  const held = new HeldRows(basename(path))
  const answer: HomesFile = { rows: [], rowsRead: 0, leftOut: {}, warnings: [] }
  for await (const { file, headings, columns, numbers, rows: read } of tablesWith(path, [
    wanted.code,
    wanted.homes,
  ])) {
    const [codeAt = 0, homesAt = 0] = columns
    const tally = newTally<HomesReason>(file.name)
    for await (const batch of read()) {
      for (const { row, line } of numberedRows(batch)) {
        tally.rows++
        const code = codeOf(row[codeAt] ?? '', file.name, line, wanted.code)
        const homes = wholeNumber(numbers.read(row[homesAt] ?? '', line, wanted.homes))
        const before = found.get(code)
        if (code === '') leaveOut(tally, 'noArea', line)
        else if (homes === undefined) leaveOut(tally, 'badValue', line)
        else if (homes === before) leaveOut(tally, 'exactRepeat', line)
        else {
          if (before === undefined) held.add(line, code.length)
          else leaveOut(tally, 'contradiction', line)
          found.set(code, Math.max(homes, before ?? 0))
        }
      }
    }
    answer.rowsRead += tally.rows
    for (const [reason, rows] of Object.entries(tally.leftOut) as [HomesReason, number][]) {
      answer.leftOut[reason] = (answer.leftOut[reason] ?? 0) + rows
    }
    answer.warnings.push(...leftOutWarnings(tally))
    if (isResidentsColumn(headings[homesAt] ?? '')) {
      answer.warnings.push(`${file.name}: the census table KS101 counts residents, not homes.`)
    }
  }
  answer.rows = [...found].map(([code, homes]) => ({ code, homes }))
  return answer
}

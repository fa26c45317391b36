import { basename } from 'node:path'
import { codeOf } from './codes.ts'
import { HeldRows } from './held-rows.ts'
import { leaveOut, leftOutWarnings, newTally, numberedRows } from './left-out.ts'
import { tablesWith } from './tables.ts'

export type LookupRow = {
  from: string
  to: string
  /** Change indicator as published (ONS: U unchanged, S split, M merged, X irregular); null where there is none. */
  change: string | null
}

/** `noCode`: one side is empty. `exactRepeat`: the pair stood there before. */
export type LookupReason = 'noCode' | 'exactRepeat'

export type LookupFile = {
  /** One for each pair. */
  rows: LookupRow[]
  rowsRead: number
  leftOut: Partial<Record<LookupReason, number>>
  warnings: string[]
}

/** A look-up of every postcode of the country has 2.7 million. */
const mostPairs = 4_000_000

/** Kind of area that a heading of the Office for National Statistics names: `LSOA11CD` and `LSOA21CD` are of one kind. */
const kindOfHeading = (heading: string): string | undefined =>
  /^([A-Z]+)\d{2}CD/i.exec(heading)?.[1]?.toUpperCase()

/**
 * Position of the change indicator; −1 without one, or when the two columns are of different kinds of area: then it
 * speaks of other columns of the file.
 */
const changeColumn = (headings: readonly string[], from: string, to: string): number =>
  kindOfHeading(from) === kindOfHeading(to)
    ? headings.findIndex((heading) => /^ch(n)?gind$/i.test(heading))
    : -1

/**
 * Pairs of codes from any table with a column for each side.
 * Errors: `column_missing`, and those of `openCsv`.
 */
export const readLookup = async (path: string, wanted: { from: string; to: string }): Promise<LookupFile> => {
  const found = new Map<string, LookupRow>()
  const held = new HeldRows(basename(path), mostPairs)
  const answer: LookupFile = { rows: [], rowsRead: 0, leftOut: {}, warnings: [] }
  for await (const { file, headings, columns, rows: read } of tablesWith(path, [wanted.from, wanted.to])) {
    const [fromAt = 0, toAt = 0] = columns
    const changeAt = changeColumn(headings, headings[fromAt] ?? '', headings[toAt] ?? '')
    const tally = newTally<LookupReason>(file.name)
    for await (const batch of read()) {
      for (const { row, line } of numberedRows(batch)) {
        tally.rows++
        const from = codeOf(row[fromAt] ?? '', file.name, line, wanted.from)
        const to = codeOf(row[toAt] ?? '', file.name, line, wanted.to)
        const key = `${from}\u001F${to}`
        if (from === '' || to === '') leaveOut(tally, 'noCode', line)
        else if (found.has(key)) leaveOut(tally, 'exactRepeat', line)
        else {
          held.add(line, key.length)
          found.set(key, { from, to, change: row[changeAt]?.trim().slice(0, 40) || null })
        }
      }
    }
    answer.rowsRead += tally.rows
    for (const [reason, rows] of Object.entries(tally.leftOut) as [LookupReason, number][]) {
      answer.leftOut[reason] = (answer.leftOut[reason] ?? 0) + rows
    }
    // Repeats are what a look-up from small areas to large ones is made of; they need no warning.
    const { exactRepeat: _, ...worthSaying } = tally.leftOut
    answer.warnings.push(...leftOutWarnings({ ...tally, leftOut: worthSaying }))
  }
  answer.rows = [...found.values()]
  return answer
}

import type { Specification } from '../../report/report-types.ts'
import { intervalInWords, pageTable, signedPercent, type PageTable } from '../tables.ts'

const triedFirst = ({ onCleanYears }: Specification): string | null => {
  if (!onCleanYears) return null
  const { pairs, least, most } = onCleanYears
  const found =
    pairs === 1
      ? `${signedPercent(least)} in 1 pair of years`
      : `${signedPercent(least)} to ${signedPercent(most)} in ${pairs} pairs of years`
  return `Tried on years without kits, where nothing was done, it shows ${found}.`
}

/** A row for each specification, under its method; what is to be said of many of them is said once, in a note. */
export const specificationTable = (specifications: readonly Specification[]): PageTable => {
  const notes: string[] = []
  /** “notes 1, 2”; nothing where nothing is to be said. */
  const noted = (words: readonly (string | null)[]): string => {
    const said = words.filter((each) => each !== null)
    for (const each of said) if (!notes.includes(each)) notes.push(each)
    const numbers = said.map((each) => notes.indexOf(each) + 1).join(', ')
    return said.length === 0 ? '' : `note${said.length > 1 ? 's' : ''} ${numbers}`
  }
  const rowsOf = (rows: readonly Specification[]): string[][] => {
    const [first] = rows
    if (!first) return []
    const name = first.scale === 'additive' ? `${first.method} (additive)` : first.method
    const [tried, silent] = [triedFirst(first), rows.every(({ why }) => why !== null && why === first.why)]
    if (silent) return [[`${name}: no figure, ${noted([first.why, tried])}`]]
    return [
      [[name, noted([tried])].filter(Boolean).join(', ')],
      ...rows.map((row) => [
        row.controls,
        row.window.replace(' months', ''),
        signedPercent(row.estimate),
        row.why === null ? intervalInWords(row) : '–',
        row.primary ? 'agreed in advance' : noted([row.why]),
      ]),
    ]
  }
  const methods = Map.groupBy(specifications, ({ method }) => method)
  return {
    ...pageTable(
      'specification-table',
      'The effect by method, controls and window',
      'Notes are below the table.',
      ['Compared with', 'Months after', '#Change', '#Likely range', 'Note'],
      [...methods.values()].flatMap(rowsOf),
    ),
    notes,
  }
}
